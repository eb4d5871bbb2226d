/** Under load: who reads does not wait for who writes, waiting is bounded, and the log does not grow without end. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { connect } from '#main/storage-sqlite/connect.ts';
import { openStore, type SqliteStore } from '#main/storage-sqlite/index.ts';
import {
  countOf,
  type HumanInstance,
  human,
  instanceOf,
  temporaryFile,
} from '#main/storage-sqlite/testing/support.ts';

const ROWS = 10_000;
/** A commit moves the log into the file at 47 MB; what the transactions beside a checkpoint add may come on top. */
const COMMIT_MOVES = 46 * 1024 * 1024;
const LOG_LIMIT = 64 * 1024 * 1024;
const MOVED = 8 * 1024 * 1024;

let file: string;
let store: SqliteStore;
let instance: HumanInstance;
beforeEach(async () => {
  file = temporaryFile();
  store = await openStore({ file, key: null });
  instance = await instanceOf(store.storage as never);
});
afterEach(async () => {
  await instance.close();
  await store.close();
});

function humans(prefix: string, count: number) {
  const note = 'x'.repeat(800);
  return Array.from({ length: count }, (_, at) => ({ document: human(`${prefix}${at}`, { note }) }));
}

test(`while ${ROWS} documents are written, reads and the event loop go on, and few slices are under way`, async () => {
  await instance.bulkWrite(humans('held', 100), 'test');
  const rows = humans('new', ROWS);
  let writing = true;
  const written = instance.bulkWrite(rows, 'test').then(({ error }) => {
    writing = false;
    return error;
  });
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const times: number[] = [];
  let mostSlices = 0;
  for (let at = 0; writing; at += 1) {
    const since = performance.now();
    expect(await instance.findDocumentsById([`held${at % 100}`], false)).toHaveLength(1);
    times.push(performance.now() - since);
    if (at % 10 === 0) mostSlices = Math.max(mostSlices, (await store.stats()).slicesUnderWay);
  }
  delay.disable();
  expect(await written).toEqual([]);
  times.sort((a, b) => a - b);
  console.log(`${times.length} reads, p95 ${times[Math.floor(times.length * 0.95)]?.toFixed(2)} ms`);
  console.log(`event loop late by ${(delay.percentile(95) / 1e6).toFixed(2)} ms at p95`);
  expect(times.length).toBeGreaterThan(3);
  expect(mostSlices).toBeGreaterThan(0);
  expect(mostSlices).toBeLessThanOrEqual(4);
});

/** The time from a closed store to an answer, the best of four. */
async function timeOfStart(): Promise<number> {
  const times: number[] = [];
  for (let attempt = 0; attempt < 4; attempt += 1) {
    await instance.close();
    await store.close();
    const since = performance.now();
    store = await openStore({ file, key: null });
    instance = await instanceOf(store.storage as never);
    expect(await instance.findDocumentsById(['a0'], false)).toHaveLength(1);
    expect(await countOf(instance, { selector: { _deleted: { $eq: false } } as never })).toBeGreaterThan(0);
    times.push(performance.now() - since);
  }
  return Math.min(...times);
}

test('a start reads the same little, however many documents there are', async () => {
  await instance.bulkWrite(humans('a', 1), 'test');
  const withOne = await timeOfStart();
  for (const prefix of ['b', 'c', 'd', 'e', 'f', 'g', 'h', 'i']) {
    await instance.bulkWrite(humans(prefix, ROWS), 'replication-down-test');
  }
  const since = performance.now();
  expect((await instance.getChangedDocumentsSince?.(Number.MAX_SAFE_INTEGER))?.documents).toHaveLength(
    8 * ROWS + 1,
  );
  const toRead = performance.now() - since;
  const withAll = await timeOfStart();
  expect(withAll - withOne, `reading all takes ${toRead.toFixed(0)} ms`).toBeLessThan(toRead);
});

test('the log is emptied again and again beside a reader that reads', async () => {
  let most = 0;
  let reading = true;
  const reads = (async () => {
    while (reading) await instance.findDocumentsById(['a0', 'b0', 'nobody'], false);
  })();
  for (const prefix of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']) {
    await instance.bulkWrite(humans(prefix, ROWS), 'replication-down-test');
    most = Math.max(most, (await store.stats()).walBytes);
  }
  reading = false;
  await reads;
  expect((await store.stats()).fileBytes).toBeGreaterThan(LOG_LIMIT);
  expect(most).toBeLessThan(LOG_LIMIT);
});

test('a log that no commit had to move is moved beside the writer', async () => {
  await instance.bulkWrite(humans('a', 20), 'test');
  const { fileBytes } = await store.stats();
  for (const prefix of ['b', 'c']) {
    await instance.bulkWrite(humans(prefix, ROWS), 'replication-down-test');
  }
  expect((await store.stats()).walBytes).toBeLessThan(COMMIT_MOVES);
  await expect.poll(async () => (await store.stats()).fileBytes).toBeGreaterThan(fileBytes + MOVED);
});

test('a log that a long reader held open is emptied when the reader has gone', async () => {
  await instance.bulkWrite(humans('a', 100), 'test');
  const reader = connect(file, { cipher: 'none', key: null, readonly: true });
  const open = reader.prepare('SELECT n FROM store_collections').iterate();
  open.next();
  for (const prefix of ['b', 'c', 'd', 'e', 'f', 'g']) {
    await instance.bulkWrite(humans(prefix, ROWS), 'replication-down-test');
  }
  expect((await store.stats()).walBytes).toBeGreaterThan(LOG_LIMIT);
  open.return?.();
  reader.close();
  await instance.bulkWrite(humans('h', 100), 'test');
  await instance.bulkWrite(humans('i', 100), 'test');
  expect((await store.stats()).walBytes).toBeLessThan(LOG_LIMIT);
});
