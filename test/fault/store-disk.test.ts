/** The disk under the store: full, read-only, and what is left on it after a person was forgotten. */

import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { createRxDatabase } from 'rxdb';
import { replicateRxCollection } from 'rxdb/plugins/replication';
import { expect, test } from 'vitest';
import { openSearch } from '#main/search/open-search.ts';
import { customer, customerSchema, HOOKS, idFrom, indexDifferences } from '#main/search/testing/customers.ts';
import { connect } from '#main/storage-sqlite/connect.ts';
import { openStore } from '#main/storage-sqlite/index.ts';
import { human, instanceOf, TEST_KEY, temporaryFile, update } from '#main/storage-sqlite/testing/support.ts';
import { plainQuestion } from '#shared/api/search.ts';
import type { Customer } from '#shared/customer/schema.ts';

const LIMIT_HOOK = new URL('../../src-main/storage-sqlite/testing/limit-hook.ts', import.meta.url);

test('a full disk refuses the write, keeps the rest, and takes writes again when there is space', async () => {
  const store = await openStore({ file: temporaryFile(), key: TEST_KEY, hooks: LIMIT_HOOK });
  const instance = await instanceOf(store.storage as never);
  const before = human('before');
  await instance.bulkWrite([{ document: before }], 'test');
  const events: string[] = [];
  instance
    .changeStream()
    .subscribe((bulk) => events.push(...bulk.events.map(({ documentId }) => documentId)));

  await instance.bulkWrite([{ document: human('full', { name: 'full', score: -1 }) }], 'test');
  const big = human('big', { note: 'x'.repeat(200_000) });
  await expect(instance.bulkWrite([{ document: big }], 'test')).rejects.toMatchObject({ code: 'STORE_FULL' });
  expect(await instance.findDocumentsById(['before', 'big'], true)).toEqual([before]);

  await instance.bulkWrite([update(before, { name: 'free', score: -1 })], 'test');
  expect((await instance.bulkWrite([{ document: big }], 'test')).error).toEqual([]);
  expect(events).toEqual(['full', 'before', 'big']);
  expect(await store.integrityCheck()).toEqual([]);
  const changed = await instance.getChangedDocumentsSince?.(10);
  expect(changed?.documents.map(({ id }) => id)).toEqual(['full', 'before', 'big']);
  await instance.close();
  await store.close();
});

test('a store that cannot be written says so, is still read, and takes writes again', async () => {
  const store = await openStore({ file: temporaryFile(), key: TEST_KEY, hooks: LIMIT_HOOK });
  const instance = await instanceOf(store.storage as never);
  await instance.bulkWrite([{ document: human('before') }], 'test');
  const readOnly = { code: 'STORE_READ_ONLY' };
  const turn = human('turn', { name: 'read-only', score: -1 });
  await expect(instance.bulkWrite([{ document: turn }], 'test')).rejects.toMatchObject(readOnly);
  await expect(instance.bulkWrite([{ document: human('a') }], 'test')).rejects.toMatchObject(readOnly);
  expect(await instance.findDocumentsById(['before', 'turn', 'a'], true)).toHaveLength(1);
  await expect
    .poll(() =>
      instance.bulkWrite([{ document: human('a') }], 'test').then(
        ({ error }) => error,
        ({ code }) => code,
      ),
    )
    .toEqual([]);
  await instance.close();
  await store.close();
});

/** Files of the store that contain one of the texts, in either encoding. */
function filesWith(file: string, texts: string[]): string[] {
  const folder = dirname(file);
  const names = readdirSync(folder).filter((name) => name.startsWith(basename(file)));
  return names.filter((name) => {
    const bytes = readFileSync(join(folder, name));
    return texts.some((text) => bytes.includes(text, 0, 'utf8') || bytes.includes(text, 0, 'utf16le'));
  });
}

/** Segments of the search index in the file, which hold words of the customers. */
function segmentsIn(file: string): unknown {
  const db = connect(file, { cipher: 'none', key: null, readonly: true });
  try {
    return db.prepare('SELECT count(*) FROM search_segment WHERE ready = 1').pluck().get();
  } finally {
    db.close();
  }
}

test('after a purge no byte of the person is left in any file of an unencrypted store', async () => {
  const file = temporaryFile();
  const store = await openStore({ file, key: null, hooks: HOOKS });
  const database = await createRxDatabase({ name: 'desk', storage: store.storage, multiInstance: false });
  const { customers } = await database.addCollections({ customers: { schema: customerSchema } });
  await customers.bulkInsert(
    Array.from({ length: 2500 }, (_, at) => customer(`C-${at}`, { family: `Other${at}` })),
  );
  const sentinels = ['QZSENTINEL', 'qzsentinel', 'qjphone', '4798712345', '5432178974'];
  const facts = {
    family: 'Qzsentinel',
    given: 'QZSENTINEL',
    phone: '+47 98712345',
    email: 'qjphone@x.example',
  };
  let feed = [{ ...customer('C-pulled', { family: 'Pulled QZSENTINEL' }), _deleted: false }];
  const replication = replicateRxCollection<Customer, { at: number }>({
    collection: customers,
    replicationIdentifier: 'test',
    live: true,
    push: { handler: async () => [] },
    pull: {
      handler: async () => {
        const documents = feed;
        feed = [];
        return { documents, checkpoint: { at: 1 } };
      },
    },
  });
  const person = await customers.insert(customer('C-x', facts));
  await person.incrementalPatch({ organisation: 'QZSENTINEL Ltd' });
  const search = await openSearch({ file, key: null, store });
  await search.settled();
  expect(segmentsIn(file)).toBe(1);
  expect((await search.search({ ...plainQuestion('qzsentinel', 5), exact: false })).hits).not.toEqual([]);
  expect(filesWith(file, sentinels)).not.toEqual([]);

  await replication.awaitInSync();
  expect(await customers.findOne(idFrom('C-pulled')).exec()).not.toBeNull();

  await person.getLatest().incrementalRemove();
  await replication.awaitInSync();
  expect(await store.purge('customers', [idFrom('C-x'), idFrom('C-pulled')])).toBe(2);
  expect((await search.search({ ...plainQuestion('qzsentinel', 5), exact: false })).hits).toEqual([]);
  expect(filesWith(file, sentinels)).toEqual([]);
  expect(segmentsIn(file)).toBe(1);
  const { hits } = await search.search({ ...plainQuestion('other77', 5), exact: false });
  expect(hits[0]?.number).toBe('C-77');
  await search.close();
  await database.close();
  await store.close();
  expect(filesWith(file, sentinels)).toEqual([]);
  expect(indexDifferences(file, null)).toEqual([]);
});
