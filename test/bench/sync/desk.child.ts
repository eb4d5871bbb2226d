/** Our core: a first sync, then a catch-up of everything after it was changed. Arguments: folder, server, customers, database. */
import { isSynced, signInCore, startTestCore } from '../../support/core.ts';
import { type Touched, touchAll } from './touch.ts';

const [folder = '', serverUrl = '', count = '0', databaseUrl = ''] = process.argv.slice(2);
const customers = Number(count);
const core = await startTestCore(folder, serverUrl);
let since = performance.now();
await signInCore(core, 'noor');
await core.status(
  ({ collections }) => (collections.find(({ name }) => name === 'customers')?.documents ?? 0) >= customers,
);
const first = (customers / (performance.now() - since)) * 1000;
await core.status(isSynced);
core.session.desk().sync.setOffline(true);
const { last }: Touched = await touchAll(databaseUrl);
const { customers: service, sync } = core.session.desk();
const arrived = new Promise<void>((done) => {
  service.watch(last.id).subscribe((view) => view?.customer.middle === last.middle && done());
});
since = performance.now();
sync.setOffline(false);
await arrived;
const catchUp = (customers / (performance.now() - since)) * 1000;
await core.close();
process.stdout.write(`\n${JSON.stringify({ first, catchUp })}\n`);
process.exit(0);
