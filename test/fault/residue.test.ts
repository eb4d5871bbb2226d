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

async function rename(desk: DeskChild, id: string): Promise<void> {
  const view = await desk.first<{ customer: Customer }>('customer.watch', { id });
  const base = editableOf(view.customer);
  const mine = { ...base, given: marked('Again') };
  await desk.call('customer.update', { id, base, mine, why: marked('Because') });
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
    // Both change the same thing: what the second one typed is kept for a person to decide.
    await two.call('sync.setOffline', { offline: true });
    await rename(two, id);
    await rename(one, id);
    await one.synced();
    await two.call('sync.setOffline', { offline: false });
    await two.synced();
    await expect.poll(() => two.first<unknown[]>('sync.attention'), { timeout: 60_000 }).toHaveLength(1);
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
