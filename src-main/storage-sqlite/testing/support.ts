/** What the tests of the store share: temporary stores, a schema, and documents as RxDB writes them. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type BulkWriteRow,
  fillWithDefaultSettings,
  type MangoQuery,
  normalizeMangoQuery,
  now,
  prepareQuery,
  type RxDocumentData,
  type RxJsonSchema,
  type RxStorage,
  type RxStorageInstance,
} from 'rxdb';

export type Human = {
  id: string;
  name: string;
  age: number;
  active: boolean;
  home: { city: string };
  /** Not indexed. */
  score: number;
  /** Of any type, not indexed. */
  note?: unknown;
};

export const TEST_KEY = new Uint8Array(32).fill(7);

export const humanSchema: RxJsonSchema<RxDocumentData<Human>> = fillWithDefaultSettings<Human>({
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 40 },
    name: { type: 'string', maxLength: 40 },
    age: { type: 'number', minimum: -1000, maximum: 1000, multipleOf: 0.5 },
    active: { type: 'boolean' },
    home: { type: 'object', properties: { city: { type: 'string', maxLength: 40 } } },
    score: { type: 'number' },
    note: {},
  },
  required: ['id', 'name', 'age', 'active', 'home', 'score'],
  indexes: ['name', 'age', ['active', 'name'], 'home.city'],
  attachments: {},
});

export type HumanInstance = RxStorageInstance<Human, unknown, unknown, { seq: number }>;

/** A path for a store in a new temporary folder. */
export function temporaryFile(): string {
  return join(mkdtempSync(join(tmpdir(), 'callbook-store-')), 'store.db');
}

export function instanceOf(storage: RxStorage<unknown, unknown>, database = 'test'): Promise<HumanInstance> {
  const params = { databaseInstanceToken: database, databaseName: database, collectionName: 'humans' };
  return storage.createStorageInstance<Human>({
    ...params,
    schema: humanSchema,
    options: {},
    multiInstance: false,
    devMode: false,
  }) as Promise<HumanInstance>;
}

/** A whole document; `rev` counts up by the caller. */
export function human(id: string, part: Partial<RxDocumentData<Human>> = {}, rev = 1): RxDocumentData<Human> {
  return {
    id,
    name: 'name',
    age: 1,
    active: true,
    home: { city: 'Berlin' },
    score: 0,
    _attachments: {},
    _deleted: false,
    _meta: { lwt: now() },
    _rev: `${rev}-test`,
    ...part,
  };
}

export function update(
  previous: RxDocumentData<Human>,
  part: Partial<RxDocumentData<Human>>,
): BulkWriteRow<Human> {
  const height = Number(previous._rev.split('-')[0]) + 1;
  return { previous, document: { ...previous, ...part, _rev: `${height}-test`, _meta: { lwt: now() } } };
}

/** The ids that a query returns, in its order. */
export async function idsOf(instance: HumanInstance, query: MangoQuery<Human>): Promise<string[]> {
  const prepared = prepareQuery<Human>(
    humanSchema,
    normalizeMangoQuery(humanSchema, query as MangoQuery<RxDocumentData<Human>>),
  );
  return (await instance.query(prepared)).documents.map(({ id }) => id);
}

export async function countOf(instance: HumanInstance, query: MangoQuery<Human>): Promise<number> {
  const prepared = prepareQuery<Human>(
    humanSchema,
    normalizeMangoQuery(humanSchema, query as MangoQuery<RxDocumentData<Human>>),
  );
  return (await instance.count(prepared)).count;
}
