/** A locked desk, and every way back into a store that does not open, through the whole core. */
import { createHash } from 'node:crypto';
import { mkdtemp, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firstValueFrom } from 'rxjs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createFileSlot } from '#main/vault/file-slot.ts';
import { openVault } from '#main/vault/vault.ts';
import { type Demo, startDemo } from '#server/demo/start-demo.ts';
import { editableOf } from '#shared/customer/schema.ts';
import { isSynced, signInCore, startTestCore, type TestCore } from '../support/core.ts';
import { connectByPort } from '../support/rpc-clients.ts';

const PIN = '246 810';
let folder: string;
let demo: Demo;
let data: string;
let core: TestCore;
let count = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callbook-lock-'));
  demo = await startDemo({ folder: join(folder, 'server'), customers: 60, durable: false });
});
afterAll(async () => {
  await demo?.stop();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  data = join(folder, `desk-${count++}`);
  core = await startTestCore(data, demo.serverUrl);
  await signInCore(core, 'casey');
  await core.status(isSynced);
});
afterEach(async () => {
  await core.close();
  await demo.startServer();
});

const state = () => firstValueFrom(core.session.state$);
async function userFolder(): Promise<string> {
  const [name] = await readdir(join(data, 'users'));
  return join(data, 'users', name ?? '');
}
async function restart(): Promise<void> {
  await core.close();
  core = await startTestCore(data, demo.serverUrl);
}
const storeFiles = async () =>
  (await readdir(await userFolder())).filter((name) => name.startsWith('store.db.'));
async function hashOf(name: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(join(await userFolder(), name)))
    .digest('hex');
}

/** Customers of this desk that its user may change. */
async function someIds(): Promise<string[]> {
  const { rows } = await demo.pool.query(
    `SELECT id FROM customers WHERE region = 'north' AND doc->>'status' = 'active' ORDER BY number`,
  );
  const ids = rows.map(({ id }: { id: string }) => id);
  const held = await core.session.desk().customers.rows(ids.slice(0, 20));
  return held.map(({ id }) => id);
}
async function change(id: string, family: string): Promise<void> {
  const view = await firstValueFrom(core.session.desk().customers.watch(id));
  if (!view) throw new Error('no such customer');
  const base = editableOf(view.customer);
  await core.session.desk().customers.update({ id, base, mine: { ...base, family } });
}
async function unsentIs(unsent: number): Promise<void> {
  const path = join(await userFolder(), 'unsent.json');
  await expect.poll(() => readFile(path, 'utf8')).toBe(JSON.stringify({ unsent }));
}
const familyOnServer = async (id: string) =>
  (await demo.pool.query(`SELECT doc->>'family' AS family FROM customers WHERE id = $1`, [id])).rows[0]
    .family;

describe('a desk with a PIN', () => {
  it('is locked after a restart, answers nothing but LOCKED, and opens with the PIN', async () => {
    await core.session.setPin(PIN);
    expect(await state()).toMatchObject({ state: 'signedIn', hasPin: true });
    await restart();
    expect(await state()).toEqual({ state: 'locked', failed: 0, retryAt: null, unsent: 0 });
    const { client, disconnect } = await connectByPort(core.context);
    const id = '00000000-0000-4000-8000-000000000001';
    const calls: Promise<unknown>[] = [
      client.customer.search({ text: 'a' }),
      client.customer.rows({ ids: [id] }),
      client.comment.add({ id, customerId: id, text: 'x' }),
      client.sync.retryNow(),
      client.sync.dismiss({ id }),
      client.session.draftKey(),
      client.session.setPin({ pin: '999999' }),
      client.session.lock(),
      client.store.check(),
      client.customer.watch({ id }),
      client.sync.status(),
      client.store.status(),
    ];
    for (const call of calls) await expect(call).rejects.toMatchObject({ code: 'LOCKED' });
    await expect(client.session.unlock({ pin: 'wrong!' })).rejects.toMatchObject({ code: 'PIN_WRONG' });
    expect(await state()).toMatchObject({ state: 'locked', failed: 1 });
    await client.session.unlock({ pin: PIN });
    expect(await state()).toMatchObject({ state: 'signedIn', me: { sub: 'casey' } });
    await disconnect();
  });

  it('lets go of its files when it is locked, and goes on where it was', async () => {
    await expect(core.session.lock()).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await core.session.setPin(PIN);
    await demo.stopServer();
    const [id = ''] = await someIds();
    await change(id, 'Lockwood');
    await core.session.lock();
    const open = await readdir('/proc/self/fd').catch(() => []);
    const names = await Promise.all(open.map((fd) => readlinkOr(`/proc/self/fd/${fd}`)));
    expect(names.filter((name) => name.startsWith(data))).toEqual([]);
    expect(await state()).toMatchObject({ state: 'locked', unsent: 1 });
    await core.session.unlock(PIN);
    const view = await firstValueFrom(core.session.desk().customers.watch(id));
    expect(view).toMatchObject({ waiting: true, customer: { family: 'Lockwood' } });
  });

  it('is locked when nobody used it for a while, with its files let go', async () => {
    await core.session.setPin(PIN);
    await core.close();
    let now = 0;
    let tick = () => {};
    const every = (_ms: number, run: () => void) => {
      tick = run;
      return () => {
        tick = () => {};
      };
    };
    core = await startTestCore(data, demo.serverUrl, {
      idleMinutes: 5,
      idleClock: { now: () => now, every },
    });
    await core.session.unlock(PIN);
    const { client, disconnect } = await connectByPort(core.context);
    now += 4 * 60_000;
    await client.session.active();
    now += 4 * 60_000;
    tick();
    expect(await state()).toMatchObject({ state: 'signedIn' });
    now += 60_000;
    tick();
    await core.state((one) => one.state === 'locked');
    await expect(client.session.draftKey()).rejects.toMatchObject({ code: 'LOCKED' });
    const open = await readdir('/proc/self/fd').catch(() => []);
    const names = await Promise.all(open.map((fd) => readlinkOr(`/proc/self/fd/${fd}`)));
    expect(names.filter((name) => name.startsWith(data))).toEqual([]);
    await disconnect();
  });

  it('asks for the PIN before it is changed or removed, and says how long to wait', async () => {
    await core.session.setPin(PIN);
    await expect(core.session.setPin('999999')).rejects.toMatchObject({ code: 'LOCKED' });
    await expect(core.session.removePin('999999')).rejects.toMatchObject({ code: 'PIN_WRONG' });
    await core.session.setPin('later pin', PIN);
    await core.session.lock();
    for (let tries = 0; tries < 5; tries += 1)
      await expect(core.session.unlock(PIN)).rejects.toMatchObject({ code: 'PIN_WRONG' });
    await expect(core.session.unlock('later pin')).rejects.toMatchObject({ code: 'PIN_WAIT' });
    const locked = await state();
    const until = locked.state === 'locked' ? Date.parse(locked.retryAt ?? '') : 0;
    expect(until).toBeGreaterThan(Date.now());
    await expect.poll(() => core.session.unlock('later pin').catch(({ code }) => code)).toBe(undefined);
    await core.session.removePin('later pin');
    await restart();
    expect(await state()).toMatchObject({ state: 'signedIn', hasPin: false });
  });

  it('gets a new key and keeps everything', async () => {
    await core.session.setPin(PIN);
    const key = await openVault({ folder: await userFolder(), slots: [createFileSlot()], pin: PIN });
    await core.session.renewKey(PIN);
    expect(await state()).toMatchObject({ state: 'signedIn' });
    expect(await someIds()).not.toEqual([]);
    const renewed = await openVault({ folder: await userFolder(), slots: [createFileSlot()], pin: PIN });
    expect(renewed).not.toEqual(key);
  });

  it('whose PIN was forgotten is set aside after its loss was confirmed, and fetched anew', async () => {
    await core.session.setPin(PIN);
    await demo.stopServer();
    await change((await someIds())[0] ?? '', 'Forgotten');
    await unsentIs(1);
    await restart();
    expect(await state()).toMatchObject({ state: 'locked', unsent: 1 });
    await core.close();
    const before = await hashOf('store.db');
    core = await startTestCore(data, demo.serverUrl);
    await expect(core.session.recover(0)).rejects.toMatchObject({ code: 'INVALID' });
    await core.session.recover(1);
    expect(await state()).toEqual({ state: 'signedOut', problem: null });
    const aside = (await storeFiles()).find((name) => /locked-[\dTZ.-]+$/.test(name)) ?? '';
    expect(await hashOf(aside)).toBe(before);
    await demo.startServer();
    await signInCore(core, 'casey');
    await core.status(isSynced);
    expect(await someIds()).not.toEqual([]);
  });
});

const readlinkOr = async (path: string) => {
  const { readlink } = await import('node:fs/promises');
  return readlink(path).catch(() => '');
};

describe('a store whose key is lost', () => {
  it('stays as it is until its user confirms, then lies beside an empty one', async () => {
    await core.close();
    for (const name of ['key.json', 'key.json.prev']) await rm(join(await userFolder(), name));
    const before = await hashOf('store.db');
    core = await startTestCore(data, demo.serverUrl);
    expect(await state()).toEqual({
      state: 'recovery',
      problem: 'STORE_WRONG_KEY',
      unsent: 0,
      needsPin: false,
    });
    await core.session.retry();
    expect(await hashOf('store.db')).toBe(before);
    await core.session.recover(0);
    await signInCore(core, 'casey');
    await core.status(isSynced);
    const aside = (await storeFiles()).find((name) => /locked-[\dTZ.-]+$/.test(name)) ?? '';
    expect(await hashOf(aside)).toBe(before);
  });

  it('opens by itself when it is there again', async () => {
    await core.close();
    const user = await userFolder();
    await rm(join(user, 'key.json.prev'));
    await rename(join(user, 'key.json'), join(user, 'elsewhere'));
    core = await startTestCore(data, demo.serverUrl);
    await rename(join(user, 'elsewhere'), join(user, 'key.json'));
    await core.session.retry();
    expect(await state()).toMatchObject({ state: 'signedIn' });
  });

  it('is found wherever its folder was moved to', async () => {
    await core.close();
    await rename(data, `${data}-moved`);
    data = `${data}-moved`;
    core = await startTestCore(data, demo.serverUrl);
    expect(await state()).toMatchObject({ state: 'signedIn', me: { sub: 'casey' } });
    expect(await someIds()).not.toEqual([]);
  });

  it('is fetched anew with its key when only the store is gone', async () => {
    await core.close();
    for (const end of ['', '-wal', '-shm', '.id'])
      await rm(join(await userFolder(), `store.db${end}`), { force: true });
    core = await startTestCore(data, demo.serverUrl);
    expect(await state()).toEqual({ state: 'signedOut', problem: null });
    await signInCore(core, 'casey');
    await core.status(isSynced);
    expect(await someIds()).not.toEqual([]);
  });

  it('is not offered a remedy that it does not need', async () => {
    await core.close();
    await writeFile(join(await userFolder(), 'key.json'), '{"v":9}');
    core = await startTestCore(data, demo.serverUrl);
    expect(await state()).toMatchObject({ state: 'recovery', problem: 'STORE_NEWER' });
    await expect(core.session.recover(0)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});

/** Damages the file so that it does not open, but for the pages of the documents. */
async function damage(): Promise<void> {
  const handle = await open(join(await userFolder(), 'store.db.id'), 'r+');
  await handle.truncate(5);
  await handle.close();
}

describe('a damaged store', () => {
  it('is repaired: what was not sent is put back where it fits, and kept where it does not', async () => {
    const [first = '', second = ''] = await someIds();
    await demo.stopServer();
    await change(first, 'Fitting');
    await change(second, 'Clashing');
    const comment = '01900000-0000-7000-8000-00000000000a';
    await core.session.desk().comments.add({ id: comment, customerId: first, text: 'Rescued note' });
    await unsentIs(3);
    await core.close();
    await damage();
    await demo.startServer();
    const elsewhere = await startTestCore(join(folder, `other-${count}`), demo.serverUrl);
    await signInCore(elsewhere, 'robin');
    await elsewhere.status(isSynced);
    const view = await firstValueFrom(elsewhere.session.desk().customers.watch(second));
    if (!view) throw new Error('not in scope');
    const base = editableOf(view.customer);
    await elsewhere.session
      .desk()
      .customers.update({ id: second, base, mine: { ...base, family: 'Theirs' } });
    await elsewhere.status(isSynced);
    await elsewhere.close();

    core = await startTestCore(data, demo.serverUrl);
    expect(await state()).toEqual({
      state: 'recovery',
      problem: 'STORE_CORRUPT',
      unsent: 3,
      needsPin: false,
    });
    await core.session.recover(3);
    expect(await state()).toMatchObject({ state: 'signedIn', me: { sub: 'casey' } });
    const { health } = core.session.desk();
    await expect
      .poll(() => health.status$.value.rescue)
      .toEqual({ waiting: 0, restored: 2, attention: 1, lost: 0 });
    await expect.poll(() => familyOnServer(first)).toBe('Fitting');
    expect(await familyOnServer(second)).toBe('Theirs');
    const status = await core.status(isSynced);
    expect(status.refused).toBe(1);
    const { rows } = await demo.pool.query('SELECT count(*)::int AS n FROM comments WHERE id = $1', [
      comment,
    ]);
    expect(rows[0].n).toBe(1);
    expect((await storeFiles()).some((name) => name.includes('damaged'))).toBe(true);
    await core.session.desk().dismissRescue();
    await restart();
    expect(core.session.desk().health.status$.value.rescue).toBeNull();
    await unsentIs(0);
  });

  it('says what it could not read, and starts afresh when nothing can be', async () => {
    await demo.stopServer();
    await change((await someIds())[0] ?? '', 'Unreadable');
    await unsentIs(1);
    await core.close();
    const handle = await open(join(await userFolder(), 'store.db'), 'r+');
    await handle.write(Buffer.alloc(8192, 0x5a), 0, 8192, 0);
    await handle.close();
    await demo.startServer();
    core = await startTestCore(data, demo.serverUrl);
    expect(await state()).toMatchObject({ state: 'recovery', problem: 'STORE_CORRUPT', unsent: 1 });
    await core.session.recover(1);
    expect(await state()).toEqual({ state: 'signedOut', problem: null });
    await signInCore(core, 'casey');
    await core.status(isSynced);
    await expect
      .poll(() => core.session.desk().health.status$.value.rescue)
      .toEqual({ waiting: 0, restored: 0, attention: 0, lost: 1 });
  });
});
