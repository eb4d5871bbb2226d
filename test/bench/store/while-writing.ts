/** What a user feels while a first sync is written: point reads, and how late the main thread's timers are. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { PULL_ROWS } from '#main/sync/pull-rows.ts';
import { candidates } from './candidates.ts';
import { customerAt, idAt } from './documents.ts';
import type { Promises } from './report.ts';

const HELD = 1000;
const ROWS = 10_000;
/** In one call; and as a first sync gives them, which keeps none of them (`src-main/sync/pull-rows.ts`). */
const CALLS = [ROWS, PULL_ROWS];

/** What is felt while 10,000 customers are written, for each size of a call. */
export async function measureWhileWriting(): Promise<Promises[]> {
  const found: Promises[] = [];
  for (const rows of CALLS) found.push(await measureCalls(rows));
  return found;
}

/** Reads one customer after the other while others are written, `rows` in a call. */
async function measureCalls(rows: number): Promise<Promises> {
  const folder = mkdtempSync(join(tmpdir(), 'callbook-bench-store-'));
  const entry = candidates(undefined)['ours, encrypted, with the search index'];
  if (!entry) throw new Error('no candidate');
  const store = await entry.make(folder, ROWS);
  await store.open();
  await store.insertMany(customers(0, HELD));
  const whole = rows === ROWS ? customers(HELD, ROWS) : null;
  const delay = monitorEventLoopDelay({ resolution: 1 });
  let writing = true;
  delay.enable();
  const write = async () => {
    for (let at = 0; at < ROWS; at += rows) await store.insertMany(whole ?? customers(HELD + at, rows));
    writing = false;
  };
  const written = write();
  const times: number[] = [];
  for (let at = 0; writing; at += 1) {
    const since = performance.now();
    await store.get(idAt(at % HELD));
    times.push(performance.now() - since);
    await new Promise((done) => setTimeout(done, 1));
  }
  await written;
  delay.disable();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
  times.sort((a, b) => a - b);
  const readP95 = times[Math.floor(times.length * 0.95)] ?? 0;
  return { readP95, longestPause: delay.max / 1e6, loopP95: delay.percentile(95) / 1e6, rows };
}

function customers(from: number, count: number) {
  return Array.from({ length: count }, (_, at) => customerAt(from + at));
}
