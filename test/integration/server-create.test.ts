/** Customers that desks make, and the versions that every change leaves. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Change } from '#shared/changes/schema.ts';
import { stateAt } from '#shared/changes/versions.ts';
import { Tickler } from '#shared/contact/schema.ts';
import { newEmail } from '#shared/customer/contact-points.ts';
import { Customer, editableOf, emptyCustomer } from '#shared/customer/schema.ts';
import { DEMO_TEAMS } from '../../src-server/demo/demo-teams.ts';
import { addCustomer, type Backend, desk, edit, NORTH, startBackend } from '../support/backend.ts';

let pool: Backend['pool'];
let server: Backend['server'];
let issuer: Backend['issuer'];
let close: Backend['close'];

beforeAll(async () => {
  ({ pool, server, issuer, close } = await startBackend());
});
afterAll(() => close?.());

async function deskOf(sub: string, clientId?: string) {
  return desk(server.url, await issuer.token({ sub }), clientId);
}

async function stored(id: string): Promise<Customer | undefined> {
  const { rows } = await pool.query('SELECT doc FROM customers WHERE id = $1', [id]);
  return rows[0]?.doc;
}

async function changesOf(id: string): Promise<Change[]> {
  const { rows } = await pool.query('SELECT doc FROM changes WHERE customer_id = $1 ORDER BY version', [id]);
  return rows.map(({ doc }) => doc);
}

async function ticklersOf(customerId: string): Promise<Tickler[]> {
  const { rows } = await pool.query('SELECT doc FROM ticklers WHERE customer_id = $1', [customerId]);
  return rows.map(({ doc }) => doc);
}

/** A new customer as a desk pushes it, with claims that are not the desk's to make. */
function created(fields: Record<string, unknown> = {}) {
  const mutationId = randomUUID();
  const emails = [newEmail({ id: randomUUID(), address: 'new@example.org', label: '', primary: true })];
  const given = { ...emptyCustomer(), given: 'Nova', family: 'Customer', emails };
  const claims = {
    rev: '',
    number: 'T-AB12-7',
    region: 'south',
    teamId: randomUUID(),
    scope: ['*'],
    flags: ['vip'],
  };
  return { mutationId, base: null, doc: { ...given, ...claims, id: randomUUID(), mutationId, ...fields } };
}

const identifier = (value: string) => ({
  id: randomUUID(),
  kind: 'external',
  system: 'shop',
  value,
  primary: true,
});

describe('a customer made on a desk', () => {
  it('gets its number, its area and its first version from the server', async () => {
    const north = await deskOf('north');
    const row = created();
    const { body } = await north.push('customers', row);
    const master = body.results[0]?.master as Customer;
    expect(body.results[0]).toMatchObject({ status: 'applied', rev: master.rev });
    expect(master).toEqual(await stored(row.doc.id));
    expect(master.number).toMatch(/^C-\d+$/);
    expect(master).toMatchObject({ temporaryNumber: 'T-AB12-7', region: 'north', teamId: null, flags: [] });
    expect(master.scope).toEqual(['region:north']);
    expect(await changesOf(row.doc.id)).toMatchObject([
      {
        version: 1,
        kind: 'created',
        fields: [],
        actorId: 'north',
        actorName: NORTH.name,
        ofMutation: row.mutationId,
      },
    ]);
  });

  it('is made once, however often it is sent, also at once', async () => {
    const north = await deskOf('north');
    const row = created();
    const answers = await Promise.all(Array.from({ length: 5 }, () => north.push('customers', row)));
    const states = answers.map(({ body }) => body.results[0]?.status).sort();
    expect(states).toEqual(['applied', ...Array(4).fill('duplicate')]);
    const numbers = answers.map(({ body }) => body.results[0]?.master?.number);
    expect(new Set(numbers).size).toBe(1);
    expect(await changesOf(row.doc.id)).toHaveLength(1);
  });

  it('was changed again on the desk before the answer came: no conflict with itself', async () => {
    const north = await deskOf('north');
    const row = created();
    await north.push('customers', row);
    const mutationId = randomUUID();
    const again = { mutationId, base: null, doc: { ...row.doc, mutationId, given: 'Novella' } };
    const { body } = await north.push('customers', again);
    expect(body.results[0]).toMatchObject({ status: 'applied', master: { given: 'Novella' } });
    const stranger = await deskOf('north');
    const theirs = { ...again, mutationId: randomUUID() };
    expect((await stranger.push('customers', theirs)).body.results[0]).toMatchObject({ status: 'conflict' });
  });

  it('is refused as the form would refuse it, and for a role that may not', async () => {
    const north = await deskOf('north');
    const young = {
      demographics: { ...emptyCustomer().demographics, birth: { year: 2025, month: 1, day: 1 } },
    };
    const { body } = await north.push('customers', created(young), created({ emails: [] }));
    expect(body.results).toMatchObject([
      {
        status: 'rejected',
        code: 'invalid',
        fieldErrors: [{ path: 'demographics.birth', code: 'underAge' }],
      },
      { status: 'rejected', code: 'invalid', fieldErrors: [{ path: 'emails', code: 'unreachable' }] },
    ]);
    const officer = await deskOf('officer');
    expect((await officer.push('customers', created())).body.results[0]).toMatchObject({
      status: 'rejected',
      code: 'forbidden',
    });
  });

  it('does not tell whether a foreign id is taken', async () => {
    const foreign = await addCustomer(pool, { region: 'south' });
    const north = await deskOf('north');
    const { body } = await north.push('customers', created({ id: foreign.id }));
    expect(body.results[0]).toMatchObject({ status: 'outOfScope', master: null });
    expect(Customer.parse(await stored(foreign.id))).toEqual(foreign);
  });

  it('has a number of another customer: both stand, the later one is contested, also when both come at once', async () => {
    const north = await deskOf('north');
    const pair = () => [
      created({ identifiers: [identifier('A-1')] }),
      created({ identifiers: [identifier('A-1')] }),
    ];
    const [first, second] = pair();
    await north.push('customers', first);
    await north.push('customers', second);
    expect((await stored(first?.doc.id ?? ''))?.identifiers).toMatchObject([
      { value: 'A-1', contested: false },
    ]);
    expect((await stored(second?.doc.id ?? ''))?.identifiers).toMatchObject([
      { value: 'A-1', contested: true },
    ]);

    const rows = [
      created({ identifiers: [identifier('B-2')] }),
      created({ identifiers: [identifier('B-2')] }),
    ];
    await Promise.all(rows.map((row) => north.push('customers', row)));
    const marks = await Promise.all(
      rows.map(async (row) => (await stored(row.doc.id))?.identifiers[0]?.contested),
    );
    expect(marks.sort()).toEqual([false, true]);
  });

  it('with a contested number is given to a team to decide, once, without a word of the other customer', async () => {
    const north = await deskOf('north');
    const value = `C-${randomUUID()}`;
    const first = created({ identifiers: [identifier(value)], family: 'Firstcomer' });
    await north.push('customers', first);
    expect(await ticklersOf(first.doc.id)).toEqual([]);
    const before = (await north.pull('ticklers')).body.checkpoint;
    const second = created({ identifiers: [identifier(value)] });
    await north.push('customers', second);
    const [tickler, ...more] = await ticklersOf(second.doc.id);
    expect(more).toEqual([]);
    expect(Tickler.parse(tickler)).toMatchObject({
      customerId: second.doc.id,
      status: 'open',
      assigneeId: '',
      text: expect.stringContaining(
        `External ID ${value} (shop) of this customer is also another customer’s.`,
      ),
    });
    expect(DEMO_TEAMS.find(({ id }) => id === tickler?.teamId)).toMatchObject({ region: 'north' });
    expect(JSON.stringify(tickler)).not.toMatch(/Firstcomer/);
    expect(JSON.stringify(tickler)).not.toContain(first.doc.id);
    const customer = Customer.parse(await stored(second.doc.id));
    expect(tickler?.scope).toEqual(customer.scope);
    expect((await north.pull('ticklers', before)).body.documents).toEqual([tickler]);
    expect((await (await deskOf('south')).pull('ticklers')).body.documents).toEqual([]);

    const without = await north.push('customers', edit(customer, { identifiers: [] }));
    const again = Customer.parse(without.body.results[0]?.master);
    await north.push('customers', edit(again, { identifiers: [identifier(value)] }));
    expect((await stored(second.doc.id))?.identifiers).toMatchObject([{ contested: true }]);
    expect(await ticklersOf(second.doc.id)).toHaveLength(1);
    await north.push('customers', edit(Customer.parse(await stored(first.doc.id)), { given: 'Same' }));
    expect(await ticklersOf(first.doc.id)).toEqual([]);
  });

  it('with a contested number can have its tickler worked by a desk, whatever the number looks like', async () => {
    const north = await deskOf('north');
    const pair = () => created({ identifiers: [identifier('4111111111111111')] });
    const [one, other] = [pair(), pair()];
    await north.push('customers', one);
    await north.push('customers', other);
    const [tickler] = await ticklersOf(other.doc.id);
    const mutationId = randomUUID();
    const worked = { ...tickler, status: 'inProcess', mutationId };
    const base = { rev: tickler?.rev ?? '', mutationId: tickler?.mutationId ?? '' };
    const answer = await north.push('ticklers', { mutationId, base, doc: worked });
    expect(answer.body.results).toMatchObject([{ status: 'applied' }]);
  });
});

describe('a change', () => {
  it('leaves a version with who, when, what and why', async () => {
    const customer = await addCustomer(pool);
    const north = await deskOf('north');
    const note = { why: 'Returned mail', kind: 'changed', madeAt: '2026-01-02T03:04:05.000Z' };
    await north.push('customers', { ...edit(customer, { given: 'Changed' }), note });
    const [change] = await changesOf(customer.id);
    expect(change).toMatchObject({
      ...note,
      version: 2,
      actorId: 'north',
      fields: [{ path: 'given', from: customer.given, to: 'Changed' }],
    });
    expect(Math.abs(Date.now() - Date.parse(change?.at ?? ''))).toBeLessThan(60_000);
    expect(change?.scope).toEqual(customer.scope);
  });

  it('numbers its versions without a gap, from which every state is found again', async () => {
    const customer = await addCustomer(pool);
    const north = await deskOf('north');
    let now = customer;
    for (const given of ['One', 'Two', 'Three']) {
      const { body } = await north.push('customers', edit(now, { given }));
      now = body.results[0]?.master as Customer;
    }
    const changes = await changesOf(customer.id);
    expect(changes.map(({ version }) => version)).toEqual([2, 3, 4]);
    expect(editableOf(stateAt(now, changes, 1))).toEqual(editableOf(customer));
    expect(stateAt(now, changes, 3)).toMatchObject({ given: 'Two' });
  });

  it('that is sent twice leaves one version, and one that is refused none', async () => {
    const customer = await addCustomer(pool);
    const north = await deskOf('north');
    const row = edit(customer, { given: 'Once' });
    await north.push('customers', row);
    await north.push('customers', row);
    await north.push('customers', edit(customer, { given: 'x'.repeat(500) }));
    const other = await deskOf('north');
    await other.push('customers', edit(customer, { given: 'Stale' }));
    expect(await changesOf(customer.id)).toHaveLength(1);
  });

  it('is pulled by the desks of its area, and by no other', async () => {
    const customer = await addCustomer(pool);
    const north = await deskOf('north');
    await north.push('customers', edit(customer, { given: 'Seen' }));
    const seen = async (sub: string) => {
      const { body } = await (await deskOf(sub)).pull('changes');
      return body.documents.filter((doc) => (doc as Change).customerId === customer.id).length;
    };
    expect(await seen('north')).toBe(1);
    expect(await seen('south')).toBe(0);
  });
});
