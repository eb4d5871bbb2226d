/** The export of a person's data: what is left out of it for the sake of others, and who fetched it. Real PostgreSQL. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Customer } from '#shared/customer/schema.ts';
import { LEFT_OUT } from '#shared/request/redact-others.ts';
import type { RegisterEntry } from '#shared/request/register.ts';
import type { ServiceRequest } from '#shared/request/schema.ts';
import { addCustomer, type Backend, desk, startBackend } from '../support/backend.ts';
import { requestRow } from '../support/forgetting.ts';

let pool: Backend['pool'];
let server: Backend['server'];
let issuer: Backend['issuer'];
let close: Backend['close'];

beforeAll(async () => {
  ({ pool, server, issuer, close } = await startBackend());
});
afterAll(() => close?.());

const north = async () => desk(server.url, await issuer.token({ sub: 'north' }));

async function askFor({ id }: Customer): Promise<ServiceRequest> {
  const row = requestRow(id, {
    kind: 'dataExport',
    requester: 'person',
    regime: 'gdpr',
    receivedAt: new Date().toISOString(),
    checks: ['document'],
  });
  const { body } = await (await north()).push('requests', row);
  return body.results[0]?.master as ServiceRequest;
}

async function get(sub: string, path: string): Promise<Response> {
  const headers = { authorization: `Bearer ${await issuer.token({ sub })}` };
  return fetch(`${server.url}${path}`, { headers });
}

async function note({ id }: Customer, text: string): Promise<void> {
  const doc = {
    id: randomUUID(),
    customerId: id,
    text,
    writtenAt: new Date().toISOString(),
    authorId: 'north',
    authorName: 'North',
  };
  const { body } = await (await north()).push('comments', { mutationId: randomUUID(), base: null, doc });
  expect(body.results[0]?.status).toBe('applied');
}

it('leaves out how other people are reached who are named in a note, and says so', async () => {
  const customer = await addCustomer(pool, { family: 'Neighbour' });
  await note(customer, 'Her son is at son@example.org or +44 20 7946 0999.');
  const { id } = await askFor(customer);
  const { html, json } = await (await get('north', `/v1/requests/${id}/export`)).json();
  expect(JSON.parse(json).comments[0].text).toBe(`Her son is at ${LEFT_OUT} or ${LEFT_OUT}.`);
  expect(html).toContain('nor how other people are reached');
  for (const text of [html, json]) expect(text).not.toMatch(/son@example|7946/u);
});

it('notes each fetching, and says in the register when it last was', async () => {
  const { id, reference } = await askFor(await addCustomer(pool, { family: 'Fetched' }));
  const entry = async () =>
    ((await (await get('officer', '/v1/request-register')).json()) as RegisterEntry[]).find(
      (one) => one.reference === reference,
    );
  expect((await entry())?.deliveredAt).toBeNull();
  for (const sub of ['north', 'officer', 'south', 'admin']) await get(sub, `/v1/requests/${id}/export`);
  const { rows } = await pool.query(
    'SELECT by_sub FROM export_delivery WHERE request_id = $1 ORDER BY by_sub',
    [id],
  );
  expect(rows).toEqual([{ by_sub: 'north' }, { by_sub: 'officer' }]);
  expect(Date.parse((await entry())?.deliveredAt ?? '')).toBeGreaterThan(0);
});
