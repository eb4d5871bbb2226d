/** Real cores against a real backend: what is promised of changes that meet faults and refusals on their way. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firstValueFrom } from 'rxjs';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Demo, startDemo } from '#server/demo/start-demo.ts';
import { dueJobs, planJob } from '#server/erasure/job.ts';
import { openPrivacy } from '#server/privacy/privacy.ts';
import { notifyChanged } from '#server/sync/poke-bus.ts';
import { plainQuestion } from '#shared/api/search.ts';
import type { AttentionItem } from '#shared/api/sync.ts';
import { Customer, editableOf } from '#shared/customer/schema.ts';
import { changeCustomer } from '../support/change-customer.ts';
import { isSynced, signInCore, startTestCore, type TestCore } from '../support/core.ts';
import { type LossyProxy, startProxy } from '../support/proxy.ts';

let folder: string;
let demo: Demo;
let proxy: LossyProxy;
const open: TestCore[] = [];
let skip = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callbook-sync-'));
  demo = await startDemo({ folder: join(folder, 'server'), customers: 200, durable: false });
  proxy = await startProxy(demo.serverUrl);
});
afterEach(async () => {
  for (const core of open.splice(0)) await core.close();
});
afterAll(async () => {
  await proxy?.close();
  await demo?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** A core that is signed in and has everything. */
async function desk(name: string, account = 'casey'): Promise<TestCore> {
  const core = await startTestCore(join(folder, name), proxy.url);
  open.push(core);
  if ((await firstValueFrom(core.session.state$)).state !== 'signedIn') await signInCore(core, account);
  await core.status(isSynced);
  return core;
}

/** Another active customer of the north each time. */
async function nextCustomer(): Promise<Customer> {
  const { rows } = await demo.pool.query(
    `SELECT doc FROM customers WHERE region = 'north' AND doc->>'status' = 'active' ORDER BY number OFFSET $1 LIMIT 1`,
    [skip++],
  );
  return rows[0].doc;
}

const onServer = async (id: string): Promise<Customer> =>
  Customer.parse((await demo.pool.query(`SELECT doc FROM customers WHERE id = $1`, [id])).rows[0].doc);
const changesOf = async (id: string): Promise<number> =>
  (await demo.pool.query(`SELECT count(*)::int AS n FROM change_feed WHERE doc_id = $1`, [id])).rows[0].n;
const onDesk = async (core: TestCore, id: string) =>
  (await firstValueFrom(core.session.desk().customers.watch(id)))?.customer ?? null;
const attention = async (core: TestCore): Promise<AttentionItem[]> =>
  firstValueFrom(core.session.desk().sync.attention$);

async function rename(core: TestCore, customer: Customer, family: string): Promise<void> {
  const base = editableOf(customer);
  await core.session.desk().customers.update({ id: customer.id, base, mine: { ...base, family } });
}

/** The desk holds every customer of the north as the server does, and nothing waits. */
async function expectEqual(core: TestCore): Promise<void> {
  core.session.desk().sync.retryNow();
  const { rows } = await demo.pool.query(
    `SELECT doc FROM customers WHERE 'region:north' = ANY(scope_keys) ORDER BY id`,
  );
  await expect
    .poll(async () => Promise.all(rows.map(({ doc }) => onDesk(core, doc.id))))
    .toEqual(rows.map(({ doc }) => Customer.parse(doc)));
  const counted = await core.status((status) =>
    status.collections.some(({ name, documents }) => name === 'customers' && documents === rows.length),
  );
  expect(counted.waiting).toBe(0);
}

/** The server erases the customer, whoever asked for it. */
async function forget(customerId: string): Promise<void> {
  const privacy = await openPrivacy(join(folder, 'server', 'privacy'));
  const subject = privacy.subjectOf(customerId);
  await planJob(demo.pool, { subject, requestId: null, customerId, reference: 'R-0', dueAt: new Date() });
  await expect.poll(async () => (await dueJobs(demo.pool, new Date())).length).toBe(0);
}

/** What an administrator does in the database, with its feed row, as the backend would. */
async function onServerSet(id: string, patch: Record<string, unknown>, region?: string): Promise<void> {
  const client = await demo.pool.connect();
  try {
    await client.query('BEGIN');
    const { rows } = await client.query(`SELECT scope_keys FROM customers WHERE id = $1 FOR UPDATE`, [id]);
    const before: string[] = rows[0].scope_keys;
    const after = region ? [`region:${region}`] : before;
    const mutationId = uuidv7();
    const rev = `99-${mutationId.slice(-8)}`;
    const doc = {
      ...(await onServer(id)),
      ...patch,
      ...(region && { region, scope: after }),
      rev,
      mutationId,
    };
    await client.query(
      `UPDATE customers SET doc = $2, rev = $3, mutation_id = $4, scope_keys = $5, region = coalesce($6, region) WHERE id = $1`,
      [id, doc, rev, mutationId, after, region ?? null],
    );
    await client.query(
      `INSERT INTO change_feed (collection, doc_id, op, scope_keys) VALUES ('customers', $1, 1, $2)`,
      [id, [...new Set([...before, ...after])]],
    );
    await client.query('COMMIT');
  } finally {
    client.release();
  }
}

describe('a change on its way to the server', () => {
  it('takes effect once when the answer is lost after the commit, again and again', async () => {
    const core = await desk('lost');
    const customer = await nextCustomer();
    const before = await changesOf(customer.id);
    proxy.loseAnswers('/customers/push', 3);
    await rename(core, customer, 'Once');
    await expect.poll(() => changesOf(customer.id)).toBe(before + 1);
    await core.status(isSynced);
    expect(proxy.seen('/customers/push')).toBeGreaterThanOrEqual(4);
    expect(await changesOf(customer.id)).toBe(before + 1);
    expect(await onDesk(core, customer.id)).toEqual(await onServer(customer.id));
    expect(await attention(core)).toEqual([]);
  });

  it('does not clash with itself when it was edited again before the lost answer', async () => {
    const core = await desk('lost');
    const customer = await nextCustomer();
    const before = await changesOf(customer.id);
    proxy.loseAnswers('/customers/push', 1);
    await rename(core, customer, 'First');
    await expect.poll(() => changesOf(customer.id)).toBe(before + 1);
    await rename(core, { ...customer, family: 'First' }, 'Second');
    await core.status(isSynced);
    await expect.poll(async () => (await onServer(customer.id)).family).toBe('Second');
    expect(await attention(core)).toEqual([]);
  });

  it('shows what stands when its answer comes after a pull that brought a newer state', async () => {
    const core = await desk('passed');
    const [customer, other] = [await nextCustomer(), await nextCustomer()];
    // RxDB pulls nothing while it pushes; but this pull is on its way when the push begins.
    const onItsWay = proxy.delayNext('/customers/pull');
    await notifyChanged(demo.pool, 'customers');
    const release = await onItsWay;
    const answered = proxy.holdNext('/customers/push');
    await rename(core, customer, 'Typed here');
    await answered;
    for (const { id } of [customer, other]) await changeCustomer(demo.pool, id, { given: 'From elsewhere' });
    release();
    await expect.poll(async () => (await onDesk(core, other.id))?.given).toBe('From elsewhere');
    proxy.releaseHeld();
    await core.status(isSynced);
    await expect.poll(() => onDesk(core, customer.id)).toEqual(await onServer(customer.id));
    expect(await onServer(customer.id)).toMatchObject({ family: 'Typed here', given: 'From elsewhere' });
    expect(await attention(core)).toEqual([]);
  });

  it('is not taken for applied by a captive portal', async () => {
    const core = await desk('portal');
    const customer = await nextCustomer();
    proxy.capture('<html><body>Please accept our terms</body></html>');
    await rename(core, customer, 'Portal');
    await core.status(({ waiting, network }) => waiting === 1 && network !== 'online');
    proxy.capture(null);
    core.session.desk().sync.retryNow();
    await core.status(isSynced);
    expect((await onServer(customer.id)).family).toBe('Portal');
  });

  it('is kept with its text and its reason when the customer was restricted meanwhile', async () => {
    const core = await desk('refused');
    const customer = await nextCustomer();
    core.session.desk().sync.setOffline(true);
    await rename(core, customer, 'Too late');
    await onServerSet(customer.id, { status: 'restricted' });
    core.session.desk().sync.setOffline(false);
    await core.status((status) => isSynced(status) && status.refused === 1);
    const [item] = await attention(core);
    expect(item).toMatchObject({ documentId: customer.id, reason: 'restricted' });
    expect(item?.fields).toContainEqual({
      field: 'family',
      mine: 'Too late',
      theirs: customer.family,
      path: null,
    });
    expect(await onDesk(core, customer.id)).toEqual(await onServer(customer.id));
    expect((await onServer(customer.id)).family).toBe(customer.family);
    await core.session.desk().sync.dismiss(item?.id ?? '');
    await core.status((status) => status.refused === 0);
  });

  it('of what somebody else changed meanwhile is kept beside theirs, which stands, and the rest takes effect', async () => {
    const core = await desk('clash');
    const customer = await nextCustomer();
    core.session.desk().sync.setOffline(true);
    const base = editableOf(customer);
    const mine = { ...base, family: 'Mine', given: 'Mine' };
    await core.session.desk().customers.update({ id: customer.id, base, mine });
    await changeCustomer(demo.pool, customer.id, { family: 'Theirs' });
    core.session.desk().sync.setOffline(false);
    await core.status((status) => isSynced(status) && status.refused === 1);
    const [item] = await attention(core);
    expect(item).toMatchObject({ documentId: customer.id, reason: 'conflict' });
    expect(item?.fields).toMatchObject([{ field: 'family', mine: 'Mine', theirs: 'Theirs' }]);
    await expect.poll(() => onServer(customer.id)).toMatchObject({ family: 'Theirs', given: 'Mine' });
    await expect.poll(() => onDesk(core, customer.id)).toEqual(await onServer(customer.id));
    await core.session.desk().sync.dismiss(item?.id ?? '');
    await core.status((status) => status.refused === 0);
  });

  it('is kept when the customer left the scope, who leaves the desk and is not deleted for it', async () => {
    const core = await desk('scope');
    const customer = await nextCustomer();
    core.session.desk().sync.setOffline(true);
    await rename(core, customer, 'Moved away');
    await onServerSet(customer.id, {}, 'south');
    const before = await changesOf(customer.id);
    core.session.desk().sync.setOffline(false);
    await core.status((status) => isSynced(status) && status.refused === 1);
    expect((await attention(core))[0]).toMatchObject({ reason: 'outOfScope', customerName: '' });
    await expect.poll(() => onDesk(core, customer.id)).toBeNull();
    const { hits } = await core.session.desk().customers.search(plainQuestion(customer.number, 5));
    expect(hits).toEqual([]);
    expect(await changesOf(customer.id)).toBe(before);
    expect((await onServer(customer.id)).family).toBe(customer.family);
  });

  it('of a comment is refused once and kept, when its customer left the scope', async () => {
    const core = await desk('comment');
    const customer = await nextCustomer();
    core.session.desk().sync.setOffline(true);
    const id = uuidv7();
    await core.session.desk().comments.add({ id, customerId: customer.id, text: 'Kept for me' });
    await core.session.desk().comments.add({ id, customerId: customer.id, text: 'Kept for me' });
    await onServerSet(customer.id, {}, 'south');
    core.session.desk().sync.setOffline(false);
    await core.status((status) => isSynced(status) && status.refused === 1);
    expect((await attention(core))[0]?.fields).toEqual([
      { field: 'comment', mine: 'Kept for me', theirs: '', path: null },
    ]);
  });
});

describe('a desk', () => {
  it('goes on after a restored backup: another epoch loses no change and leaves no gap', async () => {
    const core = await desk('epoch');
    const customer = await nextCustomer();
    core.session.desk().sync.setOffline(true);
    await rename(core, customer, 'Over epochs');
    await demo.pool.query(`UPDATE sync_epoch SET epoch = gen_random_uuid()`);
    core.session.desk().sync.setOffline(false);
    await core.status(isSynced);
    await expect.poll(async () => (await onServer(customer.id)).family).toBe('Over epochs');
    const other = await nextCustomer();
    await onServerSet(other.id, { family: 'After the epoch' });
    core.session.desk().sync.retryNow();
    await expect.poll(async () => (await onDesk(core, other.id))?.family).toBe('After the epoch');
  });

  it('lets go of everything outside a new scope, keeps its edits there, and gets what is new', async () => {
    const core = await desk('rescoped', 'sam');
    const held = (
      await demo.pool.query(
        `SELECT doc FROM customers WHERE region = 'south' AND doc->>'status' = 'active' ORDER BY number LIMIT 1`,
      )
    ).rows[0].doc;
    expect(await onDesk(core, held.id)).not.toBeNull();
    core.session.desk().sync.setOffline(true);
    await rename(core, held, 'Written in the south');
    await demo.pool.query(`UPDATE users SET scope_keys = '{region:east}' WHERE sub = 'sam'`);
    core.session.desk().sync.setOffline(false);
    const { rows } = await demo.pool.query(`SELECT doc FROM customers WHERE region = 'east'`);
    await core.status(
      (status) =>
        isSynced(status) &&
        status.refused === 1 &&
        status.collections.some(({ name, documents }) => name === 'customers' && documents === rows.length),
    );
    expect(await onDesk(core, held.id)).toBeNull();
    for (const { doc } of rows.slice(0, 20)) expect(await onDesk(core, doc.id)).toEqual(Customer.parse(doc));
    expect((await attention(core))[0]).toMatchObject({ reason: 'outOfScope', documentId: held.id });
    const { hits } = await core.session.desk().customers.search(plainQuestion(held.number, 5));
    expect(hits).toEqual([]);
    expect(core.lines.filter(({ event }) => event === 'pull.dropped').length).toBeGreaterThan(0);
    await core.state((state) => state.state === 'signedIn' && state.me.scopeKeys.includes('region:east'));
  });

  it('keeps nothing of somebody outside its scope who was forgotten', async () => {
    await demo.pool.query(`UPDATE users SET scope_keys = '{region:south}' WHERE sub = 'sam'`);
    const core = await desk('stranger', 'sam');
    const { rows } = await demo.pool.query<{ doc: Customer }>(
      `SELECT doc FROM customers WHERE region = 'south' AND doc->>'status' = 'active' ORDER BY number OFFSET 1 LIMIT 2`,
    );
    const [gone, kept] = rows.map(({ doc }) => doc) as [Customer, Customer];
    core.session.desk().sync.setOffline(true);
    for (const customer of [gone, kept]) await rename(core, customer, `Typed of ${customer.number}`);
    await demo.pool.query(`UPDATE users SET scope_keys = '{region:east}' WHERE sub = 'sam'`);
    core.session.desk().sync.setOffline(false);
    await core.status((status) => isSynced(status) && status.refused === 2);
    await expect.poll(() => onDesk(core, gone.id)).toBeNull();
    await forget(gone.id);
    core.session.desk().sync.retryNow();
    await core.status((status) => status.refused === 1);
    expect((await attention(core)).map(({ documentId }) => documentId)).toEqual([kept.id]);
    const { erasures } = core.session.desk();
    await expect.poll(() => erasures.among([gone.id, kept.id])).toEqual([gone.id]);
  });

  it('keeps an unsent change over sign-out and the next sign-in of its user', async () => {
    const core = await desk('signout');
    const customer = await nextCustomer();
    core.session.desk().sync.setOffline(true);
    await rename(core, customer, 'Still mine');
    await core.session.signOut();
    expect((await core.state(({ state }) => state === 'signedOut')).state).toBe('signedOut');
    expect(() => core.session.desk()).toThrow('NOT_SIGNED_IN');
    await signInCore(core, 'casey');
    await core.status(isSynced);
    await expect.poll(async () => (await onServer(customer.id)).family).toBe('Still mine');
  });

  it('holds byte for byte what the server holds for its scope, and nothing else', async () => {
    // One after the other: RxDB's open core allows 13 collections in a process, and a desk has ten.
    const edited = async (name: string, account: string) => {
      const core = await desk(name, account);
      for (let at = 0; at < 5; at += 1) await rename(core, await nextCustomer(), `Edited ${at}`);
      await core.status(isSynced);
      return core;
    };
    await (await edited('equal-a', 'casey')).close();
    await expectEqual(await edited('equal-b', 'robin'));
    for (const core of open.splice(0)) await core.close();
    await expectEqual(await desk('equal-a'));
  });

  it('of an administrator holds no customer at all', async () => {
    const core = await desk('admin', 'jamie');
    const { collections } = await core.status(isSynced);
    expect(collections.find(({ name }) => name === 'customers')?.documents).toBe(0);
    expect(collections.find(({ name }) => name === 'teams')?.documents).toBeGreaterThan(0);
  });
});
