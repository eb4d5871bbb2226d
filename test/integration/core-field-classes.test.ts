/** A desk holds nothing that its user's role does not read, and takes nothing of it away. A real core and a real backend. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firstValueFrom } from 'rxjs';
import { filter } from 'rxjs/operators';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { folderOf } from '#main/session/user-folder.ts';
import { type Demo, startDemo } from '#server/demo/start-demo.ts';
import { notifyChanged } from '#server/sync/poke-bus.ts';
import { plainQuestion } from '#shared/api/search.ts';
import { newEmail } from '#shared/customer/contact-points.ts';
import { type Customer, editableOf } from '#shared/customer/schema.ts';
import { changeCustomer } from '../support/change-customer.ts';
import { isSynced, signInCore, startTestCore, type TestCore } from '../support/core.ts';
import { keyOf, storedTexts } from '../support/read-store.ts';

const TAX = 'TAX-88231';
const EMAIL = 'seen.by.few@example.org';

let folder: string;
let demo: Demo;
let id: string;
const open: TestCore[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callbook-classes-'));
  demo = await startDemo({ folder: join(folder, 'server'), customers: 40, durable: false });
  const { rows } = await demo.pool.query<{ doc: Customer }>(
    `SELECT doc FROM customers WHERE region = 'north' AND doc->>'status' = 'active' ORDER BY number LIMIT 1`,
  );
  const customer = rows[0]?.doc as Customer;
  id = customer.id;
  await changeCustomer(demo.pool, id, {
    business: { ...customer.business, taxId: TAX },
    emails: [newEmail({ id: randomUUID(), address: EMAIL, label: 'home', primary: true })],
  });
  await notifyChanged(demo.pool, 'customers');
});
afterEach(async () => {
  for (const core of open.splice(0)) await core.close();
});
afterAll(async () => {
  await demo?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function desk(account: string): Promise<TestCore> {
  const core = await startTestCore(join(folder, account), demo.serverUrl);
  open.push(core);
  if ((await firstValueFrom(core.session.state$)).state !== 'signedIn') await signInCore(core, account);
  await core.status(isSynced);
  return core;
}

const customers = (core: TestCore) => core.session.desk().customers;
const onDesk = async (core: TestCore): Promise<Customer> =>
  (
    await firstValueFrom(
      customers(core)
        .watch(id)
        .pipe(filter((view) => view !== null)),
    )
  ).customer;
const found = async (core: TestCore, text: string) =>
  (await customers(core).search(plainQuestion(text, 5))).hits.map((hit) => hit.id);
const taxOnServer = async () =>
  (await demo.pool.query(`SELECT doc->'business'->>'taxId' AS tax FROM customers WHERE id = $1`, [id]))
    .rows[0].tax;

/** Everything that the closed store holds, as texts. */
async function textsOf(account: string): Promise<string> {
  for (const core of open.splice(0)) await core.close();
  const store = await folderOf(join(folder, account), account);
  return storedTexts(store, await keyOf(store));
}

it('a csr changes a customer without a tax id, whose tax id stays', async () => {
  const core = await desk('casey');
  const base = editableOf(await onDesk(core));
  expect(base.business.taxId).toBe('');
  const mine = { ...base, given: 'Cleo', business: { ...base.business, jobTitle: 'Smith' } };
  await customers(core).update({ id, base, mine });
  await core.status(({ waiting }) => waiting === 0);
  await expect.poll(async () => (await onDesk(core)).given).toBe('Cleo');
  expect(await taxOnServer()).toBe(TAX);
  expect(await found(core, EMAIL)).toEqual([id]);
  expect(await textsOf('casey')).not.toContain(TAX);
});

it('main refuses a value for what the role does not read', async () => {
  const core = await desk('casey');
  const base = editableOf(await onDesk(core));
  const mine = { ...base, business: { ...base.business, taxId: 'TAX-1' } };
  await expect(customers(core).update({ id, base, mine })).rejects.toMatchObject({
    issues: [{ path: 'business.taxId', code: 'readOnly' }],
  });
});

it('an auditor has no way to reach anybody, in no document and by no search', async () => {
  const core = await desk('toni');
  const customer = await onDesk(core);
  expect([customer.emails, customer.phones, customer.addresses]).toEqual([[], [], []]);
  expect(await found(core, EMAIL)).toEqual([]);
  expect(await found(core, customer.number)).toEqual([id]);
  const texts = await textsOf('toni');
  expect(texts).toContain(customer.number);
  for (const secret of [TAX, EMAIL, '@example.com']) expect(texts).not.toContain(secret);
});

it('who reads less than before keeps nothing of it', async () => {
  const core = await desk('quinn');
  expect((await onDesk(core)).business.taxId).toBe(TAX);
  await demo.pool.query(`UPDATE users SET role = 'csr' WHERE sub = 'quinn'`);
  core.session.desk().sync.retryNow();
  await expect.poll(async () => (await onDesk(core)).business.taxId).toBe('');
  await core.status(isSynced);
  expect(await textsOf('quinn')).not.toContain(TAX);
});
