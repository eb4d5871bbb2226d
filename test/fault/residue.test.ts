/**
 * Promise P6: after a person was forgotten, nothing of them is left in any file of any desk, nor in any live row of the
 * server. Two desks, one of them offline from before until after; stores that are not encrypted, so that what is in them can
 * be read; every field marked, every feature used.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Demo, startDemo } from '#server/demo/start-demo.ts';
import type { CustomerView } from '#shared/api/customer.ts';
import { type DeskChild, startDeskChild } from '../support/desk-child.ts';
import { MARK, tablesWith } from '../support/forgetting.ts';
import { enrich, filesWith, fill, forget, rename, requestOf, work } from '../support/marked-person.ts';
import { DESK_STEPS, type PurgeStep } from '../support/purge-steps.ts';

const HANGING = ['comments', 'contacts', 'ticklers', 'changes', 'orders'] as const;

let folder: string;
let demo: Demo;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callbook-residue-'));
  demo = await startDemo({
    folder: join(folder, 'server'),
    customers: 20,
    durable: false,
    forgetWindowMs: 0,
  });
});
afterAll(async () => {
  await demo?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Both change the same thing: what the first one typed is kept there for a person to decide. */
async function clash(desk: DeskChild, other: DeskChild, id: string): Promise<void> {
  const stored = async () =>
    (await demo.pool.query(`SELECT doc->>'given' AS given FROM customers WHERE id = $1`, [id])).rows[0]
      ?.given;
  const held = async () => (await other.first<CustomerView | null>('customer.watch', { id }))?.customer.given;
  const newest = await stored();
  await expect.poll(held, { timeout: 60_000 }).toBe(newest);
  await desk.call('sync.setOffline', { offline: true });
  await rename(desk, id);
  const theirs = await rename(other, id);
  await expect.poll(stored, { timeout: 60_000 }).toBe(theirs);
  await desk.call('sync.setOffline', { offline: false });
  await desk.synced();
  await expect.poll(() => desk.first<unknown[]>('sync.attention'), { timeout: 60_000 }).toHaveLength(1);
}

describe('a person who was forgotten', () => {
  it('is in no file of any desk and in no live row of the server, whoever was offline', async () => {
    const folders = { one: join(folder, 'one'), two: join(folder, 'two'), officer: join(folder, 'officer') };
    const one = await startDeskChild(folders.one, demo.serverUrl, 'casey');
    const two = await startDeskChild(folders.two, demo.serverUrl, 'robin');
    const officer = await startDeskChild(folders.officer, demo.serverUrl, 'noor');
    const id = await fill(one);
    await enrich(demo.pool, one, id);
    await two.synced();
    await expect.poll(() => two.first('customer.watch', { id }), { timeout: 60_000 }).not.toBeNull();
    await clash(two, one, id);
    // From here on the second desk is offline, and goes on working on the person.
    await two.call('sync.setOffline', { offline: true });
    await work(two, id);
    for (const path of Object.values(folders)) expect(await filesWith(path, MARK)).not.toEqual([]);
    expect(await tablesWith(demo.pool, MARK)).not.toEqual([]);

    const request = await forget(one, officer, id);
    expect(await tablesWith(demo.pool, MARK)).toEqual([]);
    const isClean = (path: string) =>
      expect.poll(() => filesWith(path, MARK), { timeout: 60_000 }).toEqual([]);
    await isClean(folders.one);
    await isClean(folders.officer);
    expect(await filesWith(folders.two, MARK)).not.toEqual([]);

    await two.call('sync.setOffline', { offline: false });
    await isClean(folders.two);
    expect(await tablesWith(demo.pool, MARK)).toEqual([]);
    expect(await two.first('customer.watch', { id })).toBeNull();
    expect(await two.call('request.erasedAmong', { ids: [id] })).toEqual([id]);
    await expect
      .poll(async () => (await requestOf(officer, request))?.desks, { timeout: 60_000 })
      .toEqual({ confirmed: 3, total: 3 });
    for (const desk of [one, two, officer]) await desk.stop();
    for (const path of Object.values(folders)) expect(await filesWith(path, MARK)).toEqual([]);
  });
});

/** What is left of the person on a desk that believes that it is clean; empty when nothing is. */
async function tracesOn(desk: DeskChild, path: string, ids: readonly string[]): Promise<string[]> {
  const known = await desk.call<string[]>('request.erasedAmong', { ids: ids.slice(0, 1) });
  const marked = (await filesWith(path, MARK)).map((name) => `mark in ${name}`);
  await desk.stop();
  // Ids may be in the log of a desk that runs; not in what it leaves.
  const named = await Promise.all(
    ids.map(async (id) => (await filesWith(path, id)).map((name) => `id in ${name}`)),
  );
  return [...(known.length === 0 ? ['not remembered'] : []), ...marked, ...new Set(named.flat())];
}

/** The person and all that hangs on them, by their ids. */
async function idsOf(customerId: string): Promise<string[]> {
  const { rows } = await demo.pool.query<{ id: string }>(
    HANGING.map((table) => `SELECT id FROM ${table} WHERE customer_id = $1`).join(' UNION '),
    [customerId],
  );
  return [customerId, ...rows.map(({ id }) => id)];
}

describe('the scan', () => {
  let officer: DeskChild;
  let mate: DeskChild;
  beforeAll(async () => {
    officer = await startDeskChild(join(folder, 'approver'), demo.serverUrl, 'noor');
    mate = await startDeskChild(join(folder, 'mate'), demo.serverUrl, 'robin');
  });
  afterAll(async () => {
    await officer?.stop();
    await mate?.stop();
  });

  /** A desk that leaves something out, whatever it did about a person who was forgotten since. */
  async function traces({ name, without, needs }: PurgeStep): Promise<string[]> {
    const path = join(folder, `without ${name}`);
    const desk = await startDeskChild(path, demo.serverUrl, 'casey', { mutations: without });
    const id = await fill(desk);
    await enrich(demo.pool, desk, id);
    if (needs === 'clash') await clash(desk, mate, id);
    const ids = await idsOf(id);
    const request = await forget(desk, officer, id);
    const confirmed = async () => (await requestOf(officer, request))?.desks?.confirmed;
    const isSilent = name === 'it is confirmed';
    await expect.poll(confirmed, { timeout: 60_000 }).toBeGreaterThanOrEqual(isSilent ? 2 : 3);
    if (isSilent) await expect.poll(() => desk.first('customer.watch', { id })).toBeNull();
    const { rows } = await demo.pool.query(
      `SELECT FROM erasure_desk d JOIN erasure_job j USING (subject)
        WHERE j.request_id = $1 AND d.confirmed_at IS NOT NULL`,
      [request],
    );
    return [...(rows.length < 3 ? ['not confirmed'] : []), ...(await tracesOn(desk, path, ids))];
  }

  it('finds nothing when no step is left out', async () => {
    expect(await traces({ name: 'nothing', without: [], needs: 'clash' })).toEqual([]);
  });

  it.each(DESK_STEPS)('notices when one step is left out: $name', async (step) => {
    const found = await traces(step);
    expect(found).not.toEqual([]);
  });
});
