/** Customers registered on a desk, and their versions, over a real core and a real backend. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firstValueFrom } from 'rxjs';
import { filter } from 'rxjs/operators';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { folderOf } from '#main/session/user-folder.ts';
import { DEMO_CLIENT, type Demo, startDemo } from '#server/demo/start-demo.ts';
import { type CustomerVersions, CustomerView } from '#shared/api/customer.ts';
import { plainQuestion } from '#shared/api/search.ts';
import { stateAt } from '#shared/changes/versions.ts';
import { Configuration } from '#shared/configuration/schema.ts';
import { newAddress, newEmail, newPhone } from '#shared/customer/contact-points.ts';
import { Customer, type CustomerEditable, editableOf, emptyCustomer } from '#shared/customer/schema.ts';
import { changeCustomer } from '../support/change-customer.ts';
import { isSynced, signInCore, startTestCore, type TestCore } from '../support/core.ts';
import { photoWith } from '../support/photo.ts';
import { type LossyProxy, startProxy } from '../support/proxy.ts';
import { keyOf, storedTexts } from '../support/read-store.ts';
import { signIn } from '../support/sign-in.ts';

let folder: string;
let demo: Demo;
let proxy: LossyProxy;
const open: TestCore[] = [];
let skip = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callbook-create-'));
  demo = await startDemo({ folder: join(folder, 'server'), customers: 100, durable: false });
  proxy = await startProxy(demo.serverUrl);
});
afterEach(close);
afterAll(async () => {
  await proxy?.close();
  await demo?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** One desk at a time: the store's library opens so many collections in one process. */
async function close(): Promise<void> {
  for (const core of open.splice(0)) await core.close();
}

async function desk(name: string, account = 'quinn'): Promise<TestCore> {
  const core = await startTestCore(join(folder, name), proxy.url);
  open.push(core);
  if ((await firstValueFrom(core.session.state$)).state !== 'signedIn') await signInCore(core, account);
  await core.status(isSynced);
  return core;
}

const customers = (core: TestCore) => core.session.desk().customers;
const onServer = async (id: string): Promise<Customer | undefined> => {
  const { rows } = await demo.pool.query(`SELECT doc FROM customers WHERE id = $1`, [id]);
  return rows[0] && Customer.parse(rows[0].doc);
};
const onDesk = async (core: TestCore, id: string) =>
  (await firstValueFrom(customers(core).watch(id)))?.customer ?? null;
const numbersFound = async (core: TestCore, text: string) =>
  (await customers(core).search(plainQuestion(text, 5))).hits.map(({ id }) => id);

async function versions(core: TestCore, id: string, fits: (found: CustomerVersions) => boolean) {
  const known$ = customers(core)
    .versions(id)
    .pipe(filter((found) => found !== null && fits(found)));
  return (await firstValueFrom(known$)) as CustomerVersions;
}

async function nextCustomer(): Promise<Customer> {
  const { rows } = await demo.pool.query(
    `SELECT doc FROM customers WHERE region = 'north' AND doc->>'status' = 'active'
       AND jsonb_array_length(doc->'addresses') > 0 ORDER BY number OFFSET $1 LIMIT 1`,
    [skip++],
  );
  return Customer.parse(rows[0].doc);
}

/** What an administrator sets on the server, before any desk has heard of it. */
async function setMinimumAge(value: number): Promise<void> {
  await demo.pool.query(`DELETE FROM configuration WHERE kind = 'control' AND name = 'MIN_AGE'`);
  const entry = { kind: 'control', code: 'MIN_AGE', value };
  const envelope = { id: uuidv7(), rev: '1-a', mutationId: uuidv7(), scope: ['*'], updatedBy: 'test' };
  const doc = Configuration.parse({ ...envelope, updatedAt: new Date().toISOString(), entry });
  await demo.pool.query(
    `INSERT INTO configuration (id, scope_keys, rev, mutation_id, doc, kind, name)
     VALUES ($1, '{*}', $2, $3, $4, 'control', 'MIN_AGE')`,
    [doc.id, doc.rev, doc.mutationId, doc],
  );
}

let people = 0;
/** Somebody whom nobody is like. */
function somebody(part: Partial<CustomerEditable> = {}): CustomerEditable {
  people += 1;
  const address = `person${people}@nowhere.example`;
  const emails = [newEmail({ id: uuidv7(), address, label: '', primary: true })];
  return { ...emptyCustomer(), given: 'Zyx', family: `Wvut${people}`, emails, ...part };
}

describe('a customer registered on a desk', () => {
  it('is found by a temporary number at once, and by both once the server has issued theirs', async () => {
    const core = await desk('offline');
    core.session.desk().sync.setOffline(true);
    const id = uuidv7();
    const { number } = await customers(core).create({ id, mine: somebody() });
    expect(number).toMatch(/^T-[0-9A-F]{4}-\d+$/);
    expect(await numbersFound(core, number)).toEqual([id]);
    expect(CustomerView.safeParse(await firstValueFrom(customers(core).watch(id))).error).toBeUndefined();
    expect(await onServer(id)).toBeUndefined();
    core.session.desk().sync.setOffline(false);
    await core.status(isSynced);
    const stored = await onDesk(core, id);
    expect(stored).toMatchObject({ temporaryNumber: number, region: 'north' });
    expect(stored?.number).toMatch(/^C-\d+$/);
    expect(stored).toEqual(await onServer(id));
    expect(await numbersFound(core, number)).toEqual([id]);
    expect(await numbersFound(core, stored?.number ?? '')).toEqual([id]);
  });

  it('is one customer, though its answer was lost and it was changed before it came', async () => {
    const core = await desk('lost');
    const id = uuidv7();
    proxy.loseAnswers('/customers/push', 1);
    const mine = somebody();
    await customers(core).create({ id, mine });
    await expect.poll(() => onServer(id)).toBeDefined();
    await customers(core).update({ id, base: mine, mine: { ...mine, given: 'Later' } });
    await core.status(isSynced);
    expect(await onServer(id)).toMatchObject({ given: 'Later' });
    expect(await firstValueFrom(core.session.desk().sync.attention$)).toEqual([]);
    const { rows } = await demo.pool.query(`SELECT id FROM customers WHERE doc->>'family' = $1`, [
      mine.family,
    ]);
    expect(rows).toHaveLength(1);
  });

  it('gets a number of its own each time, also over a restart', async () => {
    const given: string[] = [];
    for (const _start of [1, 2]) {
      const core = await desk('numbers');
      core.session.desk().sync.setOffline(true);
      const made = [1, 2, 3].map(() => customers(core).create({ id: uuidv7(), mine: somebody() }));
      for (const { number } of await Promise.all(made)) given.push(number);
      await close();
    }
    expect(new Set(given).size).toBe(6);
  });

  it('asked for twice under one id is there once', async () => {
    const core = await desk('twice');
    const [id, mine] = [uuidv7(), somebody()];
    const first = await customers(core).create({ id, mine });
    expect(await customers(core).create({ id, mine })).toEqual(first);
  });

  it('whom the server does not take is kept with everything that was typed, and the reason', async () => {
    const core = await desk('kept');
    core.session.desk().sync.setOffline(true);
    const id = uuidv7();
    const birth = { year: new Date().getUTCFullYear() - 15, month: 1, day: 1 };
    const mine = somebody({ demographics: { ...emptyCustomer().demographics, birth } });
    await customers(core).create({ id, mine });
    await setMinimumAge(18);
    core.session.desk().sync.setOffline(false);
    await core.status((status) => isSynced(status) && status.refused === 1);
    const [item] = await firstValueFrom(core.session.desk().sync.attention$);
    expect(item).toMatchObject({ documentId: id, reason: 'invalid' });
    const kept = item?.fields.map((field) => field.mine);
    expect(kept).toEqual(expect.arrayContaining([mine.family, mine.emails[0]?.address]));
    expect(await onDesk(core, id)).toBeNull();
    await setMinimumAge(13);
  });

  it('whom the server does not take is kept whole, and is registered again from there', async () => {
    const core = await desk('again');
    const attention = () => firstValueFrom(core.session.desk().sync.attention$);
    core.session.desk().sync.setOffline(true);
    const id = uuidv7();
    const birth = { year: new Date().getUTCFullYear() - 15, month: 1, day: 1 };
    const phones = [newPhone({ id: uuidv7(), number: '+44 20 7946 0958', label: '', primary: true })];
    const mine = somebody({ phones, demographics: { ...emptyCustomer().demographics, birth } });
    await customers(core).create({ id, mine, why: 'Walked in' });
    await setMinimumAge(18);
    core.session.desk().sync.setOffline(false);
    await core.status((status) => isSynced(status) && status.refused === 1);
    await expect.poll(async () => (await attention())[0]?.registration).not.toBeNull();
    const [item] = await attention();
    expect(item?.registration).toMatchObject({
      mine: {
        ...mine,
        emails: [{ address: mine.emails[0]?.address, source: 'Walked in' }],
        phones: [{ number: '+44 20 7946 0958', primary: true }],
      },
      region: 'north',
      why: 'Walked in',
      issues: [{ path: 'demographics.birth', code: 'underAge' }],
    });

    const older = { ...mine.demographics, birth: { ...birth, year: birth.year - 10 } };
    await customers(core).create({ id, mine: { ...mine, demographics: older }, why: 'Walked in' });
    await core.status((status) => isSynced(status) && status.refused === 0);
    expect(await onServer(id)).toMatchObject({ family: mine.family, demographics: older });
    expect(await onDesk(core, id)).toEqual(await onServer(id));
    expect(await attention()).toEqual([]);
    await setMinimumAge(13);
  });

  it('whom the server does not take leaves nothing in the store once the entry is dismissed', async () => {
    const core = await desk('dismissed');
    const { sync } = core.session.desk();
    sync.setOffline(true);
    const birth = { year: new Date().getUTCFullYear() - 15, month: 1, day: 1 };
    const mine = somebody({ demographics: { ...emptyCustomer().demographics, birth } });
    await customers(core).create({ id: uuidv7(), mine });
    await setMinimumAge(18);
    sync.setOffline(false);
    await core.status((status) => isSynced(status) && status.refused === 1);
    await sync.atRest();
    const [item] = await firstValueFrom(sync.attention$);
    await sync.dismiss(item?.id ?? '');
    await core.status(({ refused }) => refused === 0);
    await close();
    const store = await folderOf(join(folder, 'dismissed'), 'quinn');
    expect(storedTexts(store, await keyOf(store))).not.toContain(mine.family);
    await setMinimumAge(13);
  });

  it('by another system is here within seconds, by the poke, found, and marked as who signed up', async () => {
    const core = await desk('signup');
    const { clientId } = DEMO_CLIENT;
    const { accessToken } = await signIn({ issuer: demo.issuer, clientId, account: 'robin' });
    const { family, emails } = somebody();
    const customer = { given: 'Sign', family, emails: emails.map(({ address }) => ({ address })) };
    const response = await fetch(`${demo.serverUrl}/v1/customers/bulk`, {
      method: 'POST',
      headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ rows: [{ key: uuidv7(), customer }] }),
    });
    const { results } = (await response.json()) as { results: [{ customer: Customer }] };
    const { id, signedUpAt } = results[0].customer;
    // Without the poke it would come when the desk asks by itself, once a minute.
    const byPoke = { interval: 20, timeout: 30_000 };
    await expect.poll(() => onDesk(core, id), byPoke).toMatchObject({ family, signedUpAt });
    expect(signedUpAt).toBeDefined();
    const { hits } = await customers(core).search(plainQuestion(family, 5));
    expect(hits).toMatchObject([{ id, signedUpAt }]);
    expect(await customers(core).rows([id])).toMatchObject([{ signedUpAt }]);
  });

  it('belongs to an organisation, which shows them, without a network and in no circle', async () => {
    const core = await desk('belonging');
    core.session.desk().sync.setOffline(true);
    const [acme, branch, ada] = [uuidv7(), uuidv7(), uuidv7()];
    const company = somebody({ kind: 'organisation', given: '', family: '', organisation: 'Acme Zyx' });
    const below = { ...company, organisation: 'Acme Zyx North', organisationId: acme };
    const contact = somebody({ kind: 'businessContact', organisationId: acme, registration: 'guest' });
    await customers(core).create({ id: acme, mine: company });
    await customers(core).create({ id: branch, mine: below });
    await customers(core).create({ id: ada, mine: contact });
    const belonging = await firstValueFrom(customers(core).belonging(acme));
    expect(belonging.hits.map(({ id }) => id).sort()).toEqual([branch, ada].sort());
    const loop = { id: acme, base: company, mine: { ...company, organisationId: branch } };
    await expect(customers(core).update(loop)).rejects.toMatchObject({
      issues: [{ path: 'organisationId', code: 'loop' }],
    });
    // A guest who registers is the same customer.
    await customers(core).update({
      id: ada,
      base: contact,
      mine: { ...contact, registration: 'registered' },
    });
    core.session.desk().sync.setOffline(false);
    await core.status(isSynced);
    expect(await onServer(ada)).toMatchObject({ organisationId: acme, registration: 'registered' });
    expect(await firstValueFrom(core.session.desk().sync.attention$)).toEqual([]);
  });

  it('has a photo, also offline; in no list and no version, and another is put back by nobody', async () => {
    const core = await desk('photo');
    core.session.desk().sync.setOffline(true);
    const [id, one, other] = [uuidv7(), photoWith('OnePhoto'), photoWith('OtherPhoto')];
    const mine = somebody({ photo: one });
    await customers(core).create({ id, mine });
    expect(await onDesk(core, id)).toMatchObject({ photo: one });
    const bad = customers(core).update({ id, base: mine, mine: { ...mine, photo: btoa('<svg></svg>') } });
    await expect(bad).rejects.toMatchObject({ issues: [{ path: 'photo', code: 'photo' }] });
    const { hits } = await customers(core).search(plainQuestion(mine.family, 5));
    expect(hits.map((hit) => hit.id)).toEqual([id]);
    expect(JSON.stringify([hits, await customers(core).rows([id])])).not.toContain('OnePhoto');
    core.session.desk().sync.setOffline(false);
    await core.status(isSynced);
    expect(await onServer(id)).toMatchObject({ photo: one });

    for (const photo of [other, '']) {
      const base = editableOf(await onDesk(core, id));
      await customers(core).update({ id, base, mine: { ...base, photo } });
      await core.status(isSynced);
      await expect.poll(async () => (await onServer(id))?.photo).toBe(photo);
    }
    const known = await versions(core, id, (found) => found.versions[0]?.version === 3);
    expect(known.versions.map(({ fields }) => fields.map(({ path }) => path))).toEqual([
      ['photo'],
      ['photo'],
      [],
    ]);
    expect(JSON.stringify(known)).not.toMatch(/(One|Other)Photo/);
    await customers(core).update({
      id,
      base: { ...mine, photo: '' },
      mine: { ...mine, photo: '', given: 'New' },
    });
    await core.status(isSynced);
    await versions(core, id, (found) => found.versions[0]?.version === 4);
    await customers(core).restore({ id, version: 2, why: '' });
    await core.status(isSynced);
    expect(await onServer(id)).toMatchObject({ given: mine.given, photo: '' });
  });

  it('is refused as the form would refuse it', async () => {
    const core = await desk('refused');
    const id = uuidv7();
    await expect(customers(core).create({ id, mine: somebody({ emails: [] }) })).rejects.toMatchObject({
      code: 'INVALID',
      issues: [{ path: 'emails', code: 'unreachable' }],
    });
    expect(await onDesk(core, id)).toBeNull();
  });

  it('with a postcode that looks like none is asked why, and the server takes it', async () => {
    const core = await desk('postcode');
    const id = uuidv7();
    const where = { nickname: '', lines: ['1 New St'], city: 'Leeds', postcode: '12345', country: 'GB' };
    const mine = somebody({ addresses: [newAddress({ ...where, id: uuidv7(), primary: true })] });
    const asked = { code: 'INVALID', issues: [{ path: 'why', code: 'oddPostcode' }] };
    await expect(customers(core).create({ id, mine })).rejects.toMatchObject(asked);
    await customers(core).create({ id, mine, why: 'New estate' });
    await core.status(isSynced);
    expect(await onServer(id)).toMatchObject({ addresses: [{ postcode: '12345' }] });
  });

  it('who may be somebody else is told with the reason, offline', async () => {
    const core = await desk('duplicates');
    core.session.desk().sync.setOffline(true);
    const phones = [newPhone({ id: uuidv7(), number: '+44 20 7946 0123', label: '', primary: true })];
    const mine = somebody({ phones });
    const id = uuidv7();
    await customers(core).create({ id, mine });
    const like = (part: Partial<CustomerEditable>) =>
      customers(core).duplicates({ ...somebody(), ...part }, uuidv7());
    expect(await like({ emails: mine.emails })).toMatchObject([{ hit: { id }, reasons: ['email'] }]);
    const national = [newPhone({ id: uuidv7(), number: '020 7946 0123', label: '', primary: true })];
    expect(await like({ phones: national })).toMatchObject([{ hit: { id }, reasons: ['phone'] }]);
    expect(await like({ phones: national.map((phone) => ({ ...phone, shared: true })) })).toEqual([]);
    expect(await customers(core).duplicates(mine, id)).toEqual([]);
  });
});

describe('a customer registered by somebody who works everywhere', () => {
  it('belongs to the region that was chosen, on the desk and on the server', async () => {
    const core = await desk('everywhere', 'devi');
    const regions = await customers(core).regions();
    expect(regions.length).toBeGreaterThan(1);
    const [id, region] = [uuidv7(), regions.at(-1)];
    const emails = [newEmail({ id: uuidv7(), address: 'place@nowhere.example', label: '', primary: true })];
    const mine = { ...emptyCustomer(), family: 'Placed', emails };
    await customers(core).create({ id, mine, region });
    expect((await onDesk(core, id))?.region).toBe(region);
    await core.status(isSynced);
    expect(await onServer(id)).toMatchObject({ region, scope: [`region:${region}`] });
    await close();
  });
});

describe('a change', () => {
  it('shows as not sent, and is the version that the server makes of it', async () => {
    const core = await desk('versions');
    const customer = await nextCustomer();
    core.session.desk().sync.setOffline(true);
    const base = editableOf(customer);
    const change = (mine: CustomerEditable, why: string) =>
      customers(core).update({ id: customer.id, base: { ...base }, mine, why });
    await change({ ...base, given: 'Offline' }, 'Customer said');
    const waiting = await versions(core, customer.id, ({ unsent }) => unsent !== null);
    expect(waiting.versions).toEqual([]);
    expect(waiting.unsent).toMatchObject({
      why: 'Customer said',
      fields: [{ path: 'given', from: customer.given, to: 'Offline' }],
    });
    expect(editableOf(waiting.confirmed)).toEqual(base);
    await change({ ...base, given: customer.given, family: 'Corrected' }, 'Correction');
    core.session.desk().sync.setOffline(false);
    await core.status(isSynced);
    const isTold = ({ versions: [newest] }: CustomerVersions) => newest?.why.includes('Correction') ?? false;
    const sent = await versions(core, customer.id, isTold);
    expect(sent.unsent).toBeNull();
    expect(sent.confirmed).toMatchObject({ given: 'Offline', family: 'Corrected' });
    expect(sent.versions[0]).toMatchObject({ kind: 'changed', actorName: 'Quinn Abara' });
    expect(sent.versions.at(-1)?.why).toContain('Customer said');
    expect(editableOf(stateAt(sent.confirmed, sent.versions, 1))).toEqual(base);
  });

  it('with two primary e-mails is refused', async () => {
    const core = await desk('two primary');
    const email = (address: string) => newEmail({ id: uuidv7(), address, label: '', primary: true });
    const mine = somebody({ emails: [email('one@two.example'), email('two@two.example')] });
    const refused = { code: 'INVALID', issues: [{ path: 'emails', code: 'onePrimary' }] };
    await expect(customers(core).create({ id: uuidv7(), mine })).rejects.toMatchObject(refused);
  });

  it('of an e-mail that they took out can be decided for mine, though theirs is the primary one now', async () => {
    const core = await desk('decided');
    const customer = await nextCustomer();
    const email = (address: string) => newEmail({ id: uuidv7(), address, label: '', primary: true });
    const [mine, theirs] = [email('mine@decided.example'), email('theirs@decided.example')];
    const former = editableOf(customer);
    const base = { ...former, emails: [mine] };
    await customers(core).update({ id: customer.id, base: former, mine: base });
    await core.status(isSynced);
    core.session.desk().sync.setOffline(true);
    const changed = { ...mine, label: 'home' };
    await customers(core).update({ id: customer.id, base, mine: { ...base, emails: [changed] } });
    await changeCustomer(demo.pool, customer.id, { emails: [theirs] });
    core.session.desk().sync.setOffline(false);
    const path = `emails.${mine.id}`;
    const clash = async () => {
      const all = await await firstValueFrom(core.session.desk().sync.attention$);
      return all.find(({ fields }) => fields.some((field) => field.path === path));
    };
    await expect.poll(clash).toBeDefined();
    const { id = '' } = (await clash()) ?? {};
    await customers(core).decide({ id, paths: [path], choice: 'mine' });
    const emails = [
      { ...theirs, primary: false },
      { ...changed, since: expect.any(String) },
    ];
    expect((await onDesk(core, customer.id))?.emails).toEqual(emails);
    await core.status(isSynced);
    expect((await onServer(customer.id))?.emails).toEqual(emails);
  });

  it('that meets another one waits as what it is over theirs', async () => {
    const customer = await nextCustomer();
    const base = editableOf(customer);
    const change = async (core: TestCore, part: Partial<CustomerEditable>, why: string) =>
      customers(core).update({ id: customer.id, base, mine: { ...base, ...part }, why });
    const before = await desk('mine');
    before.session.desk().sync.setOffline(true);
    await change(before, { given: 'Mine' }, 'Mine');
    await close();
    const theirs = await desk('theirs', 'casey');
    await change(theirs, { family: 'Theirs' }, 'Theirs');
    await theirs.status(isSynced);
    await close();
    const mine = await desk('mine');
    const { versions: all } = await versions(mine, customer.id, (found) => found.versions.length === 2);
    expect(all.map(({ why, fields }) => [why, fields])).toEqual([
      ['Mine', [{ path: 'given', from: customer.given, to: 'Mine' }]],
      ['Theirs', [{ path: 'family', from: customer.family, to: 'Theirs' }]],
    ]);
  });

  it('is put back by a new version', async () => {
    const core = await desk('restore');
    const customer = await nextCustomer();
    const base = editableOf(customer);
    await customers(core).update({ id: customer.id, base, mine: { ...base, given: 'Wrong', middle: 'W' } });
    await versions(core, customer.id, (found) => found.versions.length === 1);
    await customers(core).restore({ id: customer.id, version: 1, why: 'The wrong customer' });
    const { versions: all, confirmed } = await versions(
      core,
      customer.id,
      (found) => found.versions.length === 2,
    );
    expect(all[0]).toMatchObject({ version: 3, kind: 'restored', why: 'The wrong customer' });
    expect(editableOf(confirmed)).toEqual(base);
    expect(editableOf(await onServer(customer.id))).toEqual(base);
    await expect(customers(core).restore({ id: customer.id, version: 9, why: '' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('does not remove an address that an order under way goes to, without a network either', async () => {
    const core = await desk('in-use');
    core.session.desk().sync.setOffline(true);
    const { rows } = await demo.pool.query(
      `SELECT c.doc FROM customers c JOIN orders o ON o.customer_id = c.id
        WHERE o.doc->'open' = 'true' AND o.doc->>'shipTo' <> '' AND o.doc->>'placedAt' > $1
          AND c.region = 'north' AND c.doc->>'status' = 'active' LIMIT 1`,
      [new Date(Date.now() - 300 * 86_400_000).toISOString()],
    );
    const { id, ...customer } = Customer.parse(rows[0].doc);
    const base = editableOf(customer);
    const gone = { id, base, mine: { ...base, addresses: [] } };
    await expect(customers(core).update(gone)).rejects.toMatchObject({
      issues: [{ path: 'addresses', code: 'openOrder' }],
    });
    const mine = { ...base, addresses: base.addresses.map((one) => ({ ...one, nickname: 'Kept' })) };
    await customers(core).update({ id, base, mine });
    expect((await onDesk(core, id))?.addresses[0]?.nickname).toBe('Kept');
  });

  it('of an address closes the old one, and its undo brings it back', async () => {
    const core = await desk('address');
    const customer = await nextCustomer();
    const base = editableOf(customer);
    const [former] = base.addresses;
    const moved = base.addresses.map((address) =>
      address === former ? { ...address, city: 'Moved' } : address,
    );
    const { mine } = await customers(core).update({
      id: customer.id,
      base,
      mine: { ...base, addresses: moved },
    });
    await core.status(isSynced);
    const stored = (await onServer(customer.id))?.addresses ?? [];
    expect(stored.find(({ id }) => id === former?.id)).toMatchObject({ city: former?.city, primary: false });
    expect(stored.find(({ id }) => id === former?.id)?.closedAt).not.toBeNull();
    expect(stored.find(({ replaces }) => replaces === former?.id)).toMatchObject({
      city: 'Moved',
      closedAt: null,
    });
    await customers(core).update({ id: customer.id, base: mine, mine: base });
    await core.status(isSynced);
    const undone = ((await onServer(customer.id))?.addresses ?? []).filter(
      ({ closedAt }) => closedAt === null,
    );
    expect(undone).toEqual(base.addresses.map((address) => newAddress(address)));
  });
});
