/** Results and totals on a desk tell nothing of customers whom a request masks, nor of fields that the role does not see. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firstValueFrom } from 'rxjs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { saveEntry } from '#server/configuration/configuration-service.ts';
import { type Demo, startDemo } from '#server/demo/start-demo.ts';
import type { SearchQuestion, SearchResult } from '#shared/api/search.ts';
import { newEmail } from '#shared/customer/contact-points.ts';
import { type Customer, editableOf, emptyCustomer } from '#shared/customer/schema.ts';
import type { Me } from '#shared/permission/me.ts';
import type { Filter } from '#shared/search/filter.ts';
import { changeCustomer } from '../support/change-customer.ts';
import { isSynced, signInCore, startTestCore, type TestCore } from '../support/core.ts';
import { FORGET } from '../support/forgetting.ts';

const administrator: Me = { sub: 'ada', name: 'Ada', role: 'administrator', scopeKeys: ['*'] };
const MAIL = 'masked.person@example.org';
const NORTH: Filter = { field: 'region', value: 'north' };
let folder: string;
let demo: Demo;
let core: TestCore;
let masked: Customer;
let organisation: Customer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callbook-withheld-'));
  demo = await startDemo({ folder: join(folder, 'server'), customers: 60, durable: false });
  const { rows } = await demo.pool.query<{ doc: Customer }>(
    `SELECT doc FROM customers WHERE region = 'north' AND NOT deleted ORDER BY number LIMIT 2`,
  );
  [masked, organisation] = rows.map(({ doc }) => doc) as [Customer, Customer];
  const given: Partial<Customer> = {
    organisationId: organisation.id,
    flags: ['vip'],
    given: 'Quirin',
    family: 'Zzyzxer',
    emails: [newEmail({ id: randomUUID(), address: MAIL, label: '', primary: true })],
  };
  await changeCustomer(demo.pool, masked.id, given);
  masked = { ...masked, ...given };
  core = await startTestCore(join(folder, 'desk'), demo.serverUrl);
  await signInCore(core, 'casey');
  await core.status(isSynced);
});
afterAll(async () => {
  await core?.close();
  await demo?.stop();
  await rm(folder, { recursive: true, force: true });
});

const customers = () => core.session.desk().customers;
const ask = (question: Partial<SearchQuestion>): Promise<SearchResult> =>
  customers().search({ text: '', limit: 50, filter: null, sort: 'best', whole: false, ...question });
const counted = async (question: Partial<SearchQuestion>) => {
  const { hits, more, total } = await ask(question);
  return { hits: hits.map(({ number }) => number), more, total };
};
const NOBODY = { hits: [], more: false, total: 0 };

/** What would tell of the masked customer. */
const telling = (): Partial<SearchQuestion>[] => [
  { text: masked.family },
  { text: masked.family, sort: 'name' },
  { text: `${masked.given} ${masked.number}` },
  { text: MAIL },
  { text: masked.number, filter: NORTH },
  { text: masked.number, filter: { field: 'flag', value: 'vip' } },
  { filter: { field: 'organisation', value: organisation.id } },
];
const all = async (): Promise<number | null> => (await counted({ filter: NORTH, limit: 1 })).total;
const belonging = () => firstValueFrom(customers().belonging(organisation.id));
const alike = () =>
  customers().duplicates({ ...editableOf(emptyCustomer()), given: masked.given, family: masked.family }, '');

it('neither finds nor counts who is masked, whatever is asked beside their number', async () => {
  const before = await all();
  const found = await Promise.all(telling().map(counted));
  expect(found.map(({ hits }) => hits)).toEqual(telling().map(() => [masked.number]));
  expect([(await belonging()).hits.length, (await alike()).length]).toEqual([1, 1]);

  const id = randomUUID();
  core.session.desk().sync.setOffline(true);
  await core.session.desk().requests.create({ id, customerId: masked.id, payload: FORGET });
  await expect.poll(all).toBe((before ?? 0) - 1);
  expect(await Promise.all(telling().map(counted))).toEqual(telling().map(() => NOBODY));
  expect([await belonging(), await alike()]).toEqual([{ hits: [], more: false }, []]);
  expect((await ask({ text: masked.number.slice(0, -1) })).hits.map(({ id: one }) => one)).not.toContain(
    masked.id,
  );
  expect(await ask({ text: masked.number })).toMatchObject({
    hits: [{ number: masked.number, name: '', email: '', flags: [], status: 'restricted' }],
    total: 1,
    more: false,
  });
  expect(await ask({ text: masked.number.toLowerCase(), whole: true })).toMatchObject({ total: 1 });

  await core.session.desk().requests.cancel(id);
  await expect.poll(all).toBe(before);
  expect(await Promise.all(telling().map(counted))).toEqual(found);
});

it('finds and counts nobody by a field that a layout hides from the role', async () => {
  const filter: Filter = { field: 'organisation', value: organisation.id };
  const is = { hidden: true, readOnly: false, required: false, label: '', order: 0 };
  const layout = { kind: 'layout' as const, role: 'csr', fields: [{ path: 'organisationId', ...is }] };
  expect(await counted({ filter })).toMatchObject({ total: 1 });
  await saveEntry(demo.pool, administrator, { id: randomUUID(), rev: '', entry: layout });
  core.session.desk().sync.setOffline(false);
  await expect.poll(() => counted({ filter }), { timeout: 30_000 }).toEqual(NOBODY);
  expect(await counted({ filter: { any: [filter, filter] } })).toEqual(NOBODY);
});
