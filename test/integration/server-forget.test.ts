/** Being forgotten, on the server: decided by two, carried out step by step, and never undone. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newEmail } from '#shared/customer/contact-points.ts';
import type { Customer } from '#shared/customer/schema.ts';
import { CertificateBody, type SignedCertificate } from '#shared/request/certificate.ts';
import type { Decision } from '#shared/request/commands.ts';
import type { ServiceRequest } from '#shared/request/schema.ts';
import type { CollectionName } from '#shared/sync/collections.ts';
import type { PushResult } from '#shared/sync/protocol.ts';
import {
  ADMIN,
  addCustomer,
  type Backend,
  desk,
  edit,
  OFFICER,
  startBackend,
  startServer,
} from '../support/backend.ts';
import { FORGET, MARK, marked, markedPerson, requestRow, tablesWith } from '../support/forgetting.ts';

let pool: Backend['pool'];
let url: Backend['url'];
let server: Backend['server'];
let issuer: Backend['issuer'];
let close: Backend['close'];

beforeAll(async () => {
  ({ pool, url, server, issuer, close } = await startBackend({
    people: [{ ...OFFICER, sub: 'second', name: 'Second Officer' }],
  }));
});
afterAll(() => close?.());

const tokenOf = (sub: string) => issuer.token({ sub });
const deskOf = async (sub: string, clientId?: string) => desk(server.url, await tokenOf(sub), clientId);

async function ask(sub: string, row = requestRow(randomUUID())) {
  const { body } = await (await deskOf(sub)).push('requests', row);
  return body.results[0] as PushResult;
}
const asked = ({ master }: PushResult) => master as ServiceRequest;

async function decide(sub: string, { id, rev }: ServiceRequest, decision: Decision, more: object = {}) {
  const response = await fetch(`${server.url}/v1/requests/${id}/${decision}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await tokenOf(sub)}`, 'content-type': 'application/json' },
    body: JSON.stringify({ rev, ...more }),
  });
  return { status: response.status, body: (await response.json()) as ServiceRequest & { code: string } };
}

async function requestOf(id: string): Promise<ServiceRequest> {
  const { rows } = await pool.query('SELECT doc FROM requests WHERE id = $1', [id]);
  return rows[0].doc;
}
const statusOf = async (id: string) =>
  (await pool.query(`SELECT doc->>'status' AS status FROM customers WHERE id = $1`, [id])).rows[0]?.status;

/** Asks, approves, and waits until it is done. */
async function forget(customerId: string): Promise<ServiceRequest> {
  const request = asked(await ask('north', requestRow(customerId)));
  const { status } = await decide('officer', request, 'approve');
  expect(status).toBe(200);
  await expect.poll(async () => (await requestOf(request.id)).state).toBe('done');
  return requestOf(request.id);
}

describe('the decision', () => {
  it('freezes the customer at once, keeps the due date, and gives them back when it is taken back', async () => {
    const customer = await addCustomer(pool, { status: 'prospect' });
    const request = asked(await ask('north', requestRow(customer.id)));
    expect(request).toMatchObject({
      state: 'accepted',
      stage: 'approval',
      dueAt: '2026-02-28T10:00:00.000Z',
    });
    expect(request.reference).toMatch(/^R-\d+$/);
    expect(await statusOf(customer.id)).toBe('restricted');
    const again = await ask('north', requestRow(customer.id));
    expect(asked(again)).toMatchObject({ state: 'rejected', outcome: 'alreadyOpen' });
    const { body } = await decide('officer', request, 'cancel');
    expect(body).toMatchObject({ state: 'cancelled', outcome: 'withdrawn' });
    expect(await statusOf(customer.id)).toBe('prospect');
  });

  it('is not taken by who asked, nor by who may not, nor on a state that is past', async () => {
    const customer = await addCustomer(pool);
    const request = asked(await ask('officer', requestRow(customer.id)));
    expect(await decide('officer', request, 'approve')).toMatchObject({
      status: 403,
      body: { code: 'OWN_REQUEST' },
    });
    expect(await decide('north', request, 'approve')).toMatchObject({
      status: 403,
      body: { code: 'FORBIDDEN' },
    });
    const hold = { hold: { reason: 'legalClaim', until: '2027-01-01T00:00:00.000Z' } };
    const held = await decide('second', request, 'hold', hold);
    expect(held.body).toMatchObject({
      state: 'accepted',
      stage: 'held',
      holdUntil: '2027-01-01T00:00:00.000Z',
    });
    expect(await decide('second', request, 'release')).toMatchObject({
      status: 409,
      body: { code: 'STALE' },
    });
    expect(await decide('second', held.body, 'approve')).toMatchObject({
      status: 409,
      body: { code: 'WRONG_STATE' },
    });
    const refused = await decide('second', held.body, 'reject', { reason: 'legalDuty' });
    expect(refused.body).toMatchObject({ state: 'rejected', outcome: 'legalDuty' });
    expect(await statusOf(customer.id)).toBe('active');
  });

  it('wants identity checked, two ways under the CCPA', async () => {
    const customer = await addCustomer(pool);
    for (const payload of [
      { ...FORGET, checks: [] },
      { ...FORGET, regime: 'ccpa' as const },
    ]) {
      const answer = await ask('north', requestRow(customer.id, payload));
      expect(asked(answer)).toMatchObject({ state: 'rejected', outcome: 'notVerified' });
    }
    expect(await statusOf(customer.id)).toBe('active');
  });

  it('can be taken back in its window, and not once it is carried out', async () => {
    const slow = await startServer(url, issuer.keys, { forgetWindowMs: 3_600_000 });
    const customer = await addCustomer(pool);
    const request = asked(await ask('north', requestRow(customer.id)));
    const approved = await fetch(`${slow.url}/v1/requests/${request.id}/approve`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await tokenOf('officer')}`, 'content-type': 'application/json' },
      body: JSON.stringify({ rev: request.rev }),
    });
    const scheduled = (await approved.json()) as ServiceRequest;
    expect(scheduled).toMatchObject({ stage: 'scheduled', approvedByName: OFFICER.name });
    expect((await decide('second', scheduled, 'cancel')).body.state).toBe('cancelled');
    expect(await statusOf(customer.id)).toBe('active');
    await slow.close();
    const other = await addCustomer(pool);
    const done = await forget(other.id);
    expect((await decide('second', done, 'cancel')).body.code).toBe('WRONG_STATE');
  });
});

describe('a hold on a customer', () => {
  const HOLD = { reason: 'legalClaim', reviewAt: '2027-01-01T00:00:00.000Z' };
  async function hold(sub: string, method: 'GET' | 'PUT' | 'DELETE', { id }: Customer) {
    const response = await fetch(`${server.url}/v1/customers/${id}/hold`, {
      method,
      headers: {
        authorization: `Bearer ${await tokenOf(sub)}`,
        ...(method === 'PUT' && { 'content-type': 'application/json' }),
      },
      ...(method === 'PUT' && { body: JSON.stringify(HOLD) }),
    });
    return { status: response.status, body: await response.json() };
  }

  it('is placed beforehand by a privacy officer, holds what comes, and gives it back for approval when it ends', async () => {
    const customer = await addCustomer(pool);
    expect((await hold('north', 'PUT', customer)).status).toBe(403);
    expect((await hold('south', 'GET', customer)).status).toBe(404);
    expect((await hold('north', 'GET', customer)).body).toEqual({ hold: null });
    expect((await hold('officer', 'PUT', customer)).body).toMatchObject({
      hold: { ...HOLD, placedByName: OFFICER.name },
    });
    const request = asked(await ask('north', requestRow(customer.id)));
    expect(request).toMatchObject({ state: 'accepted', stage: 'held', holdUntil: HOLD.reviewAt });
    expect(await statusOf(customer.id)).toBe('restricted');
    for (const decision of ['approve', 'release'] as const)
      expect((await decide('second', request, decision)).body.code).toBe('WRONG_STATE');
    expect((await hold('officer', 'DELETE', customer)).body).toEqual({ hold: null });
    expect((await hold('officer', 'DELETE', customer)).status).toBe(409);
    const freed = await requestOf(request.id);
    expect(freed).toMatchObject({ stage: 'approval', holdUntil: null });
    expect((await decide('second', freed, 'approve')).status).toBe(200);
    await expect.poll(async () => (await requestOf(request.id)).state, { timeout: 30_000 }).toBe('done');
    expect((await hold('officer', 'PUT', customer)).status).toBe(410);
  });

  it('stops what was approved and has not begun', async () => {
    const slow = await startServer(url, issuer.keys, { forgetWindowMs: 3_600_000 });
    const customer = await addCustomer(pool);
    const request = asked(await ask('north', requestRow(customer.id)));
    const approved = await fetch(`${slow.url}/v1/requests/${request.id}/approve`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await tokenOf('officer')}`, 'content-type': 'application/json' },
      body: JSON.stringify({ rev: request.rev }),
    });
    expect(approved.status).toBe(200);
    expect((await hold('officer', 'PUT', customer)).status).toBe(200);
    expect(await requestOf(request.id)).toMatchObject({ stage: 'held', scheduledFor: null });
    const { rowCount } = await pool.query('SELECT FROM erasure_job WHERE request_id = $1', [request.id]);
    expect(rowCount).toBe(0);
    await slow.close();
  });
});

describe('the erasure', () => {
  /** A person with something of theirs in every collection. */
  async function someone(): Promise<Customer> {
    const person = await addCustomer(pool, markedPerson());
    const north = await deskOf('north');
    const now = new Date().toISOString();
    const id = () => randomUUID();
    const send = async (collection: CollectionName, doc: object) => {
      const mutationId = id();
      const row = { mutationId, base: null, doc: { id: id(), mutationId, customerId: person.id, ...doc } };
      const { body } = await north.push(collection, row);
      expect(body.results[0]).toMatchObject({ status: 'applied' });
    };
    const comment = { writtenAt: now, kind: 'note', reasonCode: '', visibility: 'all', pinned: false };
    const envelope = { rev: '', scope: [], updatedAt: now, updatedBy: 'north' };
    await send('comments', { ...comment, text: marked('Comment') });
    await send('contacts', {
      ...envelope,
      channel: 'call',
      direction: 'inbound',
      startedAt: now,
      endedAt: null,
      wrappedUpAt: null,
      wrapUpCode: '',
      notes: marked('Notes'),
      authorId: '',
      authorName: '',
    });
    await send('ticklers', {
      ...envelope,
      relatedTo: { type: 'customer', ref: marked('Ref') },
      reasonCode: '',
      priority: 3,
      text: marked('Tickler'),
      remindAt: now,
      assigneeId: '',
      assigneeName: '',
      teamId: null,
      status: 'open',
      resolution: '',
      reopens: '',
      createdBy: 'north',
      createdAt: now,
      actions: [{ id: id(), at: now, by: 'x', code: 'created', text: marked('Action') }],
    });
    await north.push('customers', edit(person, { given: marked('Changed') }));
    await fetch(`${server.url}/v1/orders`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${await tokenOf('admin')}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        sourceSystem: 'shop',
        orders: [
          {
            customer: { number: person.number },
            type: 'order',
            number: `O-${person.number}`,
            status: 'open',
            placedAt: now,
            validUntil: null,
            orderNumber: '',
            reason: marked('Reason'),
            currency: 'EUR',
            total: '1.00',
            lines: [],
            shipTo: marked('ShipTo'),
            comments: marked('Comments'),
            disposition: marked('Disposition'),
            link: `https://shop.example/?who=${marked('Link')}`,
            asOf: now,
          },
        ],
      }),
    });
    return person;
  }

  it('leaves nothing of the person in any live row, keeps the order under an alias, and certifies it', async () => {
    const person = await someone();
    const before = await tablesWith(pool, MARK);
    for (const table of ['changes', 'comments', 'contacts', 'customers', 'orders', 'ticklers']) {
      expect(before).toContain(table);
    }
    const request = await forget(person.id);
    expect(await tablesWith(pool, MARK)).toEqual([]);
    const naming = await tablesWith(pool, person.id);
    // What desks must be told to drop is known by its id, and by nothing else.
    expect(naming).toEqual(['change_feed']);
    const { rows } = await pool.query(
      `SELECT o.customer_id <> $2 AS other, c.deleted, c.number FROM orders o JOIN customers c ON c.id = o.customer_id
        WHERE o.number = $1`,
      [`O-${person.number}`, person.id],
    );
    expect(rows).toEqual([{ other: true, deleted: true, number: expect.stringMatching(/^X-/) }]);
    const response = await fetch(`${server.url}/v1/requests/${request.id}/certificate`, {
      headers: { authorization: `Bearer ${await tokenOf('officer')}` },
    });
    const certificate = (await response.json()) as SignedCertificate;
    const body = CertificateBody.parse(JSON.parse(certificate.body));
    expect(body).toMatchObject({
      reference: request.reference,
      regime: 'gdpr',
      erased: { customers: 1, comments: 1, contacts: 1, ticklers: 1 },
      kept: [{ what: 'orders', count: 1, why: 'legalDuty' }],
    });
    for (const secret of [MARK, person.id, person.number]) expect(certificate.body).not.toContain(secret);
  });

  it('answers `erased` to whatever comes about the person afterwards, from anybody', async () => {
    const person = await addCustomer(pool, { emails: [mail('late@example.com')] });
    await forget(person.id);
    const now = new Date().toISOString();
    const comment = {
      id: randomUUID(),
      customerId: person.id,
      text: 'late',
      writtenAt: now,
      kind: 'note',
      reasonCode: '',
      visibility: 'all',
      pinned: false,
    };
    const rows: [CollectionName, object][] = [
      ['customers', edit(person, { given: 'Late' })],
      ['customers', { ...edit(person, {}), base: null }],
      ['comments', { mutationId: randomUUID(), base: null, doc: comment }],
      [
        'contacts',
        { mutationId: randomUUID(), base: null, doc: { id: randomUUID(), customerId: person.id } },
      ],
      [
        'ticklers',
        { mutationId: randomUUID(), base: null, doc: { id: randomUUID(), customerId: person.id } },
      ],
      ['requests', requestRow(person.id)],
    ];
    for (const sub of ['north', 'south', 'officer']) {
      for (const [collection, row] of rows) {
        const { body } = await (await deskOf(sub)).push(collection, row);
        expect([collection, body.results[0]?.status]).toEqual([collection, 'erased']);
      }
    }
    const { body } = await (await deskOf('north')).pull('customers');
    expect(body.gone).toContainEqual({ id: person.id, rev: '', reason: 'erased' });
  });

  it('tells middleware so, and stops it from bringing the person back', async () => {
    const person = await addCustomer(pool, { emails: [mail('Back@Example.com')] });
    await forget(person.id);
    const call = async (method: string, path: string, body: object) =>
      fetch(`${server.url}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${await tokenOf('north')}`,
          'content-type': 'application/json',
          'idempotency-key': randomUUID(),
        },
        body: JSON.stringify(body),
      });
    expect((await call('PATCH', `/v1/customers/${person.id}`, { given: 'X' })).status).toBe(410);
    const again = { kind: 'person', given: 'X', family: 'Y', emails: [{ address: 'back@example.COM' }] };
    const answer = await call('POST', '/v1/customers', again);
    expect([answer.status, await answer.json()]).toMatchObject([409, { code: 'suppressed' }]);
    expect(ADMIN.role).toBe('administrator');
  });

  it('tells every route about one customer so, by whatever name, and never that there is no such customer', async () => {
    const externalId = `X-${randomUUID().slice(0, 8)}`;
    const value = `crm-${randomUUID().slice(0, 8)}`;
    const identifier = { id: randomUUID(), kind: 'external', system: 'crm', value, primary: true } as const;
    const person = await addCustomer(pool, {
      externalId,
      identifiers: [{ ...identifier, contested: false }],
    });
    await forget(person.id);
    for (const [sub, method, path, body] of routesAbout(person, value)) {
      expect([path, await answerOf(sub, method, path, body)]).toEqual([
        path,
        { status: 410, code: 'erased' },
      ]);
    }
    for (const customer of [{ number: person.number }, { externalId }, { externalId: value }]) {
      expect(await sendOrder(customer)).toEqual({ outcome: 'rejected', code: 'erased' });
    }
    const nobody = await sendOrder({ number: 'C-nobody' });
    expect(nobody).toEqual({ outcome: 'rejected', code: 'unknownCustomer' });
    expect((await answerOf('admin', 'PUT', `/v1/customers/${randomUUID()}/account`, ACCOUNT)).status).toBe(
      404,
    );
  });

  it('keeps the register, without the person', async () => {
    const person = await addCustomer(pool);
    const request = await forget(person.id);
    const response = await fetch(`${server.url}/v1/request-register`, {
      headers: { authorization: `Bearer ${await tokenOf('officer')}` },
    });
    const text = await response.text();
    const entry = JSON.parse(text).find((one: { reference: string }) => one.reference === request.reference);
    expect(entry).toMatchObject({ kind: 'forget', state: 'done', dueAt: '2026-02-28T10:00:00.000Z' });
    expect(text).not.toContain(person.id);
  });
});

const ACCOUNT = {
  state: 'locked',
  lastLoginAt: null,
  lastFailedAt: null,
  passwordChangedAt: null,
  passwordExpired: false,
  asOf: '2026-05-02T08:00:01.000Z',
};

type Call = [sub: string, method: string, path: string, body?: object];

/** Every route about one customer. */
function routesAbout({ id, externalId }: Customer, value: string): Call[] {
  return [
    ['north', 'GET', `/v1/customers/${id}`],
    ['south', 'GET', `/v1/customers/${id.toUpperCase()}`],
    ['north', 'GET', `/v1/customers/external/${externalId}`],
    ['north', 'GET', `/v1/customers/external/${value}?system=crm`],
    ['north', 'PATCH', `/v1/customers/${id}`, { given: 'X' }],
    ['north', 'PATCH', `/v1/customers/external/${externalId}`, { given: 'X' }],
    ['north', 'GET', `/v1/customers/${id}/older-orders`],
    ['north', 'GET', `/v1/customers/${id}/decision?purpose=service&channel=call`],
    ['admin', 'PUT', `/v1/customers/${id}/account`, ACCOUNT],
  ];
}

async function answerOf(...[sub, method, path, body]: Call): Promise<{ status: number; code: string }> {
  const response = await fetch(`${server.url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${await tokenOf(sub)}`,
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, code: ((await response.json()) as { code: string }).code };
}

async function sendOrder(customer: { number: string } | { externalId: string }) {
  const now = new Date().toISOString();
  const order = { type: 'order', status: 'open', currency: 'EUR', total: '1.00', placedAt: now, asOf: now };
  const response = await fetch(`${server.url}/v1/orders`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${await tokenOf('admin')}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      sourceSystem: 'shop',
      orders: [{ ...order, customer, number: randomUUID() }],
    }),
  });
  const { results } = (await response.json()) as { results: { outcome: string; code?: string }[] };
  return results[0];
}

function mail(address: string) {
  return newEmail({ id: randomUUID(), address, label: '', primary: true });
}
