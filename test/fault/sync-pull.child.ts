/**
 * A desk in its first sync, as a host starts it. Prints a line of JSON with how many customers it holds whenever that changes,
 * and one when everything is there. Arguments: data folder, server.
 */
import { firstValueFrom } from 'rxjs';
import { createLogger } from '#main/log.ts';
import { isSynced, signInCore, startTestCore } from '../support/core.ts';

const [dataDir = '', serverUrl = ''] = process.argv.slice(2);

const began = new Date().toISOString();
const core = await startTestCore(dataDir, serverUrl, { log: createLogger((log) => tell({ log })) });
const { state } = await firstValueFrom(core.session.state$);
if (state !== 'signedIn') await signInCore(core, 'casey');
const following = core.session.desk().sync.status$.subscribe(({ collections }) => {
  tell({ held: collections.find(({ name }) => name === 'customers')?.documents ?? 0 });
});
// A run that was killed may have ended its first sync: only what was pulled since this one began counts.
await core.status(
  (status) =>
    isSynced(status) &&
    status.collections.every(({ lastSyncAt }) => lastSyncAt !== null && lastSyncAt > began),
);
following.unsubscribe();
await core.close();
tell({ done: true });

function tell(what: object): void {
  process.stdout.write(`${JSON.stringify(what)}\n`);
}
