/** Comments, contacts and ticklers at the server: who sees, who changes, what is refused. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { corrected } from '#shared/contact/correction.ts';
import type { Contact, Tickler } from '#shared/contact/schema.ts';
import type { Me } from '#shared/permission/me.ts';
import type { CollectionName } from '#shared/sync/collections.ts';
import type { PushRow } from '#shared/sync/protocol.ts';
import { inTransaction } from '../../src-server/db/transaction.ts';
import { moveHanging } from '../../src-server/sync/document-repository.ts';
import { addCustomer, type Backend, desk, NORTH, startBackend } from '../support/backend.ts';

const CARD = '4111 1111 1111 1111';
const user = (sub: string, scopeKeys: string[], role: Me['role'] = 'csr'): Me => ({
  sub,
  name: `${sub} the user`,
  role,
  scopeKeys,
});
const MATE = user('mate', ['region:north']);
const OTHER_TEAM = user('otherteam', ['region:north', 'team:7']);
const AUDITOR = user('auditor', ['*'], 'auditor');
const LEAD = user('lead', ['region:north'], 'supervisor');
const FAR_LEAD = user('farlead', ['region:south'], 'supervisor');
const SENIOR = user('senior', ['region:north'], 'seniorCsr');

let pool: Backend['pool'];
let server: Backend['server'];
let issuer: Backend['issuer'];
let close: Backend['close'];

beforeAll(async () => {
  ({ pool, server, issuer, close } = await startBackend({
    people: [MATE, OTHER_TEAM, AUDITOR, SENIOR, LEAD, FAR_LEAD],
  }));
});
afterAll(() => close?.());

async function deskOf(sub: string) {
  return desk(server.url, await issuer.token({ sub }));
}
type Desk = Awaited<ReturnType<typeof deskOf>>;

/** Everything of a collection that a pull from the beginning brings, and the ids that it names at all. */
async function pulled(sub: string, collection: CollectionName) {
  const { body } = await (await deskOf(sub)).pull(collection);
  const documents = body.documents as { id: string }[];
  return { ids: documents.map(({ id }) => id), named: [...documents, ...body.gone].map(({ id }) => id) };
}

const envelope = () => {
  const mutationId = randomUUID();
  const now = new Date().toISOString();
  return { id: randomUUID(), rev: '', mutationId, scope: [], updatedAt: now, updatedBy: '' };
};
const rowOf = <T extends { mutationId: string; rev: string }>(doc: T, base: T | null = null): PushRow => ({
  mutationId: doc.mutationId,
  base: base && { rev: base.rev, mutationId: base.mutationId },
  doc,
});
const next = <T extends object>(doc: T, change: Partial<T>): T => ({
  ...doc,
  ...change,
  mutationId: randomUUID(),
});

/** Pushes one document and gives back the answer, with the server's document typed as what was sent. */
async function send<T extends { mutationId: string; rev: string }>(
  from: Desk,
  collection: CollectionName,
  doc: T,
  base: T | null = null,
) {
  const { body } = await from.push(collection, rowOf(doc, base));
  const [result] = body.results;
  if (!result) throw new Error('no result');
  return { ...result, master: result.master as T | null };
}

describe('a comment', () => {
  const comment = (customerId: string, fields: object = {}) => ({
    ...envelope(),
    customerId,
    text: 'Spoke with her sister',
    writtenAt: new Date().toISOString(),
    authorId: '',
    authorName: '',
    kind: 'complaint',
    reasonCode: 'LATE',
    visibility: 'all',
    pinned: false,
    ...fields,
  });

  it('reaches whom its visibility lets, and not even its id reaches anybody else', async () => {
    const customer = await addCustomer(pool);
    const north = await deskOf('north');
    const seen: Record<string, string[]> = {};
    for (const visibility of ['all', 'team', 'restricted']) {
      const doc = comment(customer.id, { visibility });
      expect((await send(north, 'comments', doc)).status).toBe('applied');
      const readers = [NORTH, MATE, OTHER_TEAM, AUDITOR].map(({ sub }) => sub);
      seen[visibility] = [];
      for (const sub of [...readers, 'officer', 'south']) {
        const { ids, named } = await pulled(sub, 'comments');
        expect(named.includes(doc.id)).toBe(ids.includes(doc.id));
        if (ids.includes(doc.id)) seen[visibility].push(sub);
      }
    }
    expect(seen).toEqual({
      all: ['north', 'mate', 'otherteam', 'auditor', 'officer'],
      team: ['north', 'mate', 'officer'],
      restricted: ['north', 'officer'],
    });
  });

  it('is put right by its author within the day, keeps what it said, and is marked by anybody', async () => {
    const customer = await addCustomer(pool);
    const [north, mate] = [await deskOf('north'), await deskOf('mate')];
    const doc = comment(customer.id);
    await send(north, 'comments', doc);
    const at = new Date().toISOString();
    const again = <T extends object>(changed: T) => ({ ...doc, ...changed, mutationId: randomUUID() });
    const right = { text: 'Spoke with her brother', corrections: [{ at, text: doc.text }] };
    expect((await send(mate, 'comments', again(right))).status).toBe('rejected');
    expect((await send(north, 'comments', again({ text: right.text }))).code).toBe('immutable');
    expect(await send(north, 'comments', again(right))).toMatchObject({ status: 'applied', master: right });
    // A desk that has not heard of it knows the old text, and one of before nothing of corrections and marks.
    const marked = await send(mate, 'comments', again({ followUp: true }));
    expect(marked).toMatchObject({ status: 'applied', master: { followUp: true, ...right } });
    const pinned = await send(mate, 'comments', again({ pinned: true }));
    expect(pinned).toMatchObject({ master: { followUp: true, pinned: true, ...right } });
    const late = comment(customer.id, { writtenAt: new Date(Date.now() - 2 * 86_400_000).toISOString() });
    await send(north, 'comments', late);
    const tooLate = { ...late, ...right, corrections: [{ at, text: late.text }], mutationId: randomUUID() };
    expect((await send(north, 'comments', tooLate)).status).toBe('rejected');
    const card = comment(customer.id, { corrections: [{ at, text: 'Card 4111 1111 1111 1111' }] });
    expect((await send(north, 'comments', card)).code).toBe('invalid');
  });

  it('keeps its visibility when the customer moves, and leaves the desks of those who lose the customer', async () => {
    const customer = await addCustomer(pool);
    const doc = comment(customer.id, { visibility: 'restricted' });
    await send(await deskOf('north'), 'comments', doc);
    await inTransaction(pool, (client) => moveHanging(client, customer.id, ['region:south']));
    expect((await pulled('south', 'comments')).named).not.toContain(doc.id);
    expect((await pulled('mate', 'comments')).named).not.toContain(doc.id);
    expect((await pulled('officer', 'comments')).ids).toContain(doc.id);
    const mine = await pulled('north', 'comments');
    expect([mine.ids.includes(doc.id), mine.named.includes(doc.id)]).toEqual([false, true]);
  });

  it('is not told of to who pushes its id', async () => {
    const customer = await addCustomer(pool);
    const doc = comment(customer.id, { visibility: 'restricted' });
    await send(await deskOf('north'), 'comments', doc);
    const probe = await send(await deskOf('mate'), 'comments', next(doc, { pinned: true }));
    expect([probe.status, probe.code, probe.master]).toEqual(['rejected', 'idTaken', null]);
  });

  it('is pinned by a colleague, and nothing else of it changes', async () => {
    const customer = await addCustomer(pool);
    const first = await send(await deskOf('north'), 'comments', comment(customer.id));
    if (!first.master) throw new Error('no comment');
    const mate = await deskOf('mate');
    const pinned = await send(mate, 'comments', next(first.master, { pinned: true, kind: 'note' }));
    expect(pinned).toMatchObject({
      status: 'applied',
      master: { pinned: true, kind: 'complaint', authorId: 'north' },
    });
    const rewritten = await send(mate, 'comments', next(first.master, { text: 'Other words' }));
    expect([rewritten.status, rewritten.code]).toEqual(['rejected', 'idTaken']);
  });

  it('with a card number is refused', async () => {
    const customer = await addCustomer(pool);
    const refused = await send(
      await deskOf('north'),
      'comments',
      comment(customer.id, { text: `Card ${CARD}` }),
    );
    expect(refused).toMatchObject({
      status: 'rejected',
      fieldErrors: [{ path: 'text', code: 'cardNumber' }],
    });
    expect(JSON.stringify(refused)).not.toContain('4111');
  });
});

describe('a contact', () => {
  const contact = (customerId: string): Contact => ({
    ...envelope(),
    customerId,
    channel: 'call',
    direction: 'inbound',
    startedAt: '2026-05-05T10:00:00.000Z',
    endedAt: null,
    wrappedUpAt: null,
    wrapUpCode: '',
    notes: '',
    corrections: [],
    authorId: '',
    authorName: '',
  });

  it('that went out counts where other systems ask whether to contact the customer', async () => {
    const frequency = { kind: 'frequency' as const, purpose: 'any' as const, value: '1/7', reason: '' };
    const preferences = [{ ...frequency, id: randomUUID(), consentId: '' as const, validTo: null }];
    const customer = await addCustomer(pool, { preferences });
    const north = await deskOf('north');
    const asked = `${server.url}/v1/customers/${customer.id}/decision?purpose=service&channel=email`;
    const token = await issuer.token({ sub: NORTH.sub });
    const rules = async () => {
      const answer = await fetch(asked, { headers: { authorization: `Bearer ${token}` } });
      const { reasons } = (await answer.json()) as { reasons: { rule: string }[] };
      return reasons.map(({ rule }) => rule);
    };
    const startedAt = new Date().toISOString();
    await send(north, 'contacts', { ...contact(customer.id), startedAt });
    expect(await rules()).not.toContain('tooOften');
    await send(north, 'contacts', { ...contact(customer.id), direction: 'outbound', startedAt });
    expect(await rules()).toContain('tooOften');
  });

  it('is put right by its author for a day, and what it said before stays', async () => {
    const customer = await addCustomer(pool);
    const north = await deskOf('north');
    const end = new Date(Date.now() - 3_600_000).toISOString();
    const times = { startedAt: end, endedAt: end, wrappedUpAt: end };
    const made = await send(north, 'contacts', { ...contact(customer.id), ...times, notes: 'Invoice' });
    const stands = made.master as Contact;
    const now = new Date().toISOString();
    const right = corrected(stands, { notes: 'Invoice 17', wrapUpCode: 'SOLVED' }, now);
    const answer = await send(north, 'contacts', next(stands, right), stands);
    expect(answer).toMatchObject({ status: 'applied', master: { notes: 'Invoice 17' } });
    expect(answer.master?.corrections).toEqual([{ at: now, notes: 'Invoice', wrapUpCode: '' }]);
    const lost = next(answer.master as Contact, { notes: 'Something else' });
    expect(await send(north, 'contacts', lost, answer.master)).toMatchObject({ code: 'immutable' });
    const late = new Date(Date.now() + 86_400_000).toISOString();
    const tooLate = corrected(answer.master as Contact, { notes: 'Late', wrapUpCode: '' }, late);
    const refused = await send(north, 'contacts', next(answer.master as Contact, tooLate), answer.master);
    expect(refused).toMatchObject({ code: 'immutable' });
    const mate = await deskOf('mate');
    const other = corrected(answer.master as Contact, { notes: 'Not mine', wrapUpCode: '' }, now);
    expect(await send(mate, 'contacts', next(answer.master as Contact, other), answer.master)).toMatchObject({
      code: 'forbidden',
    });
  });

  it('without a code is told of to supervisors of its area, and to nobody else', async () => {
    const customer = await addCustomer(pool);
    const north = await deskOf('north');
    const end = new Date().toISOString();
    const over = { startedAt: end, endedAt: end };
    const ended = await send(north, 'contacts', { ...contact(customer.id), ...over });
    const bare = await send(north, 'contacts', { ...contact(customer.id), ...over, wrappedUpAt: end });
    await send(north, 'contacts', { ...contact(customer.id), ...over, wrappedUpAt: end, wrapUpCode: 'OK' });
    await send(north, 'contacts', { ...contact(customer.id), startedAt: end });
    const ask = async (sub: string) => {
      const headers = { authorization: `Bearer ${await issuer.token({ sub })}` };
      const answer = await fetch(`${server.url}/v1/contacts/uncoded`, { headers });
      const found = (await answer.json()) as { id: string; customerId: string }[];
      return answer.status === 200 ? found.filter((one) => one.customerId === customer.id) : answer.status;
    };
    expect(await ask(LEAD.sub)).toMatchObject([
      { id: ended.master?.id, isWrappedUp: false, customerNumber: customer.number, channel: 'call' },
      { id: bare.master?.id, isWrappedUp: true },
    ]);
    expect(await ask(FAR_LEAD.sub)).toEqual([]);
    expect(await ask(NORTH.sub)).toBe(403);
  });

  it('is taken as it goes, from a desk that never waits for an answer, until it is wrapped up', async () => {
    const customer = await addCustomer(pool);
    const north = await deskOf('north');
    const begun = contact(customer.id);
    const noted = next(begun, { notes: 'Asks for' });
    const more = next(noted, { notes: 'Asks for the invoice', endedAt: '2026-05-05T10:04:00.000Z' });
    for (const doc of [begun, noted, more]) {
      expect((await send(north, 'contacts', doc)).status).toBe('applied');
    }
    const done = next(more, { wrappedUpAt: '2026-05-05T10:05:00.000Z', wrapUpCode: 'SENT' });
    const wrapped = await send(north, 'contacts', done);
    expect(wrapped.master).toMatchObject({
      notes: 'Asks for the invoice',
      authorId: 'north',
      scope: customer.scope,
    });
    const late = await send(north, 'contacts', next(done, { notes: 'Other words' }), wrapped.master);
    expect([late.status, late.code, late.master?.notes]).toEqual([
      'rejected',
      'immutable',
      'Asks for the invoice',
    ]);
    expect((await send(north, 'contacts', next(done, {}))).status).toBe('duplicate');
  });

  it('is its author’s alone, and follows the customer', async () => {
    const customer = await addCustomer(pool);
    const begun = await send(await deskOf('north'), 'contacts', contact(customer.id));
    if (!begun.master) throw new Error('no contact');
    const mate = await deskOf('mate');
    const stolen = await send(mate, 'contacts', next(begun.master, { notes: 'mine now' }), begun.master);
    expect([stolen.status, stolen.code, stolen.master?.notes]).toEqual(['rejected', 'forbidden', '']);
    expect((await pulled('mate', 'contacts')).ids).toContain(begun.master.id);
    expect((await pulled('south', 'contacts')).named).not.toContain(begun.master.id);
    const foreign = await addCustomer(pool, { region: 'south' });
    expect((await send(mate, 'contacts', contact(foreign.id))).status).toBe('outOfScope');
    const reader = await send(await deskOf('auditor'), 'contacts', contact(customer.id));
    expect([reader.status, reader.code]).toEqual(['rejected', 'forbidden']);
  });

  it('never goes back, is of one time order, and holds no card number', async () => {
    const customer = await addCustomer(pool);
    const north = await deskOf('north');
    const first = await send(north, 'contacts', {
      ...contact(customer.id),
      endedAt: '2026-05-05T10:04:00.000Z',
    });
    const back = await send(
      north,
      'contacts',
      next(first.master as Contact, { endedAt: null }),
      first.master,
    );
    expect([back.status, back.code]).toEqual(['rejected', 'immutable']);
    const order = { ...contact(customer.id), endedAt: '2026-05-05T09:00:00.000Z' };
    expect((await send(north, 'contacts', order)).fieldErrors).toEqual([{ path: 'endedAt', code: 'format' }]);
    const channel = { ...contact(customer.id), channel: 'hologram' };
    expect((await send(north, 'contacts', channel)).fieldErrors).toEqual([
      { path: 'channel', code: 'format' },
    ]);
    const card = { ...contact(customer.id), notes: CARD };
    expect((await send(north, 'contacts', card)).fieldErrors).toEqual([
      { path: 'notes', code: 'cardNumber' },
    ]);
  });
});

describe('a tickler', () => {
  const tickler = (customerId: string, fields: Partial<Tickler> = {}): Tickler => ({
    ...envelope(),
    customerId,
    relatedTo: { type: 'customer', ref: '' },
    reasonCode: 'CALLBACK',
    priority: 2,
    text: 'Call again about the invoice',
    remindAt: '2026-05-06T08:00:00.000Z',
    assigneeId: 'north',
    assigneeName: 'whatever the desk says',
    teamId: null,
    status: 'open',
    resolution: '',
    reopens: '',
    createdBy: 'somebody else',
    createdAt: '2026-05-05T10:00:00.000Z',
    actions: [action('created')],
    ...fields,
  });
  const action = (code: Tickler['actions'][number]['code'], text = '') => ({
    id: randomUUID(),
    at: '2026-05-05T10:00:00.000Z',
    by: 'somebody else',
    code,
    text,
  });

  it('is not made for a restricted customer, and one that was made before is worked to its end', async () => {
    const customer = await addCustomer(pool);
    const north = await deskOf('north');
    const made = await send(north, 'ticklers', tickler(customer.id));
    await pool.query(`UPDATE customers SET doc = jsonb_set(doc, '{status}', '"restricted"') WHERE id = $1`, [
      customer.id,
    ]);
    const refused = await send(north, 'ticklers', tickler(customer.id));
    expect(refused).toMatchObject({ status: 'rejected', code: 'restricted' });
    const stands = made.master as Tickler;
    const done = next(stands, { status: 'resolved', resolution: 'Left alone', actions: stands.actions });
    expect((await send(north, 'ticklers', done, stands)).status).toBe('applied');
  });

  it('is worked by two desks: the first to resolve it wins, and the second is asked to merge', async () => {
    const customer = await addCustomer(pool);
    const made = await send(await deskOf('north'), 'ticklers', tickler(customer.id));
    if (!made.master) throw new Error('no tickler');
    expect(made.master).toMatchObject({
      createdBy: 'north',
      assigneeName: NORTH.name,
      scope: customer.scope,
    });
    expect(made.master.actions.map(({ by }) => by)).toEqual([NORTH.name]);
    const mate = await deskOf('mate');
    const first = next(made.master, {
      status: 'resolved',
      resolution: 'sent',
      actions: [...made.master.actions, action('resolved', 'sent')],
    });
    expect((await send(mate, 'ticklers', first, made.master)).status).toBe('applied');
    const second = next(first, { resolution: 'called' });
    const late = await send(await deskOf('north'), 'ticklers', second, made.master);
    expect([late.status, late.master?.resolution]).toEqual(['conflict', 'sent']);
  });

  it('keeps its history as it is, and takes notes alone once it is resolved', async () => {
    const customer = await addCustomer(pool);
    const north = await deskOf('north');
    const made = await send(
      north,
      'ticklers',
      tickler(customer.id, { status: 'resolved', resolution: 'sent' }),
    );
    const before = made.master as Tickler;
    const [created] = before.actions;
    if (!created) throw new Error('no history');
    const forged = [{ ...created, text: 'rewritten' }, action('note', 'She called')];
    const later = next(before, { status: 'open', resolution: '', text: 'rewritten', actions: forged });
    const after = await send(north, 'ticklers', later, before);
    expect(after.master).toMatchObject({ status: 'resolved', resolution: 'sent', text: before.text });
    expect(after.master?.actions.map(({ code, text, by }) => [code, text, by])).toEqual([
      ['created', '', NORTH.name],
      ['note', 'She called', NORTH.name],
    ]);
    const without = await send(north, 'ticklers', next(before, { actions: [] }), after.master);
    expect(without.master?.actions.length).toBe(2);
  });

  it('is given away by who may reassign, and taken by anybody where it is nobody’s', async () => {
    const customer = await addCustomer(pool);
    const made = await send(await deskOf('north'), 'ticklers', tickler(customer.id));
    const before = made.master as Tickler;
    const given = next(before, { assigneeId: 'mate' });
    const refused = await send(await deskOf('mate'), 'ticklers', given, before);
    expect([refused.status, refused.code]).toEqual(['rejected', 'forbidden']);
    const taken = await send(await deskOf('senior'), 'ticklers', given, before);
    expect(taken.master).toMatchObject({ assigneeId: 'mate', assigneeName: MATE.name });
    const free = await send(await deskOf('north'), 'ticklers', tickler(customer.id, { assigneeId: '' }));
    const claimed = next(free.master as Tickler, { assigneeId: 'mate', status: 'inProcess' });
    const mine = await send(await deskOf('mate'), 'ticklers', claimed, free.master);
    expect(mine.master).toMatchObject({ assigneeId: 'mate', status: 'inProcess' });
  });

  it('falls to the customer’s team where its person is not there, or may not hold the customer', async () => {
    const customer = await addCustomer(pool);
    const north = await deskOf('north');
    for (const assigneeId of ['nobody', 'south', 'auditor']) {
      const { master } = await send(north, 'ticklers', tickler(customer.id, { assigneeId }));
      expect(master).toMatchObject({ assigneeId: '', assigneeName: '', teamId: customer.teamId });
    }
  });

  it('with a card number in a note is refused', async () => {
    const customer = await addCustomer(pool);
    const doc = tickler(customer.id, { actions: [action('note', CARD)] });
    const { fieldErrors } = await send(await deskOf('north'), 'ticklers', doc);
    expect(fieldErrors).toEqual([{ path: 'actions.0.text', code: 'cardNumber' }]);
  });
});
