/**
 * The core as a host starts it, in a first sync. Prints how many customers the desk holds, what is alive after a
 * collection and the most that was resident until then, once for each part of them and once at the end.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { boundHeap } from '#main/heap.ts';
import { isSynced, signInCore, startTestCore } from '../support/core.ts';

const SAMPLE_MS = 50;
const [dataDir = '', serverUrl = '', count = '0', parts = '1'] = process.argv.slice(2);

boundHeap();
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
let peak = 0;

const core = await startTestCore(dataDir, serverUrl);
const timer = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss());
}, SAMPLE_MS);
await signInCore(core, 'noor');
for (let part = 1; part <= Number(parts); part += 1) {
  const wanted = Math.floor((Number(count) * part) / Number(parts));
  await core.status(({ collections }) =>
    collections.some(({ name, documents }) => name === 'customers' && documents >= wanted),
  );
  tell(wanted);
}
await core.status(isSynced);
clearInterval(timer);
tell(Number(count));
await core.close();

function tell(customers: number): void {
  collect();
  process.stdout.write(`${JSON.stringify({ customers, live: process.memoryUsage().heapUsed, peak })}\n`);
}
