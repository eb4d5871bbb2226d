/** Editions on a desk: taken only as the vendor signed them, kept without a network, and held to whatever a window sends. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firstValueFrom } from 'rxjs';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type Demo, startDemo } from '#server/demo/start-demo.ts';
import { type CustomerEditable, editableOf } from '#shared/customer/schema.ts';
import { editionOf, type SignedEdition } from '#shared/edition/edition.ts';
import { isSynced, signInCore, startTestCore, type TestCore } from '../support/core.ts';
import { edition, ended, startVendor, type Vendor } from '../support/edition.ts';
import { type LossyProxy, startProxy } from '../support/proxy.ts';

let folder: string;
let file: string;
let vendor: Vendor;
let demo: Demo;
let proxy: LossyProxy;
let core: TestCore | undefined;
let id: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callbook-core-edition-'));
  file = join(folder, 'signed.json');
  vendor = await startVendor();
  await put(await vendor.sign(edition({ customProfiles: { until: null } })));
  const key = { file, key: vendor.key };
  demo = await startDemo({ folder: join(folder, 'server'), customers: 20, durable: false, edition: key });
  proxy = await startProxy(demo.serverUrl);
  const { rows } = await demo.pool.query(
    `SELECT id FROM customers WHERE region = 'north' AND doc->>'status' = 'active' ORDER BY number LIMIT 1`,
  );
  id = rows[0].id;
});
afterEach(async () => {
  await core?.close();
  core = undefined;
});
afterAll(async () => {
  await proxy?.close();
  await demo?.stop();
  await rm(folder, { recursive: true, force: true });
});

const put = (signed: SignedEdition) => writeFile(file, JSON.stringify(signed));

/** Another edition on the server, which is started anew for it. */
async function serve(signed: SignedEdition): Promise<void> {
  await put(signed);
  await demo.stopServer();
  await demo.startServer();
}

async function desk(name: string, editionKey?: string): Promise<TestCore> {
  await core?.close();
  core = await startTestCore(join(folder, name), proxy.url, { editionKey });
  if ((await firstValueFrom(core.session.state$)).state !== 'signedIn') await signInCore(core, 'quinn');
  return core;
}

const features = (at: TestCore) => Object.keys(editionOf(at.session.desk().me())?.features ?? { none: true });

async function save(at: TestCore, part: Partial<CustomerEditable>): Promise<void> {
  const { customers } = at.session.desk();
  const view = await firstValueFrom(customers.watch(id));
  const base = editableOf(view?.customer);
  await customers.update({ id, base, mine: { ...base, ...part } });
}

/** Whoever stands between describes the user otherwise: by that name and with that edition. */
function forge(name: string, signed: SignedEdition): void {
  const me = { sub: 'quinn', name, role: 'seniorCsr', scopeKeys: ['region:north'], edition: signed };
  const headers = { 'content-type': 'application/json' };
  const answer = { status: 200, headers, body: JSON.stringify(me) };
  proxy.meddle((path) => (path.endsWith('/v1/me') ? answer : null));
}

it('is held to, offline too, and what it does not have is kept and not changed', async () => {
  await serve(await vendor.sign(edition({ customProfiles: { until: null }, profileModels: ended(31) })));
  const first = await desk('held');
  await first.status(isSynced);
  await save(first, { attributes: { shoe_size: 42 } });
  await first.status(isSynced);
  const partner = {
    id: uuidv7(),
    customerId: id,
    distributor: 'ACME',
    userId: 'ada',
    password: 'long enough',
  };
  await expect(first.session.desk().requests.partnerPassword(partner)).rejects.toMatchObject({
    code: 'NOT_IN_EDITION',
  });
  const model = { kind: 'model' as const, code: 'X', name: 'X', version: 1, active: true, standard: false };
  const entry = { ...model, kinds: [], attributes: [], categories: [], required: [], hidden: [] };
  await expect(
    first.session.desk().configuration.save({ id: uuidv7(), rev: '', entry }),
  ).rejects.toMatchObject({ code: 'NOT_IN_EDITION' });

  await serve(await vendor.sign(edition({})));
  const later = await desk('held');
  await expect.poll(() => features(later)).toEqual([]);
  later.session.desk().sync.setOffline(true);
  await expect(save(later, { attributes: { shoe_size: 43 } })).rejects.toMatchObject({
    issues: [{ path: 'attributes.shoe_size', code: 'notInEdition' }],
  });
  await save(later, { given: 'Downgraded' });
  await demo.stopServer();
  const offline = await desk('held');
  expect(features(offline)).toEqual([]);
  await expect(save(offline, { attributes: {} })).rejects.toMatchObject({ code: 'INVALID' });
  await demo.startServer();
  offline.session.desk().sync.setOffline(false);
  await offline.status(isSynced);
  const { rows } = await demo.pool.query('SELECT doc FROM customers WHERE id = $1', [id]);
  expect(rows[0].doc).toMatchObject({ given: 'Downgraded', attributes: { shoe_size: 42 } });
});

it('is asked for again by a desk that comes back to the network', async () => {
  await serve(await vendor.sign(edition({})));
  const at = await desk('back');
  await at.status(isSynced);
  expect(features(at)).toEqual([]);
  at.session.desk().sync.setOffline(true);
  await serve(await vendor.sign(edition({ customProfiles: { until: null } })));
  at.session.desk().sync.setOffline(false);
  await expect.poll(() => features(at), { timeout: 60_000 }).toEqual(['customProfiles']);
});

it('is taken only as the vendor signed it, and never for an older one', async () => {
  const older = await vendor.sign(
    edition({ customProfiles: { until: null }, partnerAccounts: { until: null } }),
  );
  const good = await vendor.sign(edition({ customProfiles: { until: null } }));
  const stranger = await startVendor();
  const strange = await stranger.sign(edition({ partnerAccounts: { until: null } }));
  await serve(good);
  const first = await desk('signed');
  expect(features(first)).toEqual(['customProfiles']);
  const forged = [
    strange,
    older,
    { ...good, body: good.body.replace('customProfiles', 'partnerAccounts') },
    { ...strange, publicKey: good.publicKey },
    { ...good, signature: 'AAAA' },
  ];
  for (const [at, one] of forged.entries()) {
    forge(`Forged ${at}`, one);
    const again = await desk('signed');
    await expect.poll(() => again.session.desk().me().name).toBe(`Forged ${at}`);
    expect(features(again)).toEqual(['customProfiles']);
  }
  proxy.meddle(null);
});

it('is taken from the start only with the key that the installation says', async () => {
  await serve(await vendor.sign(edition({ customProfiles: { until: null } })));
  const other = await startVendor();
  expect(features(await desk('pinned', other.key))).toEqual(['none']);
  expect(features(await desk('pinned too', vendor.key))).toEqual(['customProfiles']);
});
