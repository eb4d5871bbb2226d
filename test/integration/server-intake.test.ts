/** Customers by REST: what middleware sends once and gets back, by id and by external id. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NEW_ATTRIBUTE } from '#shared/configuration/attribute.ts';
import { Configuration } from '#shared/configuration/schema.ts';
import { newAddress } from '#shared/customer/contact-points.ts';
import { Customer } from '#shared/customer/schema.ts';
import { insertEntry } from '../../src-server/configuration/configuration-repository.ts';
import {
  addCustomer,
  addPeople,
  type Backend,
  desk,
  edit,
  startBackend,
  startServer,
} from '../support/backend.ts';
import { webp } from '../support/photo.ts';

let postgres: Backend['postgres'];
let pool: Backend['pool'];
let server: Backend['server'];
let issuer: Backend['issuer'];
let close: Backend['close'];

beforeAll(async () => {
  ({ postgres, pool, server, issuer, close } = await startBackend());
});
afterAll(() => close?.());

type Sent = { method?: string; body?: unknown; key?: string; match?: string; sub?: string };

async function ask(path: string, { method = 'GET', body, key, match, sub = 'north' }: Sent = {}) {
  const headers: Record<string, string> = { authorization: `Bearer ${await issuer.token({ sub })}` };
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (key !== undefined) headers['idempotency-key'] = key;
  if (match !== undefined) headers['if-match'] = match;
  const response = await fetch(`${server.url}/v1/customers${path}`, {
    method,
    headers,
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json(), headers: response.headers };
}

const create = (body: unknown, key: string = randomUUID(), sub = 'north') =>
  ask('', { method: 'POST', body, key, sub });
const change = (path: string, body: unknown, more: Sent = {}) =>
  ask(path, { method: 'PATCH', body, ...more });

let people = 0;
function somebody(fields: object = {}) {
  people += 1;
  return {
    given: 'Mid',
    family: `Ware${people}`,
    emails: [{ address: `mid${people}@example.org` }],
    ...fields,
  };
}

async function countOf(family: string): Promise<number> {
  const { rows } = await pool.query(`SELECT count(*)::int AS n FROM customers WHERE doc->>'family' = $1`, [
    family,
  ]);
  return rows[0].n;
}

/** An active custom attribute, as administrators define it. */
function addAttribute(key: string): Promise<void> {
  return addEntry({ ...NEW_ATTRIBUTE, key, label: key, state: 'active' });
}

async function addEntry(entry: object): Promise<void> {
  const now = new Date().toISOString();
  const ids = { id: randomUUID(), rev: '1-a', mutationId: randomUUID() };
  const envelope = { ...ids, scope: ['*'], updatedBy: 'test', updatedAt: now };
  await insertEntry(pool, Configuration.parse({ ...envelope, entry }));
}

describe('POST /v1/customers', () => {
  it('makes a customer and answers with the profile as it stands', async () => {
    const { status, body, headers } = await create(somebody({ phones: [{ number: '+44 20 7946 0018' }] }));
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(`/v1/customers/${body.id}`);
    expect(headers.get('etag')).toBe(`"${body.rev}"`);
    expect(Customer.parse(body)).toEqual(body);
    expect(body).toMatchObject({
      region: 'north',
      emails: [{ primary: true }],
      phones: [{ e164: '+442079460018', primary: true }],
    });
    expect(body.number).toMatch(/^C-\d+$/);
    expect((await ask(`/${body.id}`)).body).toEqual(body);
  });

  it('gives the first customer again for the same key, also when both come at once', async () => {
    const key = randomUUID();
    const given = somebody();
    const answers = await Promise.all(Array.from({ length: 4 }, () => create(given, key)));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 201]);
    expect((await create(given, key)).headers.get('idempotency-replayed')).toBe('true');
    expect(await countOf(given.family)).toBe(1);
  });

  it('refuses a key that was used for another body, and one that is missing', async () => {
    const key = randomUUID();
    await create(somebody(), key);
    const other = somebody();
    expect(await create(other, key)).toMatchObject({ status: 409, body: { code: 'idempotencyKeyReused' } });
    expect(await countOf(other.family)).toBe(0);
    expect(await ask('', { method: 'POST', body: somebody() })).toMatchObject({
      status: 400,
      body: { code: 'idempotencyKeyMissing' },
    });
  });

  it('makes half of nothing: an unknown attribute or a wrong field refuses the whole, by path and code', async () => {
    await addAttribute('hat_size');
    const external = { identifiers: [{ kind: 'external', system: 'shop', value: randomUUID() }] };
    const given = somebody({ attributes: { never_defined: 'x' }, ...external });
    expect(await create(given)).toMatchObject({
      status: 422,
      body: {
        code: 'invalid',
        fieldErrors: [{ path: 'attributes.never_defined', code: 'unknownAttribute' }],
      },
    });
    expect(await countOf(given.family)).toBe(0);
    const { body } = await create(somebody({ emails: [{ address: 'no address' }], nonsense: 1 }));
    expect(body.code).toBe('invalid');
    const young = await create(somebody({ demographics: { birth: { year: 2025, month: 1, day: 1 } } }));
    expect(young.body.fieldErrors).toEqual([{ path: 'demographics.birth', code: 'underAge' }]);
    expect((await create({ family: 'Alone' })).body.fieldErrors).toEqual([
      { path: 'emails', code: 'unreachable' },
    ]);
    expect(JSON.stringify(body)).not.toContain('no address');
  });

  it('takes an option by its label, and refuses one that there is not', async () => {
    const entry = {
      ...NEW_ATTRIBUTE,
      ...{ key: 'paint', label: 'Paint', type: 'enum', state: 'active' },
      options: [{ key: 'light_grey', label: 'Light grey', labels: { de: 'Hellgrau' }, archived: false }],
    };
    await addEntry(entry);
    const identifiers = [{ kind: 'external', system: 'shop', value: randomUUID() }];
    for (const paint of ['light grey', 'HELLGRAU', 'light_grey']) {
      const { status, body } = await create(somebody({ attributes: { paint }, identifiers }));
      expect([status, body.attributes]).toEqual([201, { paint: 'light_grey' }]);
    }
    const refused = await create(somebody({ attributes: { paint: 'beige' }, identifiers }));
    expect(refused.body.fieldErrors).toEqual([{ path: 'attributes.paint', code: 'notOffered' }]);
  });

  it('puts a customer where the caller says, within the caller’s area', async () => {
    const north = await create(somebody({ region: 'south' }));
    expect(north.body.region).toBe('north');
    expect(await create(somebody(), randomUUID(), 'officer')).toMatchObject({
      status: 403,
      body: { code: 'forbidden' },
    });
  });
});

describe('a custom profile before it is ready for', () => {
  it('is refused with what is missing, and the customer is not made', async () => {
    const empty = await postgres.database();
    await addPeople(empty.pool);
    const bare = await startServer(empty.url, issuer.keys);
    const send = async (body: object) => {
      const response = await fetch(`${bare.url}/v1/customers`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${await issuer.token({ sub: 'north' })}`,
          'content-type': 'application/json',
          'idempotency-key': randomUUID(),
        },
        body: JSON.stringify(body),
      });
      return { status: response.status, body: await response.json() };
    };
    try {
      const missing = (point: string) => ({ path: `readiness.${point}`, code: 'required' });
      expect(await send(somebody({ attributes: { shoe_size: '42' } }))).toMatchObject({
        status: 412,
        body: { code: 'notReady', fieldErrors: [missing('attributes'), missing('externalId')] },
      });
      const { rows } = await empty.pool.query('SELECT count(*)::int AS n FROM customers');
      expect(rows[0].n).toBe(0);
      expect((await send(somebody())).status).toBe(201);
    } finally {
      await bare.close();
    }
  });
});

describe('a custom profile', () => {
  it('comes with the customer, or later by id or by external id', async () => {
    await addAttribute('shoe_size');
    const identifiers = [{ kind: 'external', system: 'shop', value: randomUUID() }];
    const both = await create(somebody({ attributes: { shoe_size: '42' }, identifiers }));
    expect(both).toMatchObject({ status: 201, body: { attributes: { shoe_size: '42' } } });

    const shop = randomUUID();
    const standard = await create(
      somebody({ identifiers: [{ kind: 'external', system: 'shop', value: shop }] }),
    );
    const byId = await change(`/${standard.body.id}`, { attributes: { shoe_size: '43' }, why: 'Survey' });
    expect(byId).toMatchObject({
      status: 200,
      body: { attributes: { shoe_size: '43' }, family: standard.body.family },
    });
    const byExternal = await change(`/external/${shop}?system=shop`, { attributes: { shoe_size: '44' } });
    expect(byExternal.body).toMatchObject({ id: standard.body.id, attributes: { shoe_size: '44' } });
    expect((await ask(`/external/${shop}`)).body.attributes).toEqual({ shoe_size: '44' });
    const { rows } = await pool.query('SELECT doc FROM changes WHERE customer_id = $1 ORDER BY version', [
      byId.body.id,
    ]);
    expect(rows.map(({ doc }) => [doc.kind, doc.why])).toEqual([
      ['created', ''],
      ['changed', 'Survey'],
      ['changed', ''],
    ]);
  });
});

describe('PATCH', () => {
  it('changes what is given and nothing else; a moved address closes the former one', async () => {
    const address = { lines: ['1 Old St'], city: 'London', country: 'GB' };
    const made = await create(
      somebody({ addresses: [address], business: { jobTitle: 'Clerk', department: 'Post' } }),
    );
    const [former] = made.body.addresses;
    const moved = await change(`/${made.body.id}`, {
      business: { jobTitle: 'Head' },
      addresses: [{ ...address, id: former.id, lines: ['2 New St'] }],
    });
    expect(moved.body.business).toMatchObject({ jobTitle: 'Head', department: 'Post' });
    expect(moved.body.emails).toEqual(made.body.emails);
    expect(moved.body.addresses).toMatchObject([
      { id: former.id, lines: ['1 Old St'] },
      { lines: ['2 New St'], replaces: former.id, closedAt: null, primary: true },
    ]);
    expect(newAddress(moved.body.addresses[0]).closedAt).not.toBeNull();
  });

  it('makes another one primary in place of the former one, and refuses two', async () => {
    const two = [{ address: 'one@primary.example' }, { address: 'two@primary.example' }];
    const { body: made } = await create(somebody({ emails: two }));
    const [one, other] = made.emails;
    const marks = async (emails: object[]) => {
      const { status, body } = await change(`/${made.id}`, { emails });
      return [status, body.emails?.map(({ primary }: { primary: boolean }) => primary)];
    };
    const bare = ({ id, address }: { id: string; address: string }) => ({ id, address });
    expect(await marks([bare(one), { ...bare(other), primary: true }])).toEqual([200, [false, true]]);
    expect(await marks([{ address: 'three@primary.example' }, bare(other)])).toEqual([200, [false, true]]);
    for (const refused of [
      await change(`/${made.id}`, { emails: two.map((email) => ({ ...email, primary: true })) }),
      await create(somebody({ emails: two.map((email) => ({ ...email, primary: true })) })),
    ]) {
      expect(refused).toMatchObject({
        status: 422,
        body: { code: 'invalid', fieldErrors: [{ path: 'emails', code: 'onePrimary' }] },
      });
    }
  });

  it('is refused on a state that has changed since, and repeated by its key once', async () => {
    const { body: made } = await create(somebody());
    const first = await change(`/${made.id}`, { given: 'One' }, { match: `"${made.rev}"` });
    expect(first.status).toBe(200);
    const stale = await change(`/${made.id}`, { given: 'Two' }, { match: '"1-deadbeef"', key: randomUUID() });
    expect(stale).toMatchObject({ status: 412, body: { code: 'conflict' } });
    const key = randomUUID();
    await change(`/${made.id}`, { given: 'Three' }, { key });
    const again = await change(`/${made.id}`, { given: 'Three' }, { key });
    expect(again.headers.get('idempotency-replayed')).toBe('true');
  });

  it('of many at once loses none', async () => {
    const { body: made } = await create(somebody());
    const parts = [{ prefix: 'Dr' }, { suffix: 'Jr' }, { middle: 'M' }];
    const answers = await Promise.all(parts.map((part) => change(`/${made.id}`, part)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await ask(`/${made.id}`)).body).toMatchObject({ prefix: 'Dr', suffix: 'Jr', middle: 'M' });
  });
});

describe('a photo', () => {
  it('is given and taken out, and is a small picture', async () => {
    const photo = webp(128, 128);
    const { body } = await create(somebody({ photo }));
    expect(body).toMatchObject({ photo });
    for (const bad of [webp(129, 129), Buffer.from('<svg/>').toString('base64')]) {
      const refused = await change(`/${body.id}`, { photo: bad });
      expect(refused).toMatchObject({
        status: 422,
        body: { fieldErrors: [{ path: 'photo', code: 'photo' }] },
      });
    }
    expect((await change(`/${body.id}`, { given: 'Kept' })).body).toMatchObject({ photo });
    expect((await change(`/${body.id}`, { photo: '' })).body.photo).toBe('');
  });
});

describe('what belongs together', () => {
  it('is a guest of an organisation, whose former e-mail is noted and never given', async () => {
    const company = await create(somebody({ kind: 'organisation', organisation: 'Acme' }));
    const organisationId = company.body.id;
    const guest = await create(somebody({ registration: 'guest', organisationId }));
    expect(guest.body).toMatchObject({ registration: 'guest', organisationId, formerPoints: [] });
    const [email] = guest.body.emails;
    const emails = [{ id: email.id, address: 'new@guest.example' }];
    const changed = await change(`/${guest.body.id}`, { registration: 'registered', emails });
    expect(email).toMatchObject({ source: 'By middleware', since: expect.stringMatching(/^20/u) });
    expect(changed.body.emails[0].since > email.since).toBe(true);
    expect(changed.body).toMatchObject({
      registration: 'registered',
      formerPoints: [{ kind: 'email', value: email.address }],
    });
    expect((await change(`/${guest.body.id}`, { formerPoints: [] })).status).toBe(422);
    expect(await change(`/${organisationId}`, { organisationId })).toMatchObject({
      status: 422,
      body: { fieldErrors: [{ path: 'organisationId', code: 'loop' }] },
    });
  });

  it('is a model and its attributes: the defaults of others are not put in', async () => {
    await addAttribute('glove_size');
    await addEntry({
      ...NEW_ATTRIBUTE,
      ...{ key: 'club', label: 'Club', state: 'active', defaultValue: 'none' },
    });
    await addEntry({
      ...{ kind: 'model', code: 'HANDS', name: 'Hands', version: 1, active: true, standard: false },
      ...{ kinds: [], attributes: ['glove_size'], categories: [], required: [], hidden: [] },
    });
    const identifiers = [{ kind: 'external', system: 'shop', value: randomUUID() }];
    const model = { code: 'HANDS', version: 1 };
    const made = await create(somebody({ model, identifiers, attributes: { glove_size: '8' } }));
    expect(made).toMatchObject({ status: 201, body: { model, attributes: { glove_size: '8' } } });
    expect(made.body.attributes.club).toBeUndefined();
  });
});

describe('an external id', () => {
  it('of two customers is contested and dropped by neither; asking by it says so', async () => {
    const value = randomUUID();
    const identifiers = [{ kind: 'external', system: 'crm', value }];
    const first = await create(somebody({ identifiers }));
    const second = await create(somebody({ identifiers }));
    expect(first.body.identifiers).toMatchObject([{ value, contested: false }]);
    expect(second.body.identifiers).toMatchObject([{ value, contested: true }]);
    expect(await ask(`/external/${value}`)).toMatchObject({ status: 409, body: { code: 'ambiguous' } });
  });

  it('or an id of another area is nobody’s', async () => {
    const foreign = await addCustomer(pool, { region: 'south', externalId: randomUUID() });
    for (const path of [`/${foreign.id}`, `/external/${foreign.externalId}`, `/${randomUUID()}`, '/no-id']) {
      expect([400, 404]).toContain((await ask(path)).status);
      expect((await change(path, { given: 'Mine' })).status).toBe(404);
    }
    expect((await ask(`/external/${foreign.externalId}`, { sub: 'south' })).body.id).toBe(foreign.id);
  });
});

describe('POST /v1/customers/bulk', () => {
  const bulk = (rows: unknown, sub = 'north') => ask('/bulk', { method: 'POST', body: { rows }, sub });
  const row = (customer: object, key: string = randomUUID()) => ({ key, customer });

  it('judges row by row, in order, with the codes that each would have had alone', async () => {
    const [good, other] = [somebody(), somebody()];
    const [wrong, unknown] = [somebody({ emails: [{ address: 'none' }] }), somebody({ nickname: 'x' })];
    const used = randomUUID();
    await create(somebody(), used);
    const rows = [row(good), row(wrong), row(unknown), row(somebody(), used), { customer: other }, 'no row'];
    const { status, body } = await bulk([...rows, row(other)]);
    expect(status).toBe(200);
    const alone = await Promise.all([wrong, unknown].map((one) => create(one)));
    expect(body.results).toMatchObject([
      { status: 201, replayed: false, customer: { family: good.family } },
      { status: 422, ...alone[0]?.body },
      { status: 422, ...alone[1]?.body },
      { status: 409, code: 'idempotencyKeyReused' },
      { status: 400, code: 'idempotencyKeyMissing' },
      { status: 400, code: 'idempotencyKeyMissing' },
      { status: 201, replayed: false, customer: { family: other.family } },
    ]);
    expect(await countOf(wrong.family)).toBe(0);
  });

  it('sent again makes nobody twice, and answers with the same customers', async () => {
    const rows = [row(somebody()), row(somebody({ emails: [] })), row(somebody())];
    const first = await bulk(rows);
    const again = await bulk([rows[0], rows[0], ...rows.slice(1), row(somebody())]);
    const ids = first.body.results.map((one: { customer?: Customer }) => one.customer?.id);
    expect(again.body.results).toMatchObject([
      { status: 200, replayed: true, customer: { id: ids[0] } },
      { status: 200, replayed: true, customer: { id: ids[0] } },
      { status: 422, code: 'invalid', fieldErrors: first.body.results[1].fieldErrors },
      { status: 200, replayed: true, customer: { id: ids[2] } },
      { status: 201 },
    ]);
    for (const { customer } of rows)
      expect(await countOf((customer as { family: string }).family)).toBeLessThan(2);
  });

  it('takes a hundred and not one more; none at all is refused as a whole, and a role that may not in each row', async () => {
    const many = Array.from({ length: 101 }, () => row(somebody()));
    const tooMany = await bulk(many);
    expect(tooMany).toMatchObject({
      status: 422,
      body: { code: 'invalid', fieldErrors: [{ path: 'rows' }] },
    });
    expect((await bulk(many.slice(0, 100))).body.results).toHaveLength(100);
    for (const rows of [[], 'rows', undefined]) expect((await bulk(rows)).status).toBe(422);
    expect((await bulk([row(somebody())], 'officer')).body.results).toMatchObject([
      { status: 403, code: 'forbidden' },
    ]);
  });
});

it('says when a customer signed up, whatever is sent, and keeps it over every change', async () => {
  const sent = await create(somebody({ signedUpAt: '2001-01-01T00:00:00.000Z' }));
  expect(sent).toMatchObject({ status: 422, body: { code: 'invalid' } });
  const before = new Date().toISOString();
  const { body: made } = await create(somebody());
  expect(made.signedUpAt >= before).toBe(true);
  const { body: changed } = await change(`/${made.id}`, { given: 'Later' });
  expect(changed).toMatchObject({ given: 'Later', signedUpAt: made.signedUpAt });
  const north = desk(server.url, await issuer.token({ sub: 'north' }));
  const forged = edit(changed, { signedUpAt: '2001-01-01T00:00:00.000Z', family: 'Ofadesk' });
  const { body } = await north.push('customers', forged);
  expect(body.results[0]?.master).toMatchObject({ family: 'Ofadesk', signedUpAt: made.signedUpAt });
  const registered = { ...edit(changed, { id: randomUUID() }), base: null };
  expect((await north.push('customers', registered)).body.results[0]?.master).not.toHaveProperty(
    'signedUpAt',
  );
});

it('is described in the OpenAPI document', async () => {
  const response = await fetch(`${server.url}/openapi.json`);
  const { paths } = (await response.json()) as { paths: Record<string, Record<string, unknown>> };
  expect(Object.keys(paths['/v1/customers'] ?? {})).toEqual(['post']);
  expect(Object.keys(paths['/v1/customers/bulk'] ?? {})).toEqual(['post']);
  expect(Object.keys(paths['/v1/customers/{id}'] ?? {}).sort()).toEqual(['get', 'patch']);
  expect(Object.keys(paths['/v1/customers/external/{externalId}'] ?? {}).sort()).toEqual(['get', 'patch']);
});
