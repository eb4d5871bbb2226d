/** Queries on indexed fields use their index, and none is sorted by SQLite when an index has the order. */
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
  temporaryFile,
} from '#main/storage-sqlite/testing/support.ts';

let store: SqliteStore;
let instance: HumanInstance;
beforeAll(async () => {
  store = await openStore({ file: temporaryFile(), key: null });
  instance = await instanceOf(store.storage as never);
  await instance.bulkWrite(
    Array.from({ length: 50 }, (_, at) => ({ document: human(`d${at}`) })),
    'test',
  );
});
afterAll(async () => {
  await instance.close();
  await store.close();
});

async function planOf(mango: MangoQuery<Human>): Promise<string> {
  const { store: open, table } = instance.internals as SqliteInternals;
  const query = normalizeMangoQuery(humanSchema, mango as MangoQuery<RxDocumentData<Human>>);
  return (await open.reader.call('explain', { table, query: query as never, counting: false })).join('; ');
}

test.each<[string, MangoQuery<Human>, RegExp]>([
  ['by id', { selector: { id: { $eq: 'd1' } } }, /^SEARCH .*USING INDEX sqlite_autoindex.*\(id=\?\)/],
  [
    'by name',
    { selector: { _deleted: { $eq: false }, name: { $eq: 'a' } } as never },
    /^SEARCH .*deleted,name,id|^SEARCH .*_deleted,name,id/,
  ],
  [
    'a range in order',
    {
      selector: { _deleted: { $eq: false }, age: { $gt: 1 } } as never,
      sort: [{ age: 'asc' }, { id: 'asc' }],
    },
    /^SEARCH .*_deleted,age,id \(deleted=\? AND f:age>\?\)$/,
  ],
  [
    'a compound index',
    {
      selector: { _deleted: { $eq: false }, active: { $eq: true } } as never,
      sort: [{ name: 'asc' }, { id: 'asc' }],
    },
    /^SEARCH .*_deleted,active,name,id/,
  ],
])('%s', async (_, mango, expected) => {
  const plan = await planOf(mango);
  expect(plan).toMatch(expected);
  expect(plan).not.toContain('TEMP B-TREE');
});
