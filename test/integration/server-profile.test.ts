/** Pushed profiles: custom attributes, answers and alternate numbers are judged by the server's own configuration. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IdentifierElement } from '#shared/customer/contact-points.ts';
import { Customer } from '#shared/customer/schema.ts';
import { insertEntry } from '../../src-server/configuration/configuration-repository.ts';
import type { Pool } from '../../src-server/db/pool.ts';
import { DEMO_CONFIGURATION } from '../../src-server/demo/demo-configuration.ts';
import type { RunningServer } from '../../src-server/serve.ts';
import { addCustomer, addPeople, desk, edit, startServer, testIssuer } from '../support/backend.ts';
import { startTestPostgres, type TestPostgres } from '../support/postgres.ts';

let postgres: TestPostgres;
let pool: Pool;
let server: RunningServer;
let north: ReturnType<typeof desk>;

beforeAll(async () => {
  postgres = await startTestPostgres();
  const database = await postgres.database();
  pool = database.pool;
  await addPeople(pool);
  for (const doc of DEMO_CONFIGURATION) await insertEntry(pool, doc);
  const issuer = await testIssuer();
  server = await startServer(database.url, issuer.keys);
  north = desk(server.url, await issuer.token({ sub: 'north' }));
});
afterAll(async () => {
  await server.close();
  await postgres.stop();
});

async function push(customer: Customer, change: Partial<Customer>) {
  const { body } = await north.push('customers', edit(customer, change));
  return body.results[0];
}

const answer = (response: string | null) => ({
  response,
  source: 'agent' as const,
  at: '2026-11-22T08:00:00.000Z',
  by: 'north',
});
const alternate = (value: string, primary = true): IdentifierElement => ({
  id: randomUUID(),
  kind: 'alternate',
  system: '',
  value,
  primary,
  contested: false,
});

describe('a pushed profile', () => {
  it('is taken with attributes of the defined types and answers that are offered', async () => {
    const customer = await addCustomer(pool);
    const change = {
      attributes: { shoe_size: 42, loyalty_tier: 'gold' },
      responses: { SOURCE: answer('WEB'), AGE: answer(null) },
      identifiers: [alternate('MEM100')],
    };
    expect(await push(customer, change)).toMatchObject({ status: 'applied', master: change });
  });

  it.each<[string, Partial<Customer>, object]>([
    [
      'an unknown attribute',
      { attributes: { hat: 'M' } },
      { path: 'attributes.hat', code: 'unknownAttribute' },
    ],
    [
      'one that is only proposed',
      { attributes: { garden: true } },
      { path: 'attributes.garden', code: 'unknownAttribute' },
    ],
    [
      'another type',
      { attributes: { shoe_size: '42' } },
      { path: 'attributes.shoe_size', code: 'typeMismatch' },
    ],
    ['out of range', { attributes: { shoe_size: 99 } }, { path: 'attributes.shoe_size', code: 'range' }],
    [
      'an option there is not',
      { attributes: { loyalty_tier: 'tin' } },
      { path: 'attributes.loyalty_tier', code: 'notOffered' },
    ],
    [
      'an answer there is not',
      { responses: { SOURCE: answer('RADIO') } },
      { path: 'responses.SOURCE', code: 'notOffered' },
    ],
    [
      'a category there is not',
      { responses: { SHIRT: answer('L') } },
      { path: 'responses.SHIRT', code: 'notOffered' },
    ],
    [
      'a number too long',
      { identifiers: [alternate('X'.repeat(16))] },
      { path: 'identifiers.0.value', code: 'format' },
    ],
  ])('is refused whole with %s', async (_name, change, error) => {
    const customer = await addCustomer(pool);
    const result = await push(customer, { given: 'Both', ...change });
    expect(result).toMatchObject({ status: 'rejected', code: 'invalid', fieldErrors: [error] });
    const { rows } = await pool.query('SELECT doc FROM customers WHERE id = $1', [customer.id]);
    expect(Customer.parse(rows[0].doc)).toEqual(Customer.parse(customer));
  });

  it('keeps the primary number while I84 is on, and lets another take its place', async () => {
    const customer = await addCustomer(pool);
    const number = alternate('KEEP1');
    const held = (await push(customer, { identifiers: [number] }))?.master as Customer;
    const control = DEMO_CONFIGURATION.find(({ entry }) => entry.kind === 'control' && entry.code === 'K87');
    if (!control) throw new Error('The demo has no controls.');
    const entry = { kind: 'control' as const, code: 'I84' as const, value: true };
    await insertEntry(pool, { ...control, id: randomUUID(), entry });
    expect(await push(held, { identifiers: [] })).toMatchObject({
      status: 'rejected',
      fieldErrors: [{ path: 'identifiers', code: 'keepPrimary' }],
    });
    const instead = [{ ...number, primary: false }, alternate('KEEP2')];
    expect(await push(held, { identifiers: instead })).toMatchObject({ status: 'applied' });
  });

  it('marks an alternate number as contested that another customer has', async () => {
    const [first, second] = [await addCustomer(pool), await addCustomer(pool)];
    expect(await push(first, { identifiers: [alternate('SAME1')] })).toMatchObject({
      master: { identifiers: [{ value: 'SAME1', contested: false }] },
    });
    expect(await push(second, { identifiers: [alternate('SAME1')] })).toMatchObject({
      status: 'applied',
      master: { identifiers: [{ value: 'SAME1', contested: true }] },
    });
  });
});
