/** Contacts, ticklers and comments of two real desks over a real server: offline, merged, reminded. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firstValueFrom, type Observable } from 'rxjs';
import { filter } from 'rxjs/operators';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Demo, startDemo } from '#server/demo/start-demo.ts';
import type { TimelineEntry } from '#shared/api/contact.ts';
import { plainQuestion } from '#shared/api/search.ts';
import { newEmail } from '#shared/customer/contact-points.ts';
import { editableOf, emptyCustomer } from '#shared/customer/schema.ts';
import type { PreferenceElement } from '#shared/preference/schema.ts';
import { isSynced, signInCore, startTestCore, type TestCore } from '../support/core.ts';

const CARD = '4111 1111 1111 1111';

let folder: string;
let demo: Demo;
/** A customer of the desk who may not be worked with. */
let restricted: string;
let core: TestCore;
const notified: number[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callbook-contact-'));
  demo = await startDemo({ folder: join(folder, 'server'), customers: 40, durable: false });
  const { rows } = await demo.pool.query(
    `UPDATE customers SET doc = jsonb_set(doc, '{status}', '"restricted"')
      WHERE id = (SELECT id FROM customers WHERE region = 'north' ORDER BY number DESC LIMIT 1) RETURNING id`,
  );
  restricted = rows[0].id;
  await sitDown('robin');
  await sitDown('casey');
});
afterAll(async () => {
  await core?.close();
  await demo?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** One after the other has the desk in this process: RxDB's open core allows no two of them. */
async function sitDown(name: 'casey' | 'robin'): Promise<void> {
  await core?.close();
  core = await startTestCore(join(folder, name), demo.serverUrl, { notify: (due) => notified.push(due) });
  if ((await core.state(() => true)).state !== 'signedIn') await signInCore(core, name);
  await core.status(isSynced);
}

const until = <T>(source$: Observable<T>, fits: (value: T) => boolean) =>
  firstValueFrom(source$.pipe(filter(fits)));

async function anyCustomer(): Promise<string> {
  const { hits } = await core.session.desk().customers.search(plainQuestion('C-1000', 5));
  const hit = hits.find(({ status }) => status === 'active');
  if (!hit) throw new Error('no customer');
  return hit.id;
}

async function offline(isOffline: boolean): Promise<void> {
  core.session.desk().sync.setOffline(isOffline);
  await core.status(({ network }) => network === (isOffline ? 'offlineByChoice' : 'online'));
}

/** A tickler on the customer by whose text it is found. */
async function makeTickler(customerId: string, remindAt: Date): Promise<string> {
  const id = uuidv7();
  await core.session.desk().ticklers.create({
    id,
    customerId,
    relatedTo: { type: 'customer', ref: '' },
    reasonCode: 'CALLBACK',
    priority: 2,
    text: 'Call again',
    remindAt: remindAt.toISOString(),
    to: { mode: 'me' },
    reopens: '',
  });
  return id;
}
const ticklerOf = async (customerId: string, id: string) => {
  const all = await firstValueFrom(core.session.desk().ticklers.ofCustomer(customerId));
  return all.find((one) => one.id === id);
};

describe('a contact', () => {
  it('with its notes is the same on every desk, whether it was recorded online or offline', async () => {
    const customerId = await anyCustomer();
    for (const isOffline of [false, true]) {
      await offline(isOffline);
      const { contacts } = core.session.desk();
      const id = uuidv7();
      await contacts.start({ id, customerId, channel: 'call', direction: 'inbound' });
      await contacts.start({ id, customerId, channel: 'call', direction: 'inbound' });
      for (const notes of ['Asks', 'Asks for', 'Asks for the invoice']) await contacts.note({ id, notes });
      expect(await firstValueFrom(contacts.open$)).toMatchObject([{ id, notes: 'Asks for the invoice' }]);
      await contacts.end(id);
      await contacts.wrapUp({ id, notes: 'Asks for the invoice, sent', wrapUpCode: 'SOLVED' });
      expect(await until(contacts.open$, (open) => open.length === 0)).toEqual([]);
      await offline(false);
      await core.status(isSynced);
      await sitDown('robin');
      const timeline = await until(core.session.desk().timeline(customerId), (entries) =>
        entries.some(
          (entry) => entry.id === id && entry.kind === 'contact' && entry.contact.wrappedUpAt !== null,
        ),
      );
      expect(timeline.find((entry) => entry.id === id)).toMatchObject({
        kind: 'contact',
        by: 'Casey Morgan',
        contact: { notes: 'Asks for the invoice, sent', wrapUpCode: 'SOLVED', mine: false, waiting: false },
      });
      await sitDown('casey');
    }
    expect(await firstValueFrom(core.session.desk().sync.attention$.pipe())).toEqual([]);
  });

  it('is named by what is changed during it, with the desk and whether there was a network', async () => {
    const customerId = await anyCustomer();
    const desk = () => core.session.desk();
    const update = async (jobTitle: string) => {
      const view = await until(desk().customers.watch(customerId), (one) => one !== null);
      const base = editableOf(view?.customer);
      const mine = { ...base, business: { ...base.business, jobTitle } };
      await desk().customers.update({ id: customerId, base, mine, why: '' });
    };
    const versionsWith = (jobTitle: string) =>
      until(desk().customers.versions(customerId), (known) =>
        Boolean(known?.versions[0]?.fields.some(({ to }) => to === jobTitle)),
      );
    const id = uuidv7();
    await desk().contacts.start({ id, customerId, channel: 'sms', direction: 'inbound' });
    await offline(true);
    await update('Said during it');
    const waiting = await until(desk().customers.versions(customerId), (known) => known?.unsent != null);
    expect(waiting?.unsent).toMatchObject({ channel: 'sms', offline: true });
    await offline(false);
    const during = await versionsWith('Said during it');
    expect(during?.versions[0]).toMatchObject({ channel: 'sms', offline: true, device: during?.device });
    expect(during?.device).toMatch(/^[\da-f-]{36}$/u);

    await desk().contacts.wrapUp({ id, notes: '', wrapUpCode: '' });
    await core.status(isSynced);
    await update('Said after it');
    const after = await versionsWith('Said after it');
    expect(after?.versions[0]).toMatchObject({ channel: '', offline: false, device: during?.device });
  });

  it('tells a version by which control values this desk let it pass, those it had then', async () => {
    const { rows } = await demo.pool.query(
      "SELECT doc->'entry'->>'code' AS code, rev FROM configuration WHERE doc->'entry'->>'kind' = 'control'",
    );
    const controls = Object.fromEntries(rows.map(({ code, rev }) => [code, rev]));
    expect(Object.keys(controls)).toContain('K87');
    const customerId = await anyCustomer();
    const { customers } = core.session.desk();
    const view = await until(customers.watch(customerId), (one) => one !== null);
    const base = editableOf(view?.customer);
    const mine = { ...base, business: { ...base.business, jobTitle: 'Judged by the values of now' } };
    await offline(true);
    await customers.update({ id: customerId, base, mine, why: '' });
    const k87 = { code: 'K87', rev: '9-00000000' };
    await demo.pool.query(
      `WITH newer AS (
         UPDATE configuration SET rev = $2, doc = doc || jsonb_build_object('rev', $2::text)
         WHERE doc->'entry'->>'code' = $1 RETURNING id)
       INSERT INTO change_feed (collection, doc_id, op, scope_keys) SELECT 'configuration', id, 1, '{*}' FROM newer`,
      [k87.code, k87.rev],
    );
    await offline(false);
    await core.status(isSynced);
    const known = await until(customers.versions(customerId), (one) =>
      Boolean(one?.versions[0]?.fields.some(({ to }) => to === mine.business.jobTitle)),
    );
    expect(known?.versions[0]).toMatchObject({ controls });
    await customers.update({
      id: customerId,
      base: mine,
      mine: { ...mine, business: { ...mine.business, jobTitle: 'Judged by those of later' } },
      why: '',
    });
    const later = await until(customers.versions(customerId), (one) =>
      Boolean(one?.versions[0]?.fields.some(({ to }) => to === 'Judged by those of later')),
    );
    expect(later?.versions[0]).toMatchObject({ controls: { ...controls, K87: k87.rev } });
  });

  it('by a channel that only newer programs know is shown, and no desk of this one begins such', async () => {
    const customerId = await anyCustomer();
    const { contacts } = core.session.desk();
    const id = uuidv7();
    await contacts.start({ id, customerId, channel: 'call', direction: 'inbound' });
    await contacts.wrapUp({ id, notes: '', wrapUpCode: '' });
    await core.status(isSynced);
    const { rows } = await demo.pool.query('SELECT scope_keys FROM contacts WHERE id = $1', [id]);
    const rev = '9-00000000';
    await demo.pool.query(
      `WITH newer AS (
         UPDATE contacts SET rev = $2, doc = doc || jsonb_build_object('channel', 'hologram', 'rev', $2::text) WHERE id = $1)
       INSERT INTO change_feed (collection, doc_id, op, scope_keys) VALUES ('contacts', $1, 1, $3)`,
      [id, rev, rows[0].scope_keys],
    );
    core.session.desk().sync.retryNow();
    await offline(true);
    await offline(false);
    const timeline = await until(core.session.desk().timeline(customerId), (entries) =>
      entries.some(
        (entry) => entry.id === id && entry.kind === 'contact' && entry.contact.channel === 'hologram',
      ),
    );
    expect(timeline.find((entry) => entry.id === id)).toMatchObject({ contact: { waiting: false } });
  });

  it('is one at a time, keeps no card number, and is closed once wrapped up', async () => {
    const customerId = await anyCustomer();
    const { contacts } = core.session.desk();
    const [first, second] = [uuidv7(), uuidv7()];
    await contacts.start({ id: first, customerId, channel: 'call', direction: 'inbound' });
    await contacts.start({ id: second, customerId, channel: 'email', direction: 'outbound' });
    const open = await firstValueFrom(contacts.open$);
    expect(open.map(({ id, endedAt }) => [id, endedAt === null])).toEqual([
      [first, false],
      [second, true],
    ]);
    await expect(contacts.note({ id: second, notes: `Card ${CARD}` })).rejects.toMatchObject({
      code: 'INVALID',
      issues: [{ path: 'notes', code: 'cardNumber' }],
    });
    for (const id of [first, second]) await contacts.wrapUp({ id, notes: '', wrapUpCode: '' });
    await expect(contacts.note({ id: first, notes: 'late' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await contacts.correct({ id: first, notes: 'put right', wrapUpCode: 'SOLVED' });
    const timeline = await firstValueFrom(core.session.desk().timeline(customerId));
    expect(timeline.find(({ id }) => id === first)).toMatchObject({
      contact: { notes: 'put right', wrapUpCode: 'SOLVED', corrections: [{ notes: '', wrapUpCode: '' }] },
    });
    await expect(contacts.correct({ id: first, notes: CARD, wrapUpCode: '' })).rejects.toMatchObject({
      code: 'INVALID',
    });
    await core.status(isSynced);
    expect(await firstValueFrom(core.session.desk().sync.attention$)).toEqual([]);
  });
});

describe('whether a customer may be contacted', () => {
  it('is kept with the contact, and holds in main whatever a window says', async () => {
    const customerId = await anyCustomer();
    const { contacts, customers } = core.session.desk();
    const [allowed, blocked] = [uuidv7(), uuidv7()];
    const view = await until(customers.watch(customerId), (one) => one !== null);
    const base = editableOf(view?.customer);
    const email = newEmail({ id: uuidv7(), address: 'reach@me.example', label: '', primary: false });
    const userProfile = { ...base.userProfile, takesSms: false };
    const mine = { ...base, emails: [...base.emails, email], userProfile };
    await customers.update({ id: customerId, base, mine, why: '' });
    await expect(
      contacts.start({ id: blocked, customerId, channel: 'sms', direction: 'outbound' }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await contacts.start({ id: allowed, customerId, channel: 'email', direction: 'outbound' });
    await contacts.wrapUp({ id: allowed, notes: '', wrapUpCode: '' });
    await core.status(isSynced);
    const { rows } = await demo.pool.query('SELECT id, doc FROM contacts WHERE id = ANY($1)', [
      [allowed, blocked],
    ]);
    expect(rows.map(({ id }) => id)).toEqual([allowed]);
    expect(rows[0].doc.decision).toMatchObject({
      reasons: expect.any(Array),
      customerRev: expect.any(String),
    });
    expect(['allow', 'warn']).toContain(rows[0].doc.decision.verdict);
  });

  it('counts the contacts of this desk that went out against the limit they asked for', async () => {
    const { contacts, customers } = core.session.desk();
    const { hits } = await customers.search(plainQuestion('C-1000', 5));
    const customerId = hits.findLast(({ status }) => status === 'active')?.id ?? '';
    expect(customerId).not.toBe(await anyCustomer());
    const base = editableOf((await firstValueFrom(customers.watch(customerId)))?.customer);
    const limit: PreferenceElement = {
      id: uuidv7(),
      kind: 'frequency',
      purpose: 'any',
      value: '1/7',
      reason: '',
      consentId: '',
      validTo: null,
    };
    await customers.update({ id: customerId, base, mine: { ...base, preferences: [limit] } });
    const asked = {
      customerId,
      purpose: 'service' as const,
      channel: 'email' as const,
      contactPointId: null,
    };
    const tooOften = async () =>
      (await contacts.decide(asked)).decision.reasons.filter(({ rule }) => rule === 'tooOften').length;
    for (const [direction, count] of [['inbound', 0] as const, ['outbound', 1] as const]) {
      const id = uuidv7();
      await contacts.start({ id, customerId, channel: 'email', direction });
      await contacts.wrapUp({ id, notes: '', wrapUpCode: '' });
      expect([direction, await tooOften()]).toEqual([direction, count]);
    }
  });
});

describe('what hangs on a customer who was registered here', () => {
  it('reaches the server after the customer, and nothing of it is refused', async () => {
    const { customers, contacts, comments, sync } = core.session.desk();
    await offline(true);
    const ids = Array.from({ length: 6 }, () => uuidv7());
    for (const [at, id] of ids.entries()) {
      const email = newEmail({
        id: uuidv7(),
        address: `road${at}@nowhere.example`,
        label: '',
        primary: true,
      });
      const mine = { ...emptyCustomer(), given: 'Qvx', family: `Zwy${at}`, emails: [email] };
      await customers.create({ id, mine });
      await comments.add({ id: uuidv7(), customerId: id, text: 'Registered on the road' });
      const contact = uuidv7();
      await contacts.start({ id: contact, customerId: id, channel: 'visit', direction: 'inbound' });
      await contacts.wrapUp({ id: contact, notes: 'Met at the fair', wrapUpCode: '' });
      await makeTickler(id, new Date(Date.now() + 86_400_000));
    }
    await offline(false);
    await core.status(isSynced);
    expect(await firstValueFrom(sync.attention$)).toEqual([]);
    for (const table of ['comments', 'contacts', 'ticklers']) {
      const { rows } = await demo.pool.query(
        `SELECT count(*)::int AS n FROM ${table} WHERE customer_id = ANY($1)`,
        [ids],
      );
      expect([table, rows[0].n]).toEqual([table, ids.length]);
    }
  });
});

describe('a comment', () => {
  it('that is restricted stays with its author, and a pinned one is first on every desk', async () => {
    const customerId = await anyCustomer();
    const { comments } = core.session.desk();
    const [secret, pinned] = [uuidv7(), uuidv7()];
    await comments.add({ id: secret, customerId, text: 'Between us', visibility: 'restricted' });
    await comments.add({ id: pinned, customerId, text: 'Read this first', pinned: true });
    await core.status(isSynced);
    await sitDown('robin');
    const seen = await until(core.session.desk().timeline(customerId), (all) => all[0]?.id === pinned);
    expect(seen.some(({ id }) => id === secret)).toBe(false);
    await core.session.desk().comments.pin({ id: pinned, pinned: false });
    await core.status(isSynced);
    await sitDown('casey');
    const mine = await until(core.session.desk().timeline(customerId), (all) => all[0]?.pinned !== true);
    expect(mine.some(({ id }) => id === secret)).toBe(true);
    const again = core.session.desk().comments;
    await expect(again.add({ id: uuidv7(), customerId, text: CARD })).rejects.toMatchObject({
      code: 'INVALID',
    });
  });
});

describe('a comment of mine', () => {
  it('is put right and marked without a network, and another desk shows what it said before', async () => {
    await offline(true);
    const customerId = await anyCustomer();
    const { comments, contacts } = core.session.desk();
    const [id, call] = [uuidv7(), uuidv7()];
    await comments.add({ id, customerId, text: 'Wants it on Monday', followUp: true });
    await comments.correct({ id, text: 'Wants it on Tuesday' });
    await expect(comments.correct({ id, text: CARD })).rejects.toMatchObject({ code: 'INVALID' });
    await contacts.start({ id: call, customerId, channel: 'call', direction: 'inbound' });
    const notes = 'x'.repeat(8001);
    await contacts.note({ id: call, notes });
    const wrapUp = (said: string) => contacts.wrapUp({ id: call, notes: said, wrapUpCode: '' });
    await expect(wrapUp(notes)).rejects.toMatchObject({ issues: [{ path: 'notes', code: 'tooLong' }] });
    await wrapUp(notes.slice(1));
    await offline(false);
    await core.status(isSynced);
    expect(await firstValueFrom(core.session.desk().sync.attention$)).toEqual([]);
    await sitDown('robin');
    const isIt = (entry: TimelineEntry) => entry.kind === 'comment' && entry.id === id;
    const seen = await until(core.session.desk().timeline(customerId), (all) => all.some(isIt));
    expect(seen.find(isIt)).toMatchObject({
      comment: {
        text: 'Wants it on Tuesday',
        corrections: [{ text: 'Wants it on Monday' }],
        followUp: true,
      },
    });
    const theirs = core.session.desk().comments;
    await expect(theirs.correct({ id, text: 'Mine now' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await theirs.followUp({ id, followUp: false });
    await core.status(isSynced);
    await sitDown('casey');
  });
});

describe('a tickler', () => {
  it('is not made for a restricted customer', async () => {
    const made = makeTickler(restricted, new Date(Date.now() + 86_400_000));
    await expect(made).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('reminds without a network, once, and again when it was postponed', async () => {
    await offline(true);
    const { ticklers } = core.session.desk();
    const customerId = await anyCustomer();
    const before = notified.length;
    const id = await makeTickler(customerId, new Date(Date.now() + 700));
    const due = await until(ticklers.reminders$, (all) => all.some((one) => one.id === id));
    expect(due.find((one) => one.id === id)).toMatchObject({ text: 'Call again', mine: true });
    expect(notified.length).toBeGreaterThan(before);
    await ticklers.told([id]);
    expect((await firstValueFrom(ticklers.reminders$)).some((one) => one.id === id)).toBe(false);
    await ticklers.postpone({ id, actionId: uuidv7(), remindAt: new Date(Date.now() + 500).toISOString() });
    await until(ticklers.reminders$, (all) => all.some((one) => one.id === id));
    await ticklers.resolve({ id, actionId: uuidv7(), resolution: 'called' });
    await until(ticklers.reminders$, (all) => all.every((one) => one.id !== id));
    await offline(false);
    await core.status(isSynced);
  });

  it('resolved by two desks keeps the first resolution, and the second as a note', async () => {
    const customerId = await anyCustomer();
    const id = await makeTickler(customerId, new Date(Date.now() + 86_400_000));
    await core.status(isSynced);
    await offline(true);
    await core.session.desk().ticklers.resolve({ id, actionId: uuidv7(), resolution: 'called' });
    await sitDown('robin');
    const robins$ = core.session.desk().ticklers.ofCustomer(customerId);
    await until(robins$, (all) => all.some((one) => one.id === id));
    await core.session.desk().ticklers.resolve({ id, actionId: uuidv7(), resolution: 'sent a letter' });
    await core.status(isSynced);
    for (const name of ['casey', 'robin'] as const) {
      await sitDown(name);
      const all$ = core.session.desk().ticklers.ofCustomer(customerId);
      await until(all$, (all) => all.find((one) => one.id === id)?.actions.length === 3);
      const tickler = await ticklerOf(customerId, id);
      expect(tickler).toMatchObject({ status: 'resolved', resolution: 'sent a letter' });
      expect(tickler?.actions.map(({ code, by, text }) => [code, by, text])).toContainEqual([
        'note',
        'Casey Morgan',
        'called',
      ]);
    }
    await sitDown('casey');
  });

  it('is done once however often it is asked for, and only what its state allows', async () => {
    const customerId = await anyCustomer();
    const { ticklers } = core.session.desk();
    const id = await makeTickler(customerId, new Date(Date.now() + 86_400_000));
    const actionId = uuidv7();
    await ticklers.start({ id, actionId });
    await ticklers.start({ id, actionId });
    await expect(ticklers.start({ id, actionId: uuidv7() })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(ticklers.note({ id, actionId: uuidv7(), text: CARD })).rejects.toMatchObject({
      code: 'INVALID',
    });
    expect((await ticklerOf(customerId, id))?.actions.map(({ code }) => code)).toEqual([
      'created',
      'started',
    ]);
  });
});
