/**
 * A desk with a long queue, as a host starts it. `fill` types that many comments while offline, the first hundredth of them on
 * the first customer named; then, as without it, everything is sent. Prints a line of JSON when the queue is filled, and when
 * it is empty, and what its memory, its sync and its log say meanwhile. Arguments: data folder, server, number of comments to type (0: none), customers.
 */
import { firstValueFrom } from 'rxjs';
import { boundHeap } from '#main/heap.ts';
import { createLogger } from '#main/log.ts';
import { isSynced, signInCore, startTestCore } from '../support/core.ts';
import { comment } from '../support/typed-work.ts';

const SAMPLE_MS = 50;
/** Told as it grows, because a desk that is killed tells nothing in the end. */
const STEP = 4 * 1024 * 1024;
/** As many as wait for one commit of the store at a time. */
const AT_ONCE = 50;
const [dataDir = '', serverUrl = '', count = '0', refused = '', other = ''] = process.argv.slice(2);

boundHeap();
let told = 0;
const timer = setInterval(() => {
  const rss = process.memoryUsage.rss();
  if (rss < told + STEP) return;
  told = rss;
  tell({ rss });
}, SAMPLE_MS);
const core = await startTestCore(dataDir, serverUrl, { log: createLogger((log) => tell({ log })) });
const { state } = await firstValueFrom(core.session.state$);
if (state !== 'signedIn') await signInCore(core, 'casey');
const { sync } = core.session.desk();
const following = sync.status$.subscribe(({ network, waiting, refused, firstSync }) =>
  tell({ status: { network, waiting, refused, firstSync } }),
);

if (Number(count) > 0) {
  await core.status(isSynced);
  sync.setOffline(true);
  const total = Number(count);
  for (let from = 0; from < total; from += AT_ONCE) {
    const some = Array.from({ length: AT_ONCE }, (_, at) => from + at);
    await Promise.all(some.map((at) => comment(core, at < total / 100 ? refused : other, `typed ${at}`)));
  }
  await core.status(({ waiting }) => waiting === total);
  tell({ filled: total });
  // The parent changes what the server holds meanwhile.
  await new Promise<void>((go) => process.stdin.once('data', () => go()));
  sync.setOffline(false);
}
await core.status(isSynced);
clearInterval(timer);
following.unsubscribe();
tell({
  attention: (await firstValueFrom(sync.attention$)).flatMap(({ fields }) => fields.map(({ mine }) => mine)),
});
await core.close();
process.exit(0);

function tell(what: object): void {
  process.stdout.write(`${JSON.stringify(what)}\n`);
}
