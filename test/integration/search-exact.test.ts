/** Where only whole values find anybody (SEARCH_MODE), through the real core and its RPC: in every place that looks for customers. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firstValueFrom } from 'rxjs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { saveEntry } from '#server/configuration/configuration-service.ts';
import { type Demo, startDemo } from '#server/demo/start-demo.ts';
import type { SearchQuestion } from '#shared/api/search.ts';
import { newEmail, newPhone } from '#shared/customer/contact-points.ts';
import { type Customer, editableOf, emptyCustomer } from '#shared/customer/schema.ts';
import { textOfPop } from '#shared/search/screen-pop.ts';
import { changeCustomer } from '../support/change-customer.ts';
import { isSynced, signInCore, startTestCore, type TestCore } from '../support/core.ts';
import { type Connected, connectByPort } from '../support/rpc-clients.ts';

const MAIL = 'whole.value@example.org';
const [OWN_PHONE, SHARED_PHONE] = ['+49 30 7654321', '+49 30 9999321'];
let folder: string;
let demo: Demo;
let core: TestCore;
let connected: Connected;
let one: Customer;
/** Who belongs to that one. */
let belonging: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callbook-exact-'));
  demo = await startDemo({ folder: join(folder, 'server'), customers: 60, durable: false });
  const { rows } = await demo.pool.query<{ doc: Customer }>(
    `SELECT doc FROM customers WHERE region = 'north' AND NOT deleted AND doc->>'status' = 'active' ORDER BY number LIMIT 2`,
  );
  const [first, other] = rows.map(({ doc }) => doc) as [Customer, Customer];
  const phone = (number: string) =>
    newPhone({ id: randomUUID(), number, e164: number.replaceAll(' ', ''), label: '', primary: false });
  const emails = [newEmail({ id: randomUUID(), address: MAIL, label: '', primary: true })];
  one = { ...first, given: 'Quirin', family: 'Zzyzxer', emails };
  const { given, family } = one;
  await changeCustomer(demo.pool, one.id, {
    ...{ given, family, emails },
    phones: [phone(OWN_PHONE), phone(SHARED_PHONE)],
  });
  await changeCustomer(demo.pool, other.id, { phones: [phone(SHARED_PHONE)], organisationId: one.id });
  belonging = other.id;
  const administrator = { sub: 'ada', name: 'Ada', role: 'administrator' as const, scopeKeys: ['*'] };
  const entry = { kind: 'control' as const, code: 'SEARCH_MODE' as const, value: 'EXACT' };
  const { rows: kept } = await demo.pool.query<{ id: string; rev: string }>(
    `SELECT id, rev FROM configuration WHERE kind = 'control' AND name = 'SEARCH_MODE'`,
  );
  await saveEntry(demo.pool, administrator, { ...(kept[0] ?? { id: randomUUID(), rev: '' }), entry });
  core = await startTestCore(join(folder, 'desk'), demo.serverUrl);
  await signInCore(core, 'casey');
  await core.status(isSynced);
  connected = await connectByPort(core.context);
});
afterAll(async () => {
  await connected?.disconnect();
  await core?.close();
  await demo?.stop();
  await rm(folder, { recursive: true, force: true });
});

const ask = (question: Partial<SearchQuestion>) =>
  connected.client.customer.search({ text: '', limit: 50, ...question });
const REFUSED = { hits: [], more: false, total: null, needsWhole: true };
const active = { field: 'status', value: 'active' } as const;

it('finds one customer by a whole number, e-mail or phone, however it is written', async () => {
  const texts = [
    one.number,
    one.number.toLowerCase(),
    MAIL,
    MAIL.toUpperCase(),
    OWN_PHONE,
    '0049 30/7654321',
  ];
  for (const text of texts) {
    const { hits, total, needsWhole } = await ask({ text });
    expect([text, hits.map(({ id }) => id), total, needsWhole]).toEqual([text, [one.id], 1, false]);
  }
});

it('finds nobody by a part, and says the same whether or not there is anybody', async () => {
  const parts = [one.family, one.family.slice(0, 3), `${one.given} ${one.family}`, one.number.slice(0, -1)];
  const others = [
    MAIL.split('@')[0],
    '@example.org',
    '4321',
    `${one.number} ${one.family}`,
    'nobodyatall',
    '',
  ];
  for (const text of [...parts, ...others]) {
    for (const sort of ['best', 'name', 'lastContact'] as const) {
      expect([text, await ask({ text, sort })]).toMatchObject([text, REFUSED]);
    }
  }
});

it('finds nobody by what several customers have', async () => {
  expect(await ask({ text: SHARED_PHONE })).toMatchObject(REFUSED);
  expect(await ask({ text: SHARED_PHONE, whole: true })).toMatchObject(REFUSED);
});

it('refuses filters, and lets none tell anything of whom a whole value finds', async () => {
  expect(await ask({ filter: active })).toMatchObject(REFUSED);
  expect(await ask({ filter: active, sort: 'name', limit: 1 })).toMatchObject(REFUSED);
  expect(await ask({ text: one.family, filter: active })).toMatchObject(REFUSED);
  const whole = await ask({ text: one.number });
  for (const value of ['active', 'inactive'] as const) {
    expect(await ask({ text: one.number, filter: { field: 'status', value } })).toEqual(whole);
  }
});

it('holds in the palette, which asks for a few', async () => {
  expect(await ask({ text: one.family, limit: 8 })).toMatchObject(REFUSED);
  expect((await ask({ text: one.number, limit: 1 })).hits).toHaveLength(1);
});

it('holds where a new customer is compared with those there are', async () => {
  const alike = (part: Partial<Customer>) =>
    connected.client.customer.duplicates({
      id: randomUUID(),
      mine: { ...editableOf(emptyCustomer()), ...part },
    });
  expect(await alike({ given: one.given, family: one.family })).toEqual([]);
  const found = await alike({ emails: one.emails });
  expect(found.map(({ hit, reasons }) => [hit.id, reasons])).toEqual([[one.id, ['email']]]);
});

it('is no matter of who belongs to a customer who was found: that is part of their profile', async () => {
  const { hits } = await firstValueFrom(core.session.desk().customers.belonging(one.id));
  expect(hits.map(({ id }) => id)).toEqual([belonging]);
});

it('holds for the links of a telephone system', async () => {
  const pops = (await connected.client.screenPop.watch(undefined))[Symbol.asyncIterator]();
  const askedBy = async (link: string) => {
    const next = pops.next();
    expect(core.context.screenPops.open(link)).toBe(true);
    const { value, done } = await next;
    if (done) throw new Error('nothing was asked for');
    return ask({ text: textOfPop(value), whole: true, limit: 20 });
  };
  expect((await askedBy('callbook://call?from=%2B49307654321')).hits.map(({ id }) => id)).toEqual([one.id]);
  expect((await askedBy(`callbook://customer?number=${one.number}`)).hits).toHaveLength(1);
  expect(await askedBy('callbook://call?from=654321')).toMatchObject(REFUSED);
  expect(await askedBy(`callbook://customer?number=${one.number.slice(0, -1)}`)).toMatchObject(REFUSED);
  await pops.return?.();
});
