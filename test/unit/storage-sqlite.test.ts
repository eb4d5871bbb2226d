/** What our storage promises beyond the contract of an RxStorage. */
import { createRxDatabase } from 'rxdb';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { getRxStorageSqlite, openStore, type SqliteStore } from '#main/storage-sqlite/index.ts';
import {
  type HumanInstance,
  human,
  instanceOf,
  TEST_KEY,
  temporaryFile,
  update,
} from '#main/storage-sqlite/testing/support.ts';

describe('an open store', () => {
  let file: string;
  let store: SqliteStore;
  let instance: HumanInstance;

  beforeEach(async () => {
    file = temporaryFile();
    store = await openStore({ file, key: TEST_KEY });
    instance = await instanceOf(store.storage as never);
  });
  afterEach(async () => {
    await instance.close();
    await store.close();
  });

  async function reopen(): Promise<void> {
    await instance.close();
    await store.close();
    store = await openStore({ file, key: TEST_KEY });
    instance = await instanceOf(store.storage as never);
  }

  test('keeps documents and sequence over a reopen', async () => {
    await instance.bulkWrite([{ document: human('a') }, { document: human('b') }], 'test');
    const before = await instance.getChangedDocumentsSince?.(10);
    await reopen();
    expect(await instance.findDocumentsById(['a', 'b'], false)).toHaveLength(2);
    expect(await instance.getChangedDocumentsSince?.(10)).toEqual(before);
    expect(await store.integrityCheck()).toEqual([]);
  });

  test('a sequence is never given out twice, even when the newest document was removed', async () => {
    await instance.bulkWrite([{ document: human('a') }], 'test');
    const checkpoint = (await instance.getChangedDocumentsSince?.(10))?.checkpoint;
    await store.purge('humans', ['a']);
    await reopen();
    await instance.bulkWrite([{ document: human('b') }], 'test');
    const changed = await instance.getChangedDocumentsSince?.(10, checkpoint);
    expect(changed?.documents.map(({ id }) => id)).toEqual(['b']);
  });

  test('changes since a checkpoint have no gap while writes go on', async () => {
    const seen = new Map<string, string>();
    let writing = true;
    const writes = (async () => {
      for (let round = 0; round < 20; round += 1) {
        const rows = Array.from({ length: 37 }, (_, at) => ({ document: human(`r${round}-${at}`) }));
        await Promise.all([
          instance.bulkWrite(rows.slice(0, 20), 'a'),
          instance.bulkWrite(rows.slice(20), 'b'),
        ]);
      }
      writing = false;
    })();
    let checkpoint: { seq: number } | undefined;
    for (let more = true; more; ) {
      const mayGrow = writing;
      const changed = await instance.getChangedDocumentsSince?.(13, checkpoint);
      more = mayGrow || (changed?.documents.length ?? 0) > 0;
      for (const { id, _rev } of changed?.documents ?? []) seen.set(id, _rev);
      expect(changed?.checkpoint.seq).toBeGreaterThanOrEqual(checkpoint?.seq ?? 0);
      checkpoint = changed?.checkpoint;
    }
    await writes;
    expect(seen.size).toBe(20 * 37);
  });

  test("an event's checkpoint leads to everything after it", async () => {
    const checkpoints: { seq: number }[] = [];
    instance.changeStream().subscribe(({ checkpoint }) => checkpoints.push(checkpoint));
    const a = human('a');
    await instance.bulkWrite([{ document: a }], 'test');
    await instance.bulkWrite([{ document: human('b') }], 'test');
    await instance.bulkWrite([update(a, { age: 9 })], 'test');
    const changed = await instance.getChangedDocumentsSince?.(10, checkpoints[0]);
    expect(changed?.documents.map(({ id }) => id)).toEqual(['b', 'a']);
  });

  test('a big write comes in several bulks and lets a small one through', async () => {
    const rows = Array.from({ length: 5000 }, (_, at) => ({ document: human(`d${at}`) }));
    const order: string[] = [];
    const big = instance.bulkWrite(rows, 'big').then(() => order.push('big'));
    const small = instance.bulkWrite([{ document: human('small') }], 'small').then(() => order.push('small'));
    await Promise.all([big, small]);
    expect(order).toEqual(['small', 'big']);
  });

  test('the same document twice in one write: the second is a conflict', async () => {
    const { error } = await instance.bulkWrite([{ document: human('a') }, { document: human('a') }], 'test');
    expect(error).toMatchObject([{ status: 409, documentId: 'a' }]);
  });

  test('an attachment without its data is refused with 510, alone, and not announced', async () => {
    const events: string[] = [];
    instance.changeStream().subscribe((bulk) => events.push(...bulk.events.map((event) => event.documentId)));
    const stub = { length: 5, type: 'text/plain', digest: 'd1' };
    const rows = [{ document: human('a', { _attachments: { note: stub } }) }, { document: human('b') }];
    expect((await instance.bulkWrite(rows, 'test')).error).toMatchObject([
      { status: 510, attachmentId: 'note' },
    ]);
    expect(events).toEqual(['b']);
    expect(await instance.findDocumentsById(['a'], true)).toEqual([]);
  });

  test('closing waits for writes under way, and then refuses', async () => {
    const write = instance.bulkWrite([{ document: human('a') }], 'test');
    await instance.close();
    expect((await write).error).toEqual([]);
    await expect(instance.findDocumentsById(['a'], false)).rejects.toMatchObject({ code: 'STORE_CLOSED' });
    await instance.close();
  });

  test('a document that breaks its schema is still found where it belongs', async () => {
    const odd = human('odd', { age: 'many' as never });
    await instance.bulkWrite([{ document: odd }, { document: human('even', { age: 2 }) }], 'test');
    const query = { selector: { age: { $eq: 'many' } }, sort: [{ id: 'asc' }], skip: 0 };
    const prepared = { query, queryPlan: {} } as never;
    expect((await instance.query(prepared)).documents.map(({ id }) => id)).toEqual(['odd']);
  });
});

test('a storage by itself opens with the first instance and closes with the last', async () => {
  const file = temporaryFile();
  const database = await createRxDatabase({
    name: 'own',
    storage: getRxStorageSqlite({ file, key: TEST_KEY }),
    multiInstance: false,
  });
  await database.close();
  const store = await openStore({ file, key: TEST_KEY });
  await store.close();
});
