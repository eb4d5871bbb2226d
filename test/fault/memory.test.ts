/** The memory of a first sync: a bound that does not depend on how many documents there are. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ALLOCATOR_ENV } from '#main/host/browser/allocator.ts';
import { type Demo, startDemo } from '#server/demo/start-demo.ts';

const CUSTOMERS = 30_000;
const PARTS = 6;
const MB = 1024 * 1024;
/** Of the whole process, engine and workers included: 387 to 427 were measured. The goal of 400 for a million is the benchmark's. */
const PEAK_MB = 480;
/** A batch or two, caught on their way. The customers of one part alone are seven MB as text. */
const GROWTH_MB = 6;
const CHILD = join(import.meta.dirname, 'memory.child.ts');

let folder: string;
let demo: Demo;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callbook-memory-'));
  demo = await startDemo({ folder: join(folder, 'server'), customers: CUSTOMERS, durable: false });
});
afterAll(async () => {
  await demo?.stop();
  await rm(folder, { recursive: true, force: true });
});

type Told = { customers: number; live: number; peak: number };

test(`${CUSTOMERS} customers pass through and leave nothing behind in memory`, async () => {
  const args = [CHILD, join(folder, 'desk'), demo.serverUrl, `${CUSTOMERS}`, `${PARTS}`];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    env: { ...process.env, ...ALLOCATOR_ENV },
  });
  const told = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Told);
  console.log(
    told
      .map(({ customers, live, peak }) => `${customers}: ${mb(live)} MB alive, ${mb(peak)} MB at most`)
      .join('\n'),
  );
  const [first, ...later] = told;
  expect(told).toHaveLength(PARTS + 1);
  expect(mb(Math.max(...told.map(({ peak }) => peak)))).toBeLessThan(PEAK_MB);
  for (const { live } of later) expect(mb(live - (first?.live ?? 0))).toBeLessThan(GROWTH_MB);
});

function mb(bytes: number): number {
  return Math.round(bytes / MB);
}
