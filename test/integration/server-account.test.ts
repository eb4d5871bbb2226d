/** The state of a customer's account, told by the system that keeps it. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ADMIN, addCustomer, type Backend, desk, NORTH, startBackend } from '../support/backend.ts';

let pool: Backend['pool'];
let server: Backend['server'];
let issuer: Backend['issuer'];
let close: Backend['close'];

beforeAll(async () => {
  ({ pool, server, issuer, close } = await startBackend());
});
afterAll(() => close?.());

const account = {
  state: 'locked',
  lastLoginAt: '2026-05-01T08:00:00.000Z',
  lastFailedAt: '2026-05-02T08:00:00.000Z',
  passwordChangedAt: null,
  passwordExpired: false,
  asOf: '2026-05-02T08:00:01.000Z',
};

async function report(sub: string, id: string, body: unknown) {
  const response = await fetch(`${server.url}/v1/customers/${id}/account`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${await issuer.token({ sub })}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

it('reaches the desks of the customer, once, and is not set back by an older report', async () => {
  const customer = await addCustomer(pool);
  expect((await report(ADMIN.sub, customer.id, account)).body).toEqual({ outcome: 'updated' });
  expect((await report(ADMIN.sub, customer.id, account)).body).toEqual({ outcome: 'unchanged' });
  const older = { ...account, state: 'enabled', asOf: '2026-05-01T00:00:00.000Z' };
  expect((await report(ADMIN.sub, customer.id, older)).body).toEqual({ outcome: 'older' });
  const north = desk(server.url, await issuer.token({ sub: NORTH.sub }));
  const { body } = await north.pull('customers');
  expect(body.documents.find((one) => (one as { id: string }).id === customer.id)).toMatchObject({ account });
});

it('is nothing that a desk can say, by the route or by a push', async () => {
  const customer = await addCustomer(pool);
  expect((await report(NORTH.sub, customer.id, account)).status).toBe(403);
  expect((await report(ADMIN.sub, randomUUID(), account)).status).toBe(404);
  expect((await report(ADMIN.sub, customer.id, { ...account, state: 'hacked' })).status).toBe(400);
  const north = desk(server.url, await issuer.token({ sub: NORTH.sub }));
  const mutationId = randomUUID();
  const base = { rev: customer.rev, mutationId: customer.mutationId };
  const doc = { ...customer, given: 'Changed', account, mutationId };
  await north.push('customers', { mutationId, base, doc });
  const { rows } = await pool.query('SELECT doc FROM customers WHERE id = $1', [customer.id]);
  expect(rows[0].doc).toMatchObject({ given: 'Changed' });
  expect(rows[0].doc.account ?? null).toBeNull();
});
