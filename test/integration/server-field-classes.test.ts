/** What a role may not read leaves the server by no way, and is not written by that role. Real PostgreSQL, real HTTP. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newEmail } from '#shared/customer/contact-points.ts';
import { type Customer, emptyProfile } from '#shared/customer/schema.ts';
import type { Me } from '#shared/permission/me.ts';
import { saveUser } from '../../src-server/identity/user-repository.ts';
import { addCustomer, type Backend, desk, edit, NORTH, startBackend } from '../support/backend.ts';

const TAX = 'TAX-77119';
const EMAIL = 'seen.by.few@example.org';
const SENIOR: Me = { ...NORTH, sub: 'senior', name: 'Sena Senior', role: 'seniorCsr' };
const AUDITOR: Me = { ...NORTH, sub: 'auditor', name: 'Audi Auditor', role: 'auditor' };
const business = (taxId: string) => ({ ...emptyProfile().business, taxId, jobTitle: 'Smith' });

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
  for (const me of [SENIOR, AUDITOR]) await saveUser(backend.pool, me);
});
afterAll(() => backend?.close());

const deskOf = async ({ sub }: Me) => desk(backend.server.url, await backend.issuer.token({ sub }));

async function addTaxed(): Promise<Customer> {
  return addCustomer(backend.pool, {
    business: business(TAX),
    emails: [newEmail({ id: randomUUID(), label: 'home', primary: true, address: EMAIL })],
  } as Partial<Customer>);
}

async function storedTaxId(id: string): Promise<unknown> {
  const { rows } = await backend.pool.query(
    "SELECT doc->'business'->>'taxId' AS tax FROM customers WHERE id = $1",
    [id],
  );
  return rows[0]?.tax;
}

async function pulled(me: Me, collection: 'customers' | 'changes'): Promise<string> {
  return JSON.stringify((await (await deskOf(me)).pull(collection, null)).body);
}

async function read(me: Me, id: string): Promise<string> {
  const authorization = `Bearer ${await backend.issuer.token({ sub: me.sub })}`;
  const answer = await fetch(`${backend.server.url}/v1/customers/${id}`, { headers: { authorization } });
  expect(answer.status).toBe(200);
  return answer.text();
}

it('sends a csr no tax id: by pull, answer, conflict, version or REST', async () => {
  const customer = await addTaxed();
  const senior = await deskOf(SENIOR);
  const moved = await senior.push('customers', edit(customer, { business: business(`${TAX}-2`) }));
  expect(moved.body.results[0]).toMatchObject({
    status: 'applied',
    master: { business: { taxId: `${TAX}-2` } },
  });
  const csr = await deskOf(NORTH);
  const conflict = await csr.push('customers', edit(customer, { given: 'Late', business: business('') }));
  expect(conflict.body.results[0]).toMatchObject({
    status: 'conflict',
    master: { business: { jobTitle: 'Smith' } },
  });
  expect(JSON.stringify(conflict.body)).not.toContain(TAX);
  const ways = [
    await pulled(NORTH, 'customers'),
    await pulled(NORTH, 'changes'),
    await read(NORTH, customer.id),
  ];
  for (const way of ways) {
    expect(way).toContain(customer.id);
    expect(way).not.toContain(TAX);
  }
  for (const collection of ['customers', 'changes'] as const)
    expect(await pulled(SENIOR, collection)).toContain(TAX);
});

it.each([
  ['the empty default', { business: business('') }],
  ['nothing of the record', { business: undefined }],
])('keeps the stored value where a csr sends %s', async (_what, sent) => {
  const customer = await addTaxed();
  const answer = await (await deskOf(NORTH)).push('customers', edit(customer, { given: 'New', ...sent }));
  expect(answer.body.results[0]).toMatchObject({ status: 'applied', master: { given: 'New' } });
  expect(JSON.stringify(answer.body)).not.toContain(TAX);
  expect(await storedTaxId(customer.id)).toBe(TAX);
});

it('refuses a value that a csr sends for what the role does not read, changed or made', async () => {
  const refused = {
    status: 'rejected',
    code: 'invalid',
    fieldErrors: [{ path: 'business.taxId', code: 'notReadable' }],
  };
  const customer = await addTaxed();
  const csr = await deskOf(NORTH);
  const changed = await csr.push('customers', edit(customer, { business: business('MINE') }));
  expect(changed.body.results[0]).toMatchObject(refused);
  expect(JSON.stringify(changed.body)).not.toContain(TAX);
  expect(await storedTaxId(customer.id)).toBe(TAX);
  const doc = { ...customer, id: randomUUID(), business: business('MINE') };
  const made = await csr.push('customers', { mutationId: randomUUID(), base: null, doc });
  expect(made.body.results[0]).toMatchObject(refused);
});

it('sends an auditor no contact point', async () => {
  const customer = await addTaxed();
  for (const way of [await pulled(AUDITOR, 'customers'), await read(AUDITOR, customer.id)]) {
    expect(way).toContain(customer.id);
    expect(way).not.toContain(EMAIL);
    expect(way).not.toContain(TAX);
  }
});

it('answers a csr without the tax id when another system changes a customer in their name', async () => {
  const customer = await addTaxed();
  const answer = await fetch(`${backend.server.url}/v1/customers/${customer.id}`, {
    method: 'PATCH',
    headers: {
      authorization: `Bearer ${await backend.issuer.token({ sub: NORTH.sub })}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ given: 'Changed' }),
  });
  const text = await answer.text();
  expect([answer.status, JSON.parse(text).given]).toEqual([200, 'Changed']);
  expect(text).not.toContain(TAX);
  expect(await storedTaxId(customer.id)).toBe(TAX);
});

it('says nothing of contact points to an auditor who asks whether to contact somebody', async () => {
  const customer = await addTaxed();
  const ask = async (me: Me) => {
    const authorization = `Bearer ${await backend.issuer.token({ sub: me.sub })}`;
    const path = `/v1/customers/${customer.id}/decision?purpose=service&channel=email`;
    const { status } = await fetch(`${backend.server.url}${path}`, { headers: { authorization } });
    return status;
  };
  expect([await ask(NORTH), await ask(AUDITOR)]).toEqual([200, 403]);
});

it('starts a desk anew whose user became a csr, and sends it nothing of before', async () => {
  await addTaxed();
  const before = (await (await deskOf(SENIOR)).pull('customers', null)).body;
  await saveUser(backend.pool, { ...SENIOR, role: 'csr' });
  const again = await (await deskOf(SENIOR)).pull('customers', before.checkpoint);
  expect(again.status).toBe(409);
  expect(await pulled(SENIOR, 'customers')).not.toContain(TAX);
});
