/** A person on a desk, full of marks, from registering them until the server has forgotten them; and who finds the marks. */
import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { RequestView } from '#shared/api/request.ts';
import { type Customer, editableOf, emptyCustomer } from '#shared/customer/schema.ts';
import type { DeskChild } from './desk-child.ts';
import { FORGET, MARK, marked, markedPerson } from './forgetting.ts';
import type { Mutation } from './mutate.ts';

/** A change of the program at one place. */
export function place(file: string, find: string, replace: string): Mutation {
  return { file, find, replace };
}

/** The files under a folder in which the text stands, in UTF-8 or UTF-16, whatever the case. */
export async function filesWith(path: string, text: string): Promise<string[]> {
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

/** Registers a person on the desk and does with them what can be done. Returns their id. */
export async function fill(desk: DeskChild): Promise<string> {
  const id = randomUUID();
  const mine = editableOf({ ...emptyCustomer(), ...markedPerson() });
  await desk.call('customer.create', { id, mine, why: marked('Why') });
  await desk.synced();
  await work(desk, id);
  await desk.synced();
  return id;
}

/** Notes, contact, tickler, change: in every collection that a desk writes. */
export async function work(desk: DeskChild, id: string): Promise<void> {
  const comment = { kind: 'note', reasonCode: '', visibility: 'all', pinned: false };
  await desk.call('comment.add', { id: randomUUID(), customerId: id, text: marked('Comment'), ...comment });
  const contact = randomUUID();
  await desk.call('contact.start', { id: contact, customerId: id, channel: 'call', direction: 'inbound' });
  await desk.call('contact.note', { id: contact, notes: marked('Notes') });
  await desk.call('contact.wrapUp', { id: contact, notes: marked('Ended'), wrapUpCode: '' });
  await desk.call('tickler.create', {
    id: randomUUID(),
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
export async function rename(desk: DeskChild, id: string): Promise<string> {
  const view = await desk.first<{ customer: Customer }>('customer.watch', { id });
  const base = editableOf(view.customer);
  const given = marked('Again');
  const mine = { ...base, given };
  await desk.call('customer.update', { id, base, mine, why: marked('Because') });
  return given;
}

export async function requestOf(desk: DeskChild, id: string): Promise<RequestView | undefined> {
  const list = await desk.first<RequestView[]>('request.list');
  return list.find((one) => one.id === id);
}

/** Asks, approves as a privacy officer, and waits until the server has done it. */
export async function forget(desk: DeskChild, officer: DeskChild, customerId: string): Promise<string> {
  const id = randomUUID();
  await desk.call('request.create', { id, customerId, payload: FORGET });
  await expect.poll(async () => (await requestOf(officer, id))?.stage, { timeout: 60_000 }).toBe('approval');
  const request = await requestOf(officer, id);
  await officer.call('request.decide', { id, rev: request?.rev, decision: 'approve' });
  await expect.poll(async () => (await requestOf(officer, id))?.state, { timeout: 60_000 }).toBe('done');
  return id;
}
