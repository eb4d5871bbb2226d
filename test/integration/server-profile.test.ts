/** Pushed profiles: custom attributes, answers and alternate numbers are judged by the server's own configuration. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NEW_ATTRIBUTE } from '#shared/configuration/attribute.ts';
import { type IdentifierElement, newEmail } from '#shared/customer/contact-points.ts';
import { Business } from '#shared/customer/person.ts';
import { Customer } from '#shared/customer/schema.ts';
import { deleteEntry, insertEntry } from '../../src-server/configuration/configuration-repository.ts';
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
  // Custom profiles can be created once other systems can name a customer.
  await addCustomer(pool, { externalId: 'EXT-0' });
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

  it('is linked to an organisation of the area alone, and never in a circle', async () => {
    const link = async (customer: Customer, organisationId: string) => push(customer, { organisationId });
    const refused = (code: string) => ({
      status: 'rejected',
      fieldErrors: [{ path: 'organisationId', code }],
    });
    const acme = await addCustomer(pool, { kind: 'organisation', organisation: 'Acme' });
    const branch = await addCustomer(pool, { kind: 'organisation', organisation: 'Acme North' });
    const person = await addCustomer(pool);
    const away = await addCustomer(pool, { kind: 'organisation', region: 'south', scope: ['region:south'] });
    expect(await link(person, acme.id)).toMatchObject({ status: 'applied' });
    expect(await link(branch, acme.id)).toMatchObject({ status: 'applied' });
    expect(await link(acme, branch.id)).toMatchObject(refused('loop'));
    expect(await link(acme, acme.id)).toMatchObject(refused('loop'));
    expect(await link(acme, person.id)).toMatchObject(refused('notOffered'));
    // Whether there is one elsewhere cannot be told from the answer.
    expect(await link(acme, away.id)).toMatchObject(refused('notOffered'));
    expect(await link(acme, randomUUID())).toMatchObject(refused('notOffered'));
  });

  it('makes no circle of two organisations that are linked at the same time', async () => {
    const one = await addCustomer(pool, { kind: 'organisation', organisation: 'One' });
    const other = await addCustomer(pool, { kind: 'organisation', organisation: 'Other' });
    const results = await Promise.all([
      push(one, { organisationId: other.id }),
      push(other, { organisationId: one.id }),
    ]);
    expect(results.map((result) => result?.status).sort()).toEqual(['applied', 'rejected']);
  });

  it('keeps the e-mail of before, whether the desk noted it or not', async () => {
    const customer = await addCustomer(pool, {
      emails: [newEmail({ id: randomUUID(), address: 'old@x.example', label: '', primary: true })],
    });
    const emails = customer.emails.map((email) => ({ ...email, address: 'new@x.example' }));
    const result = await push(customer, { emails });
    expect(result?.master?.formerPoints).toMatchObject([{ kind: 'email', value: 'old@x.example' }]);
    const again = await push(result?.master as Customer, { formerPoints: [], given: 'Kept' });
    expect(again?.master).toMatchObject({ given: 'Kept', formerPoints: [{ value: 'old@x.example' }] });
  });

  it('of a model is judged by it, in the version that stands', async () => {
    const [any] = DEMO_CONFIGURATION;
    if (!any) throw new Error('The demo has no configuration.');
    const entry = {
      kind: 'model' as const,
      ...{ code: 'RETAIL', name: 'Retail', version: 2, active: true, standard: true, kinds: [] },
      ...{ attributes: ['shoe_size'], categories: ['AGE'], required: ['business.department'], hidden: [] },
    };
    await insertEntry(pool, { ...any, id: randomUUID(), entry });
    const customer = await addCustomer(pool);
    const used = { code: 'RETAIL', version: 2 };
    expect(await push(customer, { model: used, attributes: { loyalty_tier: 'gold' } })).toMatchObject({
      status: 'rejected',
      fieldErrors: [{ path: 'attributes.loyalty_tier', code: 'unknownAttribute' }],
    });
    // A version that nobody made.
    expect(await push(customer, { model: { ...used, version: 3 } })).toMatchObject({
      fieldErrors: [{ path: 'model', code: 'modelUnknown' }],
    });
    // Made by the one before, it is taken as it is.
    const older = await push(customer, { model: { ...used, version: 1 }, attributes: { shoe_size: 42 } });
    expect(older).toMatchObject({ status: 'applied', master: { model: { version: 1 } } });
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

  it('changes nothing that a layout keeps from the role, and leaves nothing out that it requires', async () => {
    const layout = DEMO_CONFIGURATION.find(({ entry }) => entry.kind === 'layout' && entry.role === 'csr');
    const field = { hidden: false, readOnly: false, required: false, label: '', order: 0 };
    const fields = [
      { ...field, path: 'middle', readOnly: true },
      { ...field, path: 'suffix', hidden: true },
      { ...field, path: 'business.department', required: true },
    ];
    const entry = { kind: 'layout' as const, role: 'csr', fields };
    const [any] = DEMO_CONFIGURATION;
    if (layout || !any) throw new Error('The demo has no configuration, or a layout for representatives.');
    const doc = { ...any, id: randomUUID(), entry };
    const customer = await addCustomer(pool, { business: Business.parse({ department: 'Sales' }) });
    await insertEntry(pool, doc);
    const refusal = (path: string, code: string) => ({ status: 'rejected', fieldErrors: [{ path, code }] });
    expect(await push(customer, { middle: 'M' })).toMatchObject(refusal('middle', 'readOnly'));
    expect(await push(customer, { suffix: 'Jr' })).toMatchObject(refusal('suffix', 'readOnly'));
    const cleared = { business: { ...customer.business, department: ' ' } };
    expect(await push(customer, cleared)).toMatchObject(refusal('business.department', 'required'));
    expect(await push(customer, { given: 'Free' })).toMatchObject({ status: 'applied' });
    await deleteEntry(pool, doc.id);
  });

  it('says why a critical change is made where the control requires it', async () => {
    const [any] = DEMO_CONFIGURATION;
    if (!any) throw new Error('The demo has no configuration.');
    const entry = { kind: 'control' as const, code: 'CHANGE_REASON' as const, value: 'REQUIRE' };
    const doc = { ...any, id: randomUUID(), entry };
    await insertEntry(pool, doc);
    const customer = await addCustomer(pool);
    const row = edit(customer, { family: 'Newname' });
    const note = { why: 'Document', kind: 'changed' as const, madeAt: new Date().toISOString() };
    expect((await north.push('customers', row)).body.results[0]).toMatchObject({
      status: 'rejected',
      fieldErrors: [{ path: 'why', code: 'required' }],
    });
    const again = { ...edit(customer, { family: 'Newname' }), note };
    expect((await north.push('customers', again)).body.results[0]).toMatchObject({ status: 'applied' });
    await deleteEntry(pool, doc.id);
  });

  it('is the first of a customer only once everything it needs is in place', async () => {
    const empty = await postgres.database();
    await addPeople(empty.pool);
    for (const doc of DEMO_CONFIGURATION) await insertEntry(empty.pool, doc);
    const issuer = await testIssuer();
    const other = await startServer(empty.url, issuer.keys);
    try {
      const { push: send } = desk(other.url, await issuer.token({ sub: 'north' }));
      const customer = await addCustomer(empty.pool, { externalId: null, identifiers: [] });
      const attributes = { shoe_size: 42 };
      const refused = await send('customers', edit(customer, { attributes }));
      expect(refused.body.results[0]).toMatchObject({
        status: 'rejected',
        fieldErrors: [{ path: 'readiness.externalId', code: 'required' }],
      });
      const identifiers = [{ ...alternate('EXT-1'), kind: 'external' as const, system: 'CRM' }];
      const taken = await send('customers', edit(customer, { attributes, identifiers }));
      expect(taken.body.results[0]).toMatchObject({ status: 'applied' });
    } finally {
      await other.close();
    }
  });

  it('loses a dietary need whose consent it withdraws', async () => {
    const consent = {
      id: randomUUID(),
      purpose: 'dietary' as const,
      channel: 'any' as const,
      action: 'grant' as const,
      at: '2026-11-22T08:00:00.000Z',
      source: 'Call',
      wording: '',
      proof: '',
      by: 'north',
      takesBack: [],
    };
    const need = { kind: 'dietary' as const, purpose: 'any' as const, value: 'Halal', reason: 'Catering' };
    const preferences = [{ ...need, id: randomUUID(), consentId: consent.id, validTo: null }];
    const customer = await addCustomer(pool, { preferences, consents: [consent] });
    const withdrawal = { ...consent, id: randomUUID(), action: 'withdraw' as const };
    const result = await push(customer, { consents: [consent, withdrawal] });
    expect(result?.status).toBe('applied');
    const { preferences: left, consents } = Customer.parse(result?.master);
    expect([left, consents]).toEqual([[], [consent, withdrawal]]);
  });

  it('has a value that no other customer may have where the attribute is unique, also when both come at once', async () => {
    const [any] = DEMO_CONFIGURATION;
    if (!any) throw new Error('The demo has no configuration.');
    const badge = { ...NEW_ATTRIBUTE, key: 'badge', label: 'Badge', state: 'active' as const, unique: true };
    await insertEntry(pool, { ...any, id: randomUUID(), entry: badge });
    const customers = await Promise.all(Array.from({ length: 3 }, () => addCustomer(pool)));
    const results = await Promise.all(customers.map((one) => push(one, { attributes: { badge: 'B-1' } })));
    expect(results.filter((result) => result?.status === 'applied')).toHaveLength(1);
    const refused = results.filter((result) => result?.status === 'rejected');
    const taken = [{ path: 'attributes.badge', code: 'taken' }];
    expect(refused.map((result) => result?.fieldErrors)).toEqual([taken, taken]);
    const winner = Customer.parse(results.find((result) => result?.status === 'applied')?.master);
    expect(await push(winner, { given: 'Same' })).toMatchObject({ status: 'applied' });
  });

  it('has numbers of other systems that are declared, in their pattern', async () => {
    const [any] = DEMO_CONFIGURATION;
    if (!any) throw new Error('The demo has no configuration.');
    const list = { kind: 'reason' as const, list: 'system' as const, order: 1, active: true };
    const doc = { ...any, id: randomUUID(), entry: { ...list, code: 'CRM', label: 'CRM', text: 'K-9999' } };
    await insertEntry(pool, doc);
    const number = (system: string, value: string) => ({
      identifiers: [{ ...alternate(value), kind: 'external' as const, system }],
    });
    const customer = await addCustomer(pool);
    const refusal = (path: string, code: string) => ({ status: 'rejected', fieldErrors: [{ path, code }] });
    expect(await push(customer, number('ERP', '1'))).toMatchObject(
      refusal('identifiers.0.system', 'notOffered'),
    );
    expect(await push(customer, number('CRM', '42'))).toMatchObject(refusal('identifiers.0.value', 'format'));
    expect(await push(customer, number('CRM', 'K-0042'))).toMatchObject({ status: 'applied' });
    await deleteEntry(pool, doc.id);
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
