/** Runs one candidate through every measurement. Documents are made outside the clock. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import type { Candidate } from './candidate.ts';
import { customerAt, idAt, mix } from './documents.ts';

const BATCH = 1000;
const SAMPLES = 1000;
/** Calls before the clock runs, so that every candidate's code is compiled: a desk runs for hours. */
const WARM_UP = 500;
const QUERIES = 300;
/** What takes longer is measured by fewer samples. */
const LONGEST_MS = 5000;

export type Times = { p50: number; p95: number };
export type Measures = {
  /** Documents a second. */
  bulk: number;
  changes: number;
  /** Milliseconds. */
  single: Times;
  get: Times;
  query: Times;
  hop: Times | null;
  reopen: number;
  /** Bytes. */
  rss: number;
  file: number;
};

/** Measures the candidate with `n` documents; its files are in `folder`. */
export async function measure(candidate: Candidate, n: number, folder: string): Promise<Measures> {
  await candidate.open();
  const bulk = await insertAll(candidate, n);
  const single = await timesOf(SAMPLES, (at) => candidate.insertOne(customerAt(n + at)));
  const get = await timesOf(SAMPLES, async (at) => must(await candidate.get(idAt(mix(at, 30) % n))));
  const query = await timesOf(QUERIES, async (at) => {
    must((await candidate.waitingSince(timeOf(mix(at, 31) % Math.ceil(n / 2)))).at(-1));
  });
  const hop = candidate.hop && (await timesOf(SAMPLES, candidate.hop));
  const changes = await readChanges(candidate, n);
  const { rss } = process.memoryUsage();
  await candidate.close();
  const reopen = await timeFirstRead(candidate, n);
  await candidate.close();
  return { bulk, single, get, query, hop, changes, reopen, rss, file: sizeOf(folder) };
}

async function insertAll(candidate: Candidate, n: number): Promise<number> {
  let ms = 0;
  for (let from = 0; from < n; from += BATCH) {
    const length = Math.min(BATCH, n - from);
    const documents = Array.from({ length }, (_, at) => customerAt(from + at));
    const since = performance.now();
    await candidate.insertMany(documents);
    ms += performance.now() - since;
  }
  return (n / ms) * 1000;
}

async function readChanges(candidate: Candidate, n: number): Promise<number> {
  const since = performance.now();
  let read = 0;
  while (read < n) read += must(await candidate.nextChanges(BATCH));
  return (read / (performance.now() - since)) * 1000;
}

async function timeFirstRead(candidate: Candidate, n: number): Promise<number> {
  const since = performance.now();
  await candidate.open();
  await candidate.get(idAt(n - 1));
  return performance.now() - since;
}

/** Each call comes in a turn of the event loop of its own, as one of a user does. */
async function timesOf(count: number, run: (at: number) => Promise<unknown>): Promise<Times> {
  const times: number[] = [];
  const half = performance.now() + LONGEST_MS / 2;
  const end = half + LONGEST_MS / 2;
  for (let at = 0; at < WARM_UP + count && performance.now() < end; at += 1) {
    await turn();
    const since = performance.now();
    await run(at);
    if (at >= WARM_UP || performance.now() > half) times.push(performance.now() - since);
  }
  times.sort((a, b) => a - b);
  const share = (part: number) => times[Math.floor(times.length * part)] ?? 0;
  return { p50: share(0.5), p95: share(0.95) };
}

/** What is measured must have been found. */
function must<T>(value: T): T {
  if (!value) throw new Error('The candidate does not hold what was written.');
  return value;
}

function timeOf(at: number): string {
  return customerAt(at).updatedAt;
}

function sizeOf(folder: string): number {
  return readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
}
