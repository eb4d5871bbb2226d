/** Orders of other systems: taken once, in any order, and sent to the desks that may hold the customer. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newAddress } from '#shared/customer/contact-points.ts';
import type { Order } from '#shared/order/schema.ts';
import { addCustomer, type Backend, desk, edit, startBackend } from '../support/backend.ts';

type Ingested = { results: { outcome: string; code?: string; fieldErrors?: { path: string }[] }[] };

let pool: Backend['pool'];
let server: Backend['server'];
let issuer: Backend['issuer'];
let close: Backend['close'];

beforeAll(async () => {
  ({ pool, server, issuer, close } = await startBackend());
});
afterAll(() => close?.());

async function request<T>(sub: string, method: string, path: string, body?: unknown) {
  const response = await fetch(`${server.url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${await issuer.token({ sub })}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as T };
}

async function put(orders: unknown[], sub = 'admin') {
  return request<Ingested>(sub, 'PUT', '/v1/orders', { sourceSystem: 'webshop', orders });
}
const outcomes = async (orders: unknown[]) =>
  (await put(orders)).body.results.map(({ outcome, code }) => [outcome, code].filter(Boolean).join(' '));

async function pulled(sub: string): Promise<Order[]> {
  const from = desk(server.url, await issuer.token({ sub }));
  return (await from.pull('orders')).body.documents as Order[];
}

const YEAR_MS = 365 * 86_400_000;
const ago = (years: number) => new Date(Date.now() - years * YEAR_MS).toISOString();
let made = 0;
const order = (customer: object, fields: Record<string, unknown> = {}) => {
  made += 1;
  return {
    customer,
    type: 'order',
    number: `SO-${made}`,
    status: 'Shipped',
    placedAt: ago(0.5),
    currency: 'EUR',
    total: '129.90',
    asOf: ago(0.1),
    ...fields,
  };
};

describe('an address that an order under way goes to', () => {
  it('is not taken out of the book by anybody, until the order is delivered', async () => {
    const place = { lines: ['Hauptstr. 5'], city: 'Kiel', postcode: '24103', country: 'DE' };
    const address = newAddress({ id: randomUUID(), nickname: '', primary: true, ...place });
    const customer = await addCustomer(pool, { addresses: [address] });
    const name = { number: customer.number };
    const sent = order(name, { shipTo: 'Hauptstr. 5\n24103 Kiel', open: true });
    expect(await outcomes([sent])).toEqual(['created']);
    const north = desk(server.url, await issuer.token({ sub: 'north' }));
    const closed = [{ ...address, primary: false, closedAt: new Date().toISOString() }];
    const remove = async (addresses: unknown[]) =>
      (await north.push('customers', edit(customer, { addresses }))).body.results[0];
    for (const addresses of [closed, []]) {
      expect(await remove(addresses)).toMatchObject({
        status: 'rejected',
        master: { addresses: [address] },
        fieldErrors: [{ path: 'addresses', code: 'openOrder' }],
      });
    }
    const delivered = { ...sent, open: false, status: 'Delivered', asOf: ago(0) };
    expect(await outcomes([delivered])).toEqual(['updated']);
    expect(await remove(closed)).toMatchObject({ status: 'applied' });
  });
});

describe('ingestion of orders', () => {
  it('takes what quotes and returns have of their own, and no link but to a page', async () => {
    const customer = await addCustomer(pool);
    const who = { number: customer.number };
    const quote = order(who, {
      type: 'quote',
      comments: 'Price holds for ten',
      link: 'https://shop.example/q/1',
    });
    const back = order(who, {
      ...{ type: 'return', disposition: 'Restocked', refund: 'Paid back', refundedOn: '2026-05-03' },
    });
    expect(await outcomes([quote, back])).toEqual(['created', 'created']);
    const mine = (await pulled('north')).filter(({ customerId }) => customerId === customer.id);
    expect(mine.find(({ type }) => type === 'quote')).toMatchObject({
      ...{ comments: 'Price holds for ten', link: 'https://shop.example/q/1' },
    });
    expect(mine.find(({ type }) => type === 'return')).toMatchObject({
      ...{ disposition: 'Restocked', refund: 'Paid back', refundedOn: '2026-05-03' },
    });
    for (const link of ['http://shop.example/', 'javascript:alert(1)', 'https://a:b@shop.example/'])
      expect(await outcomes([order(who, { link })])).toEqual(['rejected invalid']);
  });

  it('takes a batch once, however often it is sent, and nothing that is older than what is stored', async () => {
    const customer = await addCustomer(pool, { externalId: 'shop-1' });
    const first = order({ number: customer.number });
    const other = order(
      { externalId: 'shop-1' },
      { type: 'return', orderNumber: first.number, reason: 'Damaged' },
    );
    expect(await outcomes([first, other])).toEqual(['created', 'created']);
    expect(await outcomes([first, other])).toEqual(['unchanged', 'unchanged']);
    const newer = { ...first, status: 'Delivered', asOf: ago(0) };
    expect(await outcomes([newer, first])).toEqual(['updated', 'stale']);
    const mine = (await pulled('north')).filter(({ customerId }) => customerId === customer.id);
    expect(mine.map(({ number, status, rev }) => [number, status, rev.split('-')[0]]).toSorted()).toEqual(
      [
        [first.number, 'Delivered', '2'],
        [other.number, 'Shipped', '1'],
      ].toSorted(),
    );
    expect(await pulled('south')).toEqual([]);
  });

  it('takes the same order twice at once as one', async () => {
    const customer = await addCustomer(pool);
    const one = order({ number: customer.number });
    const answers = await Promise.all([outcomes([one]), outcomes([one]), outcomes([one])]);
    expect(answers.flat().toSorted()).toEqual(['created', 'unchanged', 'unchanged']);
  });

  it('judges every row alone, by codes that say nothing of what was sent', async () => {
    const customer = await addCustomer(pool);
    const who = { number: customer.number };
    const rows = [
      order({ number: 'nobody' }),
      order(who, { total: '12,50' }),
      order(who, { shipTo: 'a\u0000b' }),
      { number: 7 },
      order(who),
    ];
    const { body } = await put(rows);
    expect(body.results.map(({ outcome, code }) => [outcome, code])).toEqual([
      ['rejected', 'unknownCustomer'],
      ['rejected', 'invalid'],
      ['rejected', 'invalid'],
      ['rejected', 'invalid'],
      ['created', undefined],
    ]);
    expect(body.results[1]?.fieldErrors).toEqual([{ path: 'total', code: 'format' }]);
    expect(JSON.stringify(body)).not.toContain('12,50');
  });

  it('is for systems alone, and describes itself', async () => {
    const customer = await addCustomer(pool);
    expect((await put([order({ number: customer.number })], 'north')).status).toBe(403);
    const { body } = await request<{ paths: Record<string, { put?: unknown }> }>(
      'admin',
      'GET',
      '/openapi.json',
    );
    expect(JSON.stringify(body.paths['/v1/orders']?.put)).toContain('asOf');
  });

  it('keeps what is too old for desks on the server, where it is asked for', async () => {
    const customer = await addCustomer(pool);
    const old = order({ number: customer.number }, { placedAt: ago(3) });
    const young = order({ number: customer.number });
    expect(await outcomes([old, young])).toEqual(['created', 'created']);
    expect(await outcomes([{ ...old, status: 'Closed', asOf: ago(0) }])).toEqual(['updated']);
    const numbers = (await pulled('north')).map(({ number }) => number);
    expect([numbers.includes(young.number), numbers.includes(old.number)]).toEqual([true, false]);
    const path = `/v1/customers/${customer.id}/older-orders`;
    const older = await request<Order[]>('north', 'GET', path);
    expect(older.body.map(({ number, status }) => [number, status])).toEqual([[old.number, 'Closed']]);
    expect((await request('south', 'GET', path)).status).toBe(404);
    expect((await request('admin', 'GET', path)).status).toBe(404);
  });
});

it('names as colleagues who work ticklers and share a place with the user', async () => {
  const names = await request<{ id: string }[]>('north', 'GET', '/v1/colleagues');
  expect(names.body.map(({ id }) => id)).toEqual(['north']);
  expect((await request('officer', 'GET', '/v1/colleagues')).status).toBe(403);
});
