/** Promise P1: what was acknowledged is there after kill -9, and the index equals the documents. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { indexDifferences } from '#main/search/testing/customers.ts';
import { connect } from '#main/storage-sqlite/connect.ts';
import { readSidecar } from '#main/storage-sqlite/sidecar.ts';
import { TEST_KEY, temporaryFile } from '#main/storage-sqlite/testing/support.ts';
import { sumInTwoLanes } from '../support/lanes.ts';

const CHILD = new URL('../../src-main/storage-sqlite/testing/writer-child.ts', import.meta.url);
const RUNS = 50;
/** A new store now and then keeps the checks after each kill short. */
const RUNS_PER_STORE = 10;
const SEED = Number(process.env.FC_SEED ?? Date.now() % 1_000_000);
console.log(`store-kill seed ${SEED}`);

type Writer = {
  child: ChildProcess;
  closed: Promise<unknown>;
  ready: Promise<string>;
  acknowledged: Map<string, number>;
};

function startWriter(file: string, run: number): Writer {
  const child = spawn(process.execPath, [fileURLToPath(CHILD), file, String(run)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  const acknowledged = new Map<string, number>();
  const ready = new Promise<string>((resolve) => {
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) => {
      const [id = '', step] = line.split(' ');
      if (step === undefined) resolve(line);
      else acknowledged.set(id, Number(step));
    });
  });
  return { child, closed, ready, acknowledged };
}

/** Ids with what the store holds of them: 1 when the second write of the document is in it. */
function stepsIn(file: string): Map<string, number> {
  const db = connect(file, { cipher: readSidecar(file)?.cipher ?? 'none', key: TEST_KEY, readonly: true });
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  const n = db.prepare("SELECT n FROM store_collections WHERE name = 'customers'").pluck().get();
  const texts = db
    .prepare(`SELECT data FROM documents_${String(n)}`)
    .pluck()
    .all() as string[];
  db.close();
  const documents = texts.map((text) => JSON.parse(text) as { id: string; given: string });
  return new Map(documents.map(({ id, given }) => [id, given === '' ? 0 : 1]));
}

/** Repeatable numbers between 0 and 1. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** One store, killed again and again; returns how many documents were acknowledged. */
async function killOneStore(store: number): Promise<number> {
  const random = randomOf(SEED + store);
  const file = temporaryFile();
  const everything = new Map<string, number>();
  let total = 0;
  for (let run = store * RUNS_PER_STORE; run < (store + 1) * RUNS_PER_STORE; run += 1) {
    const { child, closed, ready, acknowledged } = startWriter(file, run);
    expect(await ready).toBe('ready');
    await new Promise((done) => setTimeout(done, 5 + random() * 295));
    child.kill('SIGKILL');
    await closed;
    for (const [id, step] of acknowledged) everything.set(id, step);
    total += acknowledged.size;
    const held = stepsIn(file);
    const lost = [...everything].filter(([id, step]) => (held.get(id) ?? -1) < step);
    expect(lost, `run ${run}`).toEqual([]);
    expect(indexDifferences(file, TEST_KEY)).toEqual([]);
  }
  return total;
}

test(`${RUNS} times killed while writing`, async () => {
  const total = await sumInTwoLanes(RUNS / RUNS_PER_STORE, killOneStore);
  console.log(`${total} documents acknowledged over ${RUNS} kills, none lost`);
});

test('two processes on one store: exactly one opens, and after its death the next one can', async () => {
  const file = temporaryFile();
  const pair = [startWriter(file, 1), startWriter(file, 2)];
  const answers = await Promise.all(pair.map(({ ready }) => ready));
  expect(answers.toSorted()).toEqual(['STORE_IN_USE', 'ready']);
  const closed = pair.map(({ child }) => (child.exitCode === null ? once(child, 'close') : null));
  for (const { child } of pair) child.kill('SIGKILL');
  await Promise.all(closed);
  const next = startWriter(file, 3);
  expect(await next.ready).toBe('ready');
  next.child.kill('SIGKILL');
  await once(next.child, 'close');
});
