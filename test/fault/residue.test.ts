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
import { filesWith, fill, forget, place, rename, requestOf, work } from '../support/marked-person.ts';
import type { Mutation } from '../support/mutate.ts';

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

/**
 * What a purge cannot do without, each as the place in the program that does it. That documents, their copies in the
 * replication and their rows in the index are removed is not among them: they are emptied before, so that each of the two
 * alone leaves nothing.
 */
const STEPS: [name: string, mutation: Mutation][] = [
  [
    'what is deleted is overwritten',
    place('open-file.ts', "pragma('secure_delete = ON')", "pragma('secure_delete = OFF')"),
  ],
  [
    'the log is emptied',
    place('purge.ts', "db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[]", '[{ busy: 0 }]'),
  ],
  [
    'needs attention is gone through',
    place(
      'sweep.ts',
      'attention.find({ selector: { customerId } })',
      "attention.find({ selector: { id: 'none' } })",
    ),
  ],
];

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

  it.each(STEPS)('notices when one step is left out: %s', async (name, mutation) => {
    const path = join(folder, `without ${name}`);
    const desk = await startDeskChild(path, demo.serverUrl, 'casey', { mutation });
    const id = await fill(desk);
    if (name === 'needs attention is gone through') await clash(desk, mate, id);
    const request = await forget(desk, officer, id);
    // The desk believes that it is clean, and has said so.
    await expect
      .poll(async () => (await requestOf(desk, request))?.desks?.confirmed, { timeout: 60_000 })
      .toBe(3);
    const found = await filesWith(path, MARK);
    await desk.stop();
    expect(found).not.toEqual([]);
  });
});
