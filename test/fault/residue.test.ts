/**
 * Promise P6: after a person was forgotten, nothing of them is left in any file of any desk, nor in any live row of the
 * server. Two desks, one of them offline from before until after; stores that are not encrypted, so that what is in them can
 * be read; every field marked, every feature used.
 */
import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Demo, startDemo } from '#server/demo/start-demo.ts';
import type { RequestView } from '#shared/api/request.ts';
import { type Customer, editableOf, emptyCustomer } from '#shared/customer/schema.ts';
import { type DeskChild, startDeskChild } from '../support/desk-child.ts';
import { FORGET, MARK, marked, markedPerson, tablesWith } from '../support/forgetting.ts';
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

/** The files under a folder in which the text stands, in UTF-8 or UTF-16, whatever the case. */
async function filesWith(path: string, text: string): Promise<string[]> {
  const names = await readdir(path, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const entry of names.filter((one) => one.isFile())) {
    const bytes = await readFile(join(entry.parentPath, entry.name));
    const eight = bytes.toString('latin1').toLowerCase();
    const sixteen = [0, 1].map((at) => bytes.subarray(at).toString('utf16le').toLowerCase());
    if ([eight, ...sixteen].some((one) => one.includes(text.toLowerCase()))) found.push(entry.name);
  }
  return [...new Set(found)].sort();
}

const uuid = () => randomUUID();

/** Registers a person on the desk and does with them what can be done. Returns their id. */
async function fill(desk: DeskChild): Promise<string> {
  const id = uuid();
  const mine = editableOf({ ...emptyCustomer(), ...markedPerson() });
  await desk.call('customer.create', { id, mine, why: marked('Why') });
  await desk.synced();
  await work(desk, id);
  await desk.synced();
  return id;
}

/** Notes, contact, tickler, change: in every collection that a desk writes. */
async function work(desk: DeskChild, id: string): Promise<void> {
  const comment = { kind: 'note', reasonCode: '', visibility: 'all', pinned: false };
  await desk.call('comment.add', { id: uuid(), customerId: id, text: marked('Comment'), ...comment });
  const contact = uuid();
  await desk.call('contact.start', { id: contact, customerId: id, channel: 'call', direction: 'inbound' });
  await desk.call('contact.note', { id: contact, notes: marked('Notes') });
  await desk.call('contact.wrapUp', { id: contact, notes: marked('Ended'), wrapUpCode: '' });
  await desk.call('tickler.create', {
    id: uuid(),
    customerId: id,
    relatedTo: { type: 'customer', ref: '' },
    reasonCode: '',
    priority: 3,
    text: marked('Tickler'),
    remindAt: new Date().toISOString(),
    to: { mode: 'me' },
    reopens: '',
  });
  await rename(desk, id);
  await desk.call('customer.search', { text: MARK });
}

/** Gives the person another name; returns it. */
async function rename(desk: DeskChild, id: string): Promise<string> {
  const view = await desk.first<{ customer: Customer }>('customer.watch', { id });
  const base = editableOf(view.customer);
  const given = marked('Again');
  const mine = { ...base, given };
  await desk.call('customer.update', { id, base, mine, why: marked('Because') });
  return given;
}

/** Both change the same thing: what the first one typed is kept there for a person to decide. */
async function clash(desk: DeskChild, other: DeskChild, id: string): Promise<void> {
  await expect.poll(() => other.first('customer.watch', { id }), { timeout: 60_000 }).not.toBeNull();
  await desk.call('sync.setOffline', { offline: true });
  await rename(desk, id);
  const theirs = await rename(other, id);
  const stored = async () =>
    (await demo.pool.query(`SELECT doc->>'given' AS given FROM customers WHERE id = $1`, [id])).rows[0]
      ?.given;
  await expect.poll(stored, { timeout: 60_000 }).toBe(theirs);
  await desk.call('sync.setOffline', { offline: false });
  await desk.synced();
  await expect.poll(() => desk.first<unknown[]>('sync.attention'), { timeout: 60_000 }).toHaveLength(1);
}

async function requestOf(desk: DeskChild, id: string): Promise<RequestView | undefined> {
  const list = await desk.first<RequestView[]>('request.list');
  return list.find((one) => one.id === id);
}

/** Asks, approves as a privacy officer, and waits until the server has done it. */
async function forget(desk: DeskChild, officer: DeskChild, customerId: string): Promise<string> {
  const id = uuid();
  await desk.call('request.create', { id, customerId, payload: FORGET });
  await expect.poll(async () => (await requestOf(officer, id))?.stage, { timeout: 60_000 }).toBe('approval');
  const request = await requestOf(officer, id);
  await officer.call('request.decide', { id, rev: request?.rev, decision: 'approve' });
  await expect.poll(async () => (await requestOf(officer, id))?.state, { timeout: 60_000 }).toBe('done');
  return id;
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

function place(file: string, find: string, replace: string): Mutation {
  return { file, find, replace };
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
