/** Requests on a desk: hidden at once and after a restart, taken back while they wait, sent once, expired for good. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firstValueFrom } from 'rxjs';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { CoreError } from '#main/errors.ts';
import { type Demo, startDemo } from '#server/demo/start-demo.ts';
import type { RequestView } from '#shared/api/request.ts';
import { plainQuestion } from '#shared/api/search.ts';
import { newEmail } from '#shared/customer/contact-points.ts';
import { type Customer, editableOf } from '#shared/customer/schema.ts';
import type { RequestPayload } from '#shared/request/schema.ts';
import { changeCustomer } from '../support/change-customer.ts';
import { followSignIn, isSynced, signInCore, startTestCore, type TestCore } from '../support/core.ts';
import { FORGET } from '../support/forgetting.ts';
import { type LossyProxy, startProxy } from '../support/proxy.ts';

let folder: string;
let demo: Demo;
let proxy: LossyProxy;
let core: TestCore;
let customer: Customer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callbook-requests-'));
  demo = await startDemo({ folder: join(folder, 'server'), customers: 40, durable: false });
  proxy = await startProxy(demo.serverUrl);
});
afterAll(async () => {
  await proxy?.close();
  await demo?.stop();
  await rm(folder, { recursive: true, force: true });
});
let place = 0;
beforeEach(async () => {
  const { rows } = await demo.pool.query(
    `SELECT doc FROM customers WHERE region = 'north' AND NOT deleted AND doc->>'status' = 'active' ORDER BY number
      OFFSET $1 LIMIT 1`,
    [place],
  );
  place += 1;
  customer = rows[0].doc;
  core = await startTestCore(join(folder, `desk ${place}`), proxy.url);
  await signInCore(core, 'casey');
  await core.status(isSynced);
});
afterEach(() => core?.close());

const ACCOUNT = {
  state: 'enabled' as const,
  lastLoginAt: null,
  lastFailedAt: null,
  passwordChangedAt: null,
  passwordExpired: false,
  asOf: '2026-01-01T00:00:00.000Z',
};
function verifiedEmail() {
  const verified = { at: '2026-01-01T00:00:00.000Z', by: 'Nora', method: 'call' as const };
  const address = `${randomUUID()}@example.com`;
  return newEmail({ id: randomUUID(), address, label: '', primary: true, verified });
}

const work = () => core.session.desk();
const view = () => firstValueFrom(work().customers.watch(customer.id));
const found = async (text: string) => (await work().customers.search(plainQuestion(text, 50))).hits;
async function requestOf(id: string): Promise<RequestView | undefined> {
  return (await firstValueFrom(work().requests.list$)).find((one) => one.id === id);
}
const clashes = async () => await firstValueFrom(work().sync.attention$);
async function ask(payload: RequestPayload = FORGET): Promise<string> {
  const id = randomUUID();
  await work().requests.create({ id, customerId: customer.id, payload });
  return id;
}
const code = (call: Promise<unknown>) =>
  call.then(
    () => 'ok',
    (error: unknown) => (error instanceof CoreError ? error.code : String(error)),
  );

it('hides the customer at once, keeps them hidden over a restart, and gives them back', async () => {
  work().sync.setOffline(true);
  const before = await view();
  const [said, call] = [randomUUID(), randomUUID()];
  await work().comments.add({ id: said, customerId: customer.id, text: 'Said before' });
  const { contacts } = work();
  await contacts.start({ id: call, customerId: customer.id, channel: 'call', direction: 'inbound' });
  await contacts.wrapUp({ id: call, notes: 'Noted before', wrapUpCode: '' });
  const id = await ask();
  await expect.poll(async () => (await view())?.frozen).toBe('mask');
  await core.close();
  core = await startTestCore(join(folder, `desk ${place}`), proxy.url);
  work().sync.setOffline(true);
  const hidden = await view();
  expect(hidden).toMatchObject({ frozen: 'mask', editable: false });
  expect(hidden?.customer).toMatchObject({
    number: customer.number,
    given: '',
    family: '',
    emails: [],
    phones: [],
  });
  expect(await firstValueFrom(work().timeline(customer.id))).toEqual([]);
  expect((await found(customer.number)).map(({ name, email }) => [name, email])).toEqual([['', '']]);
  expect((await found(customer.family)).map((hit) => hit.id)).not.toContain(customer.id);
  const comment = { id: randomUUID(), customerId: customer.id, text: 'x', kind: 'note' } as const;
  expect(
    await code(work().comments.add({ ...comment, visibility: 'all', reasonCode: '', pinned: false })),
  ).toBe('FORBIDDEN');
  // Within the day of both, and by their author.
  expect([
    await code(work().contacts.correct({ id: call, notes: 'Another thing', wrapUpCode: '' })),
    await code(work().comments.correct({ id: said, text: 'Another thing' })),
    await code(work().comments.followUp({ id: said, followUp: true })),
  ]).toEqual(['FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN']);
  expect(await code(ask())).toBe('WRONG_STATE');
  const waiting = await await firstValueFrom(work().sync.waitingList.waiting$);
  expect(new Set(waiting.items.map(({ customerName }) => customerName))).toEqual(new Set(['']));
  expect(await requestOf(id)).toMatchObject({ state: 'queued', cancellable: true });
  await work().requests.cancel(id);
  expect(await code(work().requests.cancel(id))).toBe('WRONG_STATE');
  await expect.poll(async () => (await view())?.frozen).toBeUndefined();
  expect((await view())?.customer).toEqual(before?.customer);
  work().sync.setOffline(false);
  await core.status(isSynced);
  expect((await demo.pool.query('SELECT FROM requests WHERE id = $1', [id])).rowCount).toBe(0);
});

it('decides nothing that clashed about them while they are hidden', async () => {
  work().sync.setOffline(true);
  const base = editableOf(customer);
  await work().customers.update({ id: customer.id, base, mine: { ...base, family: 'Ours' } });
  await changeCustomer(demo.pool, customer.id, { family: 'Theirs' });
  work().sync.setOffline(false);
  await expect.poll(clashes).toHaveLength(1);
  const [{ id } = { id: '' }] = await clashes();
  work().sync.setOffline(true);
  const asked = await ask();
  await expect.poll(clashes).toEqual([]);
  const mine = { id, paths: ['family'], choice: 'mine' as const };
  expect(await code(work().customers.decide(mine))).toBe('FORBIDDEN');
  await work().requests.cancel(asked);
  await expect.poll(clashes).toHaveLength(1);
  expect(await code(work().customers.decide(mine))).toBe('ok');
  await expect.poll(async () => (await view())?.customer.family).toBe('Ours');
});

it('is taken once by the server though the answer was lost, and cannot be taken back here any more', async () => {
  proxy.loseAnswers('/sync/v1/requests/push', 2);
  const id = await ask();
  await expect.poll(async () => (await requestOf(id))?.cancellable, { timeout: 30_000 }).toBe(false);
  expect(await code(work().requests.cancel(id))).toBe('WRONG_STATE');
  await expect.poll(async () => (await requestOf(id))?.state, { timeout: 60_000 }).toBe('accepted');
  const { rows } = await demo.pool.query(
    `SELECT doc->>'state' AS state FROM requests WHERE customer_id = $1`,
    [customer.id],
  );
  expect(rows).toEqual([{ state: 'accepted' }]);
});

const resetting = async () => {
  const id = randomUUID();
  await work().requests.resetPassword({
    id,
    customerId: customer.id,
    checks: ['callBack'],
    proof: core.session.proof(),
  });
  return id;
};

it('resets a password only for who has just shown that it is them, and asks no window about that', async () => {
  const forged: RequestPayload = {
    kind: 'resetPassword',
    checks: ['callBack'],
    proof: { by: 'pin', at: new Date().toISOString() },
  };
  expect(await code(ask(forged))).toBe('INVALID');
  expect(await code(resetting())).toBe('NOT_CONFIRMED');
  expect(await code(core.session.confirmByPin('123456'))).toBe('FORBIDDEN');
  await core.session.setPin('135790');
  expect(await code(core.session.confirmByPin('000000'))).toBe('PIN_WRONG');
  expect(await code(resetting())).toBe('NOT_CONFIRMED');
  await core.session.confirmByPin('135790');
  await changeCustomer(demo.pool, customer.id, { emails: [{ ...verifiedEmail(), verified: null }] });
  work().sync.retryNow();
  await expect.poll(async () => (await view())?.customer.emails[0]?.verified).toBeNull();
  expect(await code(resetting())).toBe('INVALID');
  expect(() => core.session.proof(new Date(Date.now() + 6 * 60_000))).toThrow('NOT_CONFIRMED');
  expect(() => core.session.proof(new Date(Date.now() - 60_000))).toThrow('NOT_CONFIRMED');
  expect(core.session.proof()).toMatchObject({ by: 'pin' });
  await core.session.lock();
  expect(() => core.session.proof()).toThrow('NOT_CONFIRMED');
});

it('takes a sign-in anew for it, of the same person alone, and the server sees it in the token', async () => {
  const confirmed = () => firstValueFrom(core.session.confirmed$);
  const stranger = await core.session.confirmBySignIn();
  await followSignIn(stranger.url, 'robin');
  await expect.poll(confirmed).toMatchObject({ until: null, failed: true });
  const { url } = await core.session.confirmBySignIn();
  await followSignIn(url, 'casey');
  await expect.poll(async () => (await confirmed()).until).not.toBeNull();
  await changeCustomer(demo.pool, customer.id, { account: ACCOUNT, emails: [verifiedEmail()] });
  work().sync.retryNow();
  await expect.poll(async () => (await view())?.customer.account?.state).toBe('enabled');
  const id = await resetting();
  await expect.poll(async () => (await requestOf(id))?.state, { timeout: 30_000 }).toBe('accepted');
});

it('takes a reset back that waits when the primary e-mail is another one, with the reason', async () => {
  await core.session.setPin('135790');
  await changeCustomer(demo.pool, customer.id, { account: ACCOUNT, emails: [verifiedEmail()] });
  work().sync.retryNow();
  await expect.poll(async () => (await view())?.customer.emails[0]?.verified).toBeTruthy();
  work().sync.setOffline(true);
  await core.session.confirmByPin('135790');
  const id = await resetting();
  expect((await requestOf(id))?.state).toBe('queued');
  const base = editableOf((await view())?.customer ?? customer);
  const emails = base.emails.map((one) => ({ ...one, address: 'another@example.com', verified: null }));
  await work().customers.update({ id: customer.id, base, mine: { ...base, emails } });
  await expect
    .poll(() => requestOf(id), { timeout: 10_000 })
    .toMatchObject({ state: 'cancelled', outcome: 'emailChanged' });
  work().sync.setOffline(false);
  await core.status(isSynced);
  expect((await demo.pool.query('SELECT FROM requests WHERE id = $1', [id])).rowCount).toBe(0);
});

it('raises an alarm four hours after it was asked for, though nothing else happens', async () => {
  work().sync.setOffline(true);
  const id = await ask();
  expect((await requestOf(id))?.overdue).toBe(false);
  const shown: boolean[] = [];
  const watching = work().requests.list$.subscribe((list) =>
    shown.push(list.some((one) => one.id === id && one.overdue)),
  );
  vi.useFakeTimers({ now: Date.now() + 4 * 3_600_000, toFake: ['Date'] });
  try {
    await expect.poll(() => shown.at(-1), { timeout: 40_000 }).toBe(true);
  } finally {
    vi.useRealTimers();
    watching.unsubscribe();
  }
});

it('says that identity must be checked before anything is queued', async () => {
  expect(await code(ask({ ...FORGET, checks: [] }))).toBe('INVALID');
  expect(await firstValueFrom(work().requests.list$)).not.toContainEqual(
    expect.objectContaining({ customerId: customer.id }),
  );
  expect(await work().requests.preview(customer.id)).toMatchObject({ unsent: 0 });
});
