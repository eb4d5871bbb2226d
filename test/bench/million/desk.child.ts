/**
 * A desk as a host starts it, in a process of its own, so that what is resident is the core's. `sync` does a first sync
 * and prints a line for each tenth of it; `start` opens the filled store, up to the first search answered.
 */

import { boundHeap } from '#main/heap.ts';
import { plainQuestion } from '#shared/api/search.ts';
import { isSynced, signInCore, startTestCore } from '../../support/core.ts';

const TENTHS = 10;
const SAMPLE_MS = 50;
const [phase = '', dataDir = '', serverUrl = '', count = '0'] = process.argv.slice(2);

boundHeap();
let peak = 0;
const timer = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss());
}, SAMPLE_MS);
const since = performance.now();
const core = await startTestCore(dataDir, serverUrl);
await (phase === 'sync' ? sync() : start());
clearInterval(timer);
await core.close();

async function sync(): Promise<void> {
  await signInCore(core, 'noor');
  for (let tenth = 1; tenth <= TENTHS; tenth += 1) {
    const wanted = Math.floor((Number(count) * tenth) / TENTHS);
    await core.status(({ collections }) =>
      collections.some(({ name, documents }) => name === 'customers' && documents >= wanted),
    );
    tell(wanted);
  }
  await core.status(isSynced);
  tell(Number(count));
}

async function start(): Promise<void> {
  await core.session.desk().customers.search(plainQuestion('mar', 50));
  tell(Number(count));
}

function tell(customers: number): void {
  process.stdout.write(`${JSON.stringify({ customers, ms: performance.now() - since, peak })}\n`);
}
