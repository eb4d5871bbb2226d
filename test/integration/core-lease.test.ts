/** A desk that works without its server for as long as its lease says, through the whole core and a real server. */
import { mkdtemp, readdir, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firstValueFrom } from 'rxjs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createRetry } from '#main/session/retry.ts';
import { type Demo, startDemo } from '#server/demo/start-demo.ts';
import { editableOf } from '#shared/customer/schema.ts';
import { isSynced, signInCore, startTestCore, type TestCore } from '../support/core.ts';
import { keyOf, storedDocuments } from '../support/read-store.ts';
import { connectByPort } from '../support/rpc-clients.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const PIN = '246 810';
const ENDED = { state: 'recovery', problem: 'LEASE_ENDED' };

let folder: string;
let demo: Demo;
let data: string;
let core: TestCore;
let count = 0;
/** How far the clock of the desk has been set. */
let ahead = 0;
const leaseClock = { wall: () => Date.now() + ahead, monotonic: () => performance.now() };

/** A demo of its own, because how long a lease lasts is a setting of the server. */
function withDemo(offlineMs: number): void {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'callbook-lease-'));
    demo = await startDemo({ folder: join(folder, 'server'), customers: 40, durable: false, offlineMs });
  });
  afterEach(async () => {
    ahead = 0;
    await core.close();
    await demo.startServer();
  });
  afterAll(async () => {
    await demo?.stop();
    await rm(folder, { recursive: true, force: true });
  });
}

async function begin(account: string): Promise<void> {
  data = join(folder, `desk-${count++}`);
  core = await startTestCore(data, demo.serverUrl, { leaseClock });
  await signInCore(core, account);
  await core.status(isSynced);
  await expect.poll(granted).toBe(true);
}
async function restart(): Promise<void> {
  await core.close();
  core = await startTestCore(data, demo.serverUrl, { leaseClock });
}
const state = () => firstValueFrom(core.session.state$);
async function userFolder(): Promise<string> {
  const [name] = await readdir(join(data, 'users'));
  return join(data, 'users', name ?? '');
}
/** True once the store remembers a lease that the server granted. */
const granted = async () => (await expiry()) > 0;
/** When the lease ends that the store remembers; 0 where the server granted none. */
async function expiry(): Promise<number> {
  const user = await userFolder();
  const kept = storedDocuments(user, await keyOf(user), 'settings').find(({ id }) => id === 'lease');
  const { signed } = kept ? JSON.parse(String(kept.value)) : { signed: null };
  return signed ? Date.parse(JSON.parse(signed.body).expiresAt) : 0;
}
async function change(family: string): Promise<string> {
  const { rows } = await demo.pool.query(
    `SELECT id FROM customers WHERE region = 'north' AND doc->>'status' = 'active' ORDER BY number LIMIT 1`,
  );
  const { customers } = core.session.desk();
  const view = await firstValueFrom(customers.watch(rows[0].id));
  if (!view) throw new Error('no such customer');
  const base = editableOf(view.customer);
  await customers.update({ id: view.customer.id, base, mine: { ...base, family } });
  return view.customer.id;
}
const familyOnServer = async (id: string) =>
  (await demo.pool.query(`SELECT doc->>'family' AS family FROM customers WHERE id = $1`, [id])).rows[0]
    .family;
/** Files of the desk that this process holds open; nothing where the system does not tell. */
async function openFiles(): Promise<string[]> {
  const open = await readdir('/proc/self/fd').catch(() => []);
  const names = await Promise.all(open.map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')));
  return names.filter((name) => name.startsWith(data));
}

/** As long as a desk that is closed for what passes by itself waits for its second try to open, after one and two seconds. */
function untilSecondTry(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let tries = 0;
  const retry = createRetry(() => {
    tries += 1;
    if (tries === 2) resolve();
    else retry.plan('STORE_FULL');
  });
  retry.plan('STORE_FULL');
  return promise;
}

describe('a lease of a week', () => {
  withDemo(7 * DAY);

  it('opens the desk offline until it has ended, and keeps what was not sent until the server is back', async () => {
    await begin('casey');
    await demo.stopServer();
    const id = await change('Leasing');
    ahead = 5 * DAY;
    await restart();
    expect(await state()).toMatchObject({ state: 'signedIn' });
    expect((await core.status(() => true)).workEndsAt ?? null).toBeNull();
    ahead = 6.5 * DAY;
    await restart();
    const { workEndsAt } = await core.status((status) => Boolean(status.workEndsAt));
    expect(Date.parse(workEndsAt ?? '') - Date.now()).toBeGreaterThan(6.9 * DAY);

    ahead = 7.1 * DAY;
    await restart();
    expect(await state()).toEqual({ ...ENDED, unsent: 1, needsPin: false });
    expect(() => core.session.desk()).toThrow();
    // A try to open it again has them open for a moment.
    await expect.poll(openFiles).toEqual([]);

    await demo.startServer();
    await core.state((one) => one.state === 'signedIn');
    await core.status(isSynced);
    expect(await familyOnServer(id)).toBe('Leasing');
  });

  it('ends when the clock was set back, until it is right again or the server has said the time', async () => {
    await begin('casey');
    await demo.stopServer();
    ahead = -HOUR;
    await restart();
    expect(await state()).toMatchObject(ENDED);
    ahead = 0;
    await restart();
    expect(await state()).toMatchObject({ state: 'signedIn' });
    ahead = -HOUR;
    await restart();
    expect(await state()).toMatchObject(ENDED);
    await demo.startServer();
    await core.state((one) => one.state === 'signedIn');
    await demo.stopServer();
    await restart();
    expect(await state()).toMatchObject({ state: 'signedIn' });
  });

  it('asks for the PIN first, and goes on saying why the desk is closed', async () => {
    await begin('robin');
    await core.session.setPin(PIN);
    await demo.stopServer();
    ahead = 8 * DAY;
    await restart();
    expect(await state()).toMatchObject({ state: 'locked' });
    await core.session.unlock(PIN);
    expect(await state()).toMatchObject(ENDED);
    await untilSecondTry();
    expect(await state()).toMatchObject(ENDED);
    const { client, disconnect } = await connectByPort(core.context);
    await expect(client.session.draftKey()).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
    await client.session.retry();
    expect(await state()).toMatchObject({ state: 'locked' });
    await disconnect();
    await demo.startServer();
    await core.session.unlock(PIN);
    expect(await state()).toMatchObject({ state: 'signedIn' });
  });

  it('is not granted anew to who was removed, but to who signs in again', async () => {
    await begin('sam');
    await core.close();
    ahead = 8 * DAY;
    const { rows } = await demo.pool.query(`DELETE FROM users WHERE sub = 'sam' RETURNING *`);
    await restart();
    expect(await state()).toMatchObject(ENDED);
    const [user] = rows;
    await demo.pool.query(`INSERT INTO users SELECT * FROM jsonb_populate_record(NULL::users, $1)`, [
      JSON.stringify(user),
    ]);
    await signInCore(core, 'sam');
    expect(await state()).toMatchObject({ state: 'signedIn' });
  });
});

describe('a lease of seconds', () => {
  withDemo(5_000);

  it('closes the open desk when it has ended, which opens by itself when the server is back', async () => {
    await begin('casey');
    await demo.stopServer();
    await core.status((status) => Boolean(status.workEndsAt));
    await core.state((one) => one.state === 'recovery');
    expect(await state()).toMatchObject(ENDED);
    // A try to open it again has them open for a moment.
    await expect.poll(openFiles).toEqual([]);
    await demo.startServer();
    await core.state((one) => one.state === 'signedIn');
    expect((await core.status(isSynced)).network).toBe('online');
  });

  it('is renewed while the server is there', async () => {
    await begin('casey');
    const states: string[] = [];
    const watching = core.session.state$.subscribe(({ state: one }) => states.push(one));
    const first = await expiry();
    await expect.poll(async () => (await expiry()) > first + 10_000).toBe(true);
    watching.unsubscribe();
    expect(states).toEqual(['signedIn']);
  });
});
