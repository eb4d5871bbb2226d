/**
 * RxDB's replication gives up after an error of the store: it drops what it had in its hands, or stops for good. A desk takes
 * that up again by itself.
 */
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Demo, startDemo } from '#server/demo/start-demo.ts';
import type { CustomerView } from '#shared/api/customer.ts';
import type { SyncStatus } from '#shared/api/sync.ts';
import { newEmail } from '#shared/customer/contact-points.ts';
import { editableOf, emptyCustomer } from '#shared/customer/schema.ts';
import { notifyChanged } from '../../src-server/sync/poke-bus.ts';
import { addCustomer } from '../support/backend.ts';
import { changeCustomer } from '../support/change-customer.ts';
import { type DeskChild, startDeskChild } from '../support/desk-child.ts';
import type { Mutation } from '../support/mutate.ts';

let folder: string;
let demo: Demo;
let desk: DeskChild | undefined;
let used = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callbook-heal-'));
  demo = await startDemo({ folder: join(folder, 'server'), customers: 50, durable: false });
});
afterEach(async () => {
  await desk?.stop();
  desk = undefined;
});
afterAll(async () => {
  await demo?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** The same desk, with less patience and smaller batches: one that fails is followed by others. */
const SMALLER: Mutation[] = [
  { file: 'sync/pull-rows.ts', find: 'PULL_ROWS = 250', replace: 'PULL_ROWS = 1' },
  { file: 'sync/pull-rows.ts', find: 'LEAST_ROWS = 50', replace: 'LEAST_ROWS = 1' },
  { file: 'sync/protocol.ts', find: 'MAX_PUSH_ROWS = 100', replace: 'MAX_PUSH_ROWS = 1' },
  { file: 'sync/replication.ts', find: 'LOOK_MS = 10_000', replace: 'LOOK_MS = 500' },
  { file: 'sync/activity.ts', find: 'STALLED_MS = 60_000', replace: 'STALLED_MS = 3_000' },
];
const WRITES = 'return this.#run(async () => ({ error: await writeRows<T>(target, rows, context) }));';
const READS = `return this.#run(async () => {
      const argument = { n: table.n, seq: checkpoint?.seq ?? 0, limit };`;
/** What happens to a call of the storage. */
const FAILS = "return Promise.reject(new StoreError('STORE_FAILED', 'injected'));";
const WAITS = `return new Promise((done) => setTimeout(done, 4_000)).then(() =>
  this.#run(async () => ({ error: await writeRows<T>(target, rows, context) })));`;
const DIES = 'process.exit(1);';

type Fault = { find: string; when: string; what?: string };

/** That call of the storage goes wrong once, when the file `armed` is there; `when` is an expression. */
function fault({ find, when, what = FAILS }: Fault, armed: string): Mutation {
  const wrong = `if (${when} && (({ existsSync, rmSync }) => {
      if (!existsSync(${JSON.stringify(armed)})) return false;
      rmSync(${JSON.stringify(armed)});
      return true;
    })(process.getBuiltinModule('node:fs'))) { ${what} }
    `;
  return { file: 'storage-sqlite/instance.ts', find, replace: `${wrong}${find}` };
}

async function start(name: string, wrong: Fault) {
  const armed = join(folder, `${name}.armed`);
  desk = await startDeskChild(join(folder, name), demo.serverUrl, 'casey', {
    mutations: [...SMALLER, fault(wrong, armed)],
  });
  await desk.synced();
  return { child: desk, arm: () => writeFile(armed, ''), hasFailed: () => !existsSync(armed) };
}

/** Another customer of the north each time. */
async function nextCustomer(): Promise<string> {
  const { rows } = await demo.pool.query<{ id: string }>(
    `SELECT id FROM customers WHERE region = 'north' AND doc->>'status' = 'active' ORDER BY number OFFSET $1 LIMIT 1`,
    [used++],
  );
  return rows[0]?.id ?? '';
}

async function others(id: string): Promise<string[]> {
  const { rows } = await demo.pool.query<{ id: string }>(
    `SELECT id FROM customers WHERE region = 'north' AND id <> $1`,
    [id],
  );
  return rows.map((row) => row.id);
}

const familyOn = async (child: DeskChild, id: string): Promise<string | undefined> =>
  (await child.first<CustomerView | null>('customer.watch', { id }))?.customer.family;
const waiting = async (child: DeskChild): Promise<number> =>
  (await child.first<SyncStatus>('sync.status')).waiting;
const onServer = async (text: string): Promise<number> =>
  (await demo.pool.query(`SELECT count(*)::int AS n FROM comments WHERE doc->>'text' = $1`, [text])).rows[0]
    .n;

async function rename(child: DeskChild, id: string, given: string): Promise<void> {
  const view = await child.first<CustomerView>('customer.watch', { id });
  const base = editableOf(view.customer);
  await child.call('customer.update', { id, base, mine: { ...base, given } });
}

async function comment(child: DeskChild, text: string): Promise<void> {
  await child.call('comment.add', { id: uuidv7(), customerId: await nextCustomer(), text });
}

it('what was pulled and could not be written comes again, though later batches were written', async () => {
  const { child, arm, hasFailed } = await start('down', {
    find: WRITES,
    when: '/^replication-downstream/.test(context)',
  });
  const [dropped, ...later] = [await nextCustomer(), await nextCustomer(), await nextCustomer()];
  await arm();
  for (const id of [dropped, ...later]) await changeCustomer(demo.pool, id, { family: 'Changed' });
  await child.call('sync.retryNow');
  await expect.poll(hasFailed).toBe(true);
  for (const id of [...later, dropped]) await expect.poll(() => familyOn(child, id)).toBe('Changed');
});

it('what was sent and whose answer could not be written is confirmed all the same, and took effect once', async () => {
  const answer = { find: WRITES, when: "context === 'replication-up-write-conflict'" };
  const before = await start('up', answer);
  await before.child.call('sync.setOffline', { offline: true });
  for (const text of ['one', 'two', 'three']) await comment(before.child, text);
  await before.child.stop();
  await before.arm();
  const { child, hasFailed } = await start('up', answer);
  expect(hasFailed()).toBe(true);
  expect(await waiting(child)).toBe(0);
  for (const text of ['one', 'two', 'three']) expect(await onServer(text)).toBe(1);
});

it('a replication whose reading failed goes on, both ways', async () => {
  const { child, arm, hasFailed } = await start('read', {
    find: READS,
    when: "this.collectionName === 'comments'",
  });
  await arm();
  await child.call('sync.retryNow');
  await expect.poll(hasFailed).toBe(true);
  await comment(child, 'second');
  await expect.poll(() => onServer('second')).toBe(1);
  await expect.poll(() => waiting(child)).toBe(0);
});

describe('a customer whose first pull is in the store, and that RxDB has not noted to be the server’s when the desk dies,', () => {
  /** RxDB has noted by then that there is nothing to push up to there, and never looks at the customer again. */
  const DIES_LATER = 'return new Promise(() => setTimeout(() => process.exit(1), 1_000));';
  const noting = { find: WRITES, when: "context === 'replication-down-write-meta'" };

  /** Dies over somebody new. Returns their id. */
  async function dies(name: string): Promise<string> {
    const { child, arm } = await start(name, { ...noting, what: DIES_LATER });
    await arm();
    const { id } = await addCustomer(demo.pool, { id: uuidv7() });
    await notifyChanged(demo.pool, 'customers');
    await child.ended;
    return id;
  }

  it('is shown as somebody else changed them meanwhile', async () => {
    const id = await dies('first');
    await changeCustomer(demo.pool, id, { family: 'Theirs' });
    const { child } = await start('first', noting);
    await expect.poll(() => familyOn(child, id)).toBe('Theirs');
    await changeCustomer(demo.pool, id, { family: 'Later' });
    await child.call('sync.retryNow');
    await expect.poll(() => familyOn(child, id)).toBe('Later');
  });

  it('leaves the desk when they left its scope meanwhile', async () => {
    const id = await dies('gone');
    await changeCustomer(demo.pool, id, { region: 'south' });
    const { child } = await start('gone', noting);
    await expect.poll(() => familyOn(child, id)).toBeUndefined();
  });
});

describe("a change of somebody else, after the answer to mine is in the store and before RxDB notes that it is the server's,", () => {
  const noting = { find: WRITES, when: "context === 'replication-up-write-conflict-meta'" };
  const slowly = { find: WRITES, when: "context === 'replication-up-write-meta'" };

  /** A desk that has yet to send a change of that customer. */
  async function unsent(name: string, id: string) {
    const { child, arm } = await start(name, noting);
    await child.call('sync.setOffline', { offline: true });
    await rename(child, id, 'Mine');
    await child.stop();
    await arm();
  }

  it('is not passed over', async () => {
    const id = await nextCustomer();
    await unsent('between', id);
    // There is so much to pull that the pull is still under way then.
    for (const other of await others(id)) await changeCustomer(demo.pool, other, { family: 'Other' });
    const { child, hasFailed } = await start('between', { ...noting, what: WAITS });
    await expect.poll(hasFailed, { interval: 10 }).toBe(true);
    await changeCustomer(demo.pool, id, { family: 'Theirs' });
    await child.call('sync.retryNow');
    await expect.poll(() => familyOn(child, id)).toBe('Theirs');
  });

  it('is not passed over when the desk dies there', async () => {
    const id = await nextCustomer();
    await unsent('died', id);
    await diesAnd('died', id);
  });

  it('is not passed over when the desk dies there and had never pulled the customer', async () => {
    const first = await start('made', noting);
    await first.child.call('sync.setOffline', { offline: true });
    const id = uuidv7();
    const emails = [newEmail({ id: uuidv7(), address: 'new@nowhere.example', label: '', primary: true })];
    const mine = { ...emptyCustomer(), given: 'New', family: 'Person', emails };
    await first.child.call('customer.create', { id, mine });
    await first.child.stop();
    await first.arm();
    await diesAnd('made', id);
  });

  /** It dies over the answer, somebody else changes the customer, and it comes back to a slow disk. */
  async function diesAnd(name: string, id: string): Promise<void> {
    await expect(start(name, { ...noting, what: DIES })).rejects.toThrow('the desk ended');
    await changeCustomer(demo.pool, id, { family: 'Theirs' });
    await writeFile(join(folder, `${name}.armed`), '');
    const { child } = await start(name, { ...slowly, what: WAITS });
    await expect.poll(() => familyOn(child, id)).toBe('Theirs');
  }
});
