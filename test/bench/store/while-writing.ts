/** What a user feels while a first sync is written: point reads, and how late the main thread's timers are. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { candidates } from './candidates.ts';
import { customerAt, idAt } from './documents.ts';
import type { Promises } from './report.ts';

const HELD = 1000;
const ROWS = 10_000;

/** Reads one customer after the other while 10,000 others are written in one call. */
export async function measureWhileWriting(): Promise<Promises> {
  const folder = mkdtempSync(join(tmpdir(), 'callbook-bench-store-'));
  const entry = candidates(undefined)['ours, encrypted, with the search index'];
  if (!entry) throw new Error('no candidate');
  const store = await entry.make(folder, ROWS);
  await store.open();
  await store.insertMany(customers(0, HELD));
  const documents = customers(HELD, ROWS);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  let writing = true;
  delay.enable();
  const written = store.insertMany(documents).then(() => {
    writing = false;
  });
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
  return { readP95, longestPause: delay.max / 1e6, loopP95: delay.percentile(95) / 1e6, rows: ROWS };
}

function customers(from: number, count: number) {
  return Array.from({ length: count }, (_, at) => customerAt(from + at));
}
