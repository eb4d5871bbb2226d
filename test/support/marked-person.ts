/** A person on a desk, full of marks, from registering them until the server has forgotten them; and who finds the marks. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Pool } from '#server/db/pool.ts';
import { ingestOrders } from '#server/order/ingest-service.ts';
import { openPrivacy } from '#server/privacy/privacy.ts';
import type { RequestView } from '#shared/api/request.ts';
import { Business, Demographics, UserProfile } from '#shared/customer/person.ts';
import { type Customer, editableOf, emptyCustomer } from '#shared/customer/schema.ts';
import { ORDER_TYPES } from '#shared/order/schema.ts';
import { changeCustomer } from './change-customer.ts';
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
  const eight = text.toLowerCase();
  // As UTF-16, of either byte order and wherever it begins, a letter is followed or preceded by a zero byte.
  const needles = [eight, [...eight].join('\0')];
  const found: string[] = [];
  for (const entry of names.filter((one) => one.isFile())) {
    const bytes = await contentOf(join(entry.parentPath, entry.name));
    const all = bytes.toString('latin1').toLowerCase();
    if (needles.some((one) => all.includes(one))) found.push(entry.name);
  }
  return [...new Set(found)].sort();
}

/** What is in a file; nothing where it is gone by now, as one that a running desk wrote and renamed. */
function contentOf(path: string): Promise<Buffer> {
  return readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  });
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
  const name = await rename(desk, id);
  await desk.call('customer.keepViews', [{ name: 'Theirs', text: name, filter: null, sort: 'best' }]);
  await desk.call('customer.search', { text: MARK });
}

/** Marks what other systems tell of the person: the rest of their profile, orders, quotes and returns. Waits for the desk. */
export async function enrich(pool: Pool, desk: DeskChild, id: string): Promise<void> {
  const at = '2026-01-01T00:00:00.000Z';
  await changeCustomer(pool, id, {
    externalId: marked('External'),
    demographics: Demographics.parse({ employer: marked('Employer'), interests: [marked('Interest')] }),
    business: Business.parse({
      employeeId: marked('Employee'),
      alternateId: marked('Alternate'),
      employeeType: marked('Type'),
      jobTitle: marked('Job'),
      department: marked('Department'),
      orgUnit: marked('Unit'),
      manager: marked('Manager'),
      assistant: marked('Assistant'),
      requisitionerId: marked('Requisitioner'),
      taxId: marked('Tax'),
    }),
    userProfile: UserProfile.parse({ displayName: marked('Display'), description: marked('Description') }),
    attributes: { qzxj_text: marked('Attribute'), qzxj_list: [marked('Listed')] },
    responses: { QZXJCAT: { response: 'QZXJRESP', source: 'agent', at, by: marked('Answerer') } },
    partnerAccounts: [
      { distributor: 'ACME', userId: marked('Partner'), changedAt: at, changedByName: marked('Changer') },
    ],
  });
  await bringOrders(pool, id);
  await desk.call('sync.retryNow');
  const held = async () => JSON.stringify(await desk.first('customer.watch', { id }));
  await expect.poll(held, { timeout: 60_000 }).toContain('Employer');
  const orders = async () => JSON.stringify(await desk.first('order.watch', { customerId: id }));
  await expect.poll(orders, { timeout: 60_000 }).toContain('ShipTo');
}

async function bringOrders(pool: Pool, id: string): Promise<void> {
  const { rows } = await pool.query<{ number: string }>('SELECT number FROM customers WHERE id = $1', [id]);
  const now = new Date();
  const privacy = await openPrivacy(await mkdtemp(join(tmpdir(), 'callbook-ingest-')));
  const context = { sourceSystem: 'shop', actor: 'test', now, privacy };
  const orders = ORDER_TYPES.map((type) => ({
    customer: { number: rows[0]?.number },
    type,
    number: randomUUID(),
    status: 'open',
    placedAt: now.toISOString(),
    currency: 'EUR',
    total: '1.00',
    reason: marked('Reason'),
    shipTo: marked('ShipTo'),
    comments: marked('Comments'),
    disposition: marked('Disposition'),
    link: `https://shop.example/?who=${marked('Link')}`,
    asOf: now.toISOString(),
  }));
  const results = await ingestOrders(pool, context, orders);
  expect(results.map(({ outcome }) => outcome)).toEqual(ORDER_TYPES.map(() => 'created'));
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
