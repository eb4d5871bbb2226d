/** The search worker that ended by itself is started anew; one that was closed is not. */
import type { Worker } from 'node:worker_threads';
import { createRxDatabase } from 'rxdb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openSearch } from '#main/search/open-search.ts';
import { customer, customerSchema, HOOKS } from '#main/search/testing/customers.ts';
import { openStore } from '#main/storage-sqlite/index.ts';
import { TEST_KEY, temporaryFile } from '#main/storage-sqlite/testing/support.ts';

const started: Worker[] = [];
const note = (worker: Worker) => started.push(worker);
beforeAll(() => void process.on('worker', note));
afterAll(() => void process.off('worker', note));

const QUESTION = { text: 'qzx', limit: 5, filter: null, sort: 'best', whole: false, exact: false } as const;

it('answers again after its end, and not after it was closed', async () => {
  const file = temporaryFile();
  const store = await openStore({ file, key: TEST_KEY, hooks: HOOKS });
  const database = await createRxDatabase({ name: 'desk', storage: store.storage, multiInstance: false });
  const { customers } = await database.addCollections({ customers: { schema: customerSchema } });
  const before = started.length;
  const search = await openSearch({ file, key: TEST_KEY, store });
  const worker = started[before];
  await customers.insert(customer('C-1', { family: 'Qzxone' }));
  const found = async () => (await search.search(QUESTION)).hits.map(({ number }) => number);
  expect(await found()).toEqual(['C-1']);

  await worker?.terminate();
  await customers.insert(customer('C-2', { family: 'Qzxtwo' }));
  await expect.poll(() => found().catch(() => []), { timeout: 30_000 }).toEqual(['C-1', 'C-2']);

  await search.close();
  await expect(found()).rejects.toMatchObject({ code: 'STORE_CLOSED' });
  await database.close();
  await store.close();
});
