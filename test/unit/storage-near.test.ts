/** Which reads the asking thread does itself, and that doing so never holds it. */
import { type MangoQuery, normalizeMangoQuery, type RxDocumentData } from 'rxdb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore, type SqliteStore } from '#main/storage-sqlite/index.ts';
import type { SqliteInternals } from '#main/storage-sqlite/instance.ts';
import {
  type Human,
  type HumanInstance,
  human,
  humanSchema,
  instanceOf,
  TEST_KEY,
  temporaryFile,
} from '#main/storage-sqlite/testing/support.ts';

let store: SqliteStore;
let instance: HumanInstance;
let internals: SqliteInternals;
beforeAll(async () => {
  store = await openStore({ file: temporaryFile(), key: TEST_KEY });
  instance = await instanceOf(store.storage as never);
  internals = instance.internals as SqliteInternals;
  const rows = Array.from({ length: 500 }, (_, at) => ({
    document: human(`d${String(at).padStart(3, '0')}`, { age: at }),
  }));
  await instance.bulkWrite(rows, 'test');
});
afterAll(async () => {
  await instance.close();
  await store.close();
});

/** Ids that the near reader returns, or null when it leaves the query to the worker. */
function near(mango: MangoQuery<Human>): string[] | null {
  const query = normalizeMangoQuery(humanSchema, mango as MangoQuery<RxDocumentData<Human>>);
  const texts = internals.store.near.query(internals.table, query as never);
  return texts?.map((text) => (JSON.parse(text) as Human).id) ?? null;
}

const live = { _deleted: { $eq: false } };
const byAge = [{ age: 'asc' }, { id: 'asc' }] as MangoQuery<Human>['sort'];

test('an index that decides the condition and the order is read near, in that order', () => {
  const selector = { ...live, age: { $gt: 10 } } as never;
  expect(near({ selector, sort: byAge, limit: 2 })).toEqual(['d011', 'd012']);
});

test.each<[string, MangoQuery<Human>]>([
  ['no limit', { selector: { ...live, age: { $gt: 10 } } as never, sort: byAge }],
  ['many rows', { selector: { ...live, age: { $gt: 10 } } as never, sort: byAge, limit: 101 }],
  [
    'many rows to skip',
    { selector: { ...live, age: { $gt: 10 } } as never, sort: byAge, skip: 99, limit: 2 },
  ],
  [
    'a condition without an index',
    { selector: { ...live, score: { $gt: 1 } } as never, sort: byAge, limit: 2 },
  ],
  [
    'a condition of another index',
    { selector: { ...live, age: { $gt: 1 }, name: { $eq: 'x' } } as never, sort: byAge, limit: 2 },
  ],
  [
    'an order without an index',
    { selector: live as never, sort: [{ score: 'asc' }, { id: 'asc' }], limit: 2 },
  ],
])('%s is left to the worker', (_, mango) => {
  expect(near(mango)).toBeNull();
});

test('many ids are left to the worker', () => {
  const ids = Array.from({ length: 101 }, (_, at) => `d${at}`);
  expect(internals.store.near.find(internals.table.n, ids, false)).toBeNull();
});

test('who reads again and again does not hold the thread', async () => {
  let turned = false;
  setImmediate(() => {
    turned = true;
  });
  for (let read = 0; !turned && read < 100_000; read += 1) await instance.findDocumentsById(['d001'], false);
  expect(turned).toBe(true);
});
