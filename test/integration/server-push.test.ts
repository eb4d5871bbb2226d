/** Push: exactly once, on the state it was made on, one row at a time. */
import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compactCustomer } from '#shared/customer/compact.ts';
import { newEmail, newPhone } from '#shared/customer/contact-points.ts';
import { Customer } from '#shared/customer/schema.ts';
import {
  ADMIN,
  addCustomer,
  addPeople,
  type Backend,
  desk,
  edit,
  NORTH,
  OFFICER,
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

async function deskOf(sub: string, clientId?: string, url = server.url) {
  return desk(url, await issuer.token({ sub }), clientId);
}

async function stored(id: string) {
  const { rows } = await pool.query('SELECT doc, rev FROM customers WHERE id = $1', [id]);
  return rows[0]?.doc;
}

async function feedLength(id: string): Promise<number> {
  const { rows } = await pool.query('SELECT count(*)::int AS n FROM change_feed WHERE doc_id = $1', [id]);
  return rows[0].n;
}

/** Hands requests on, and cuts the line once the answer is there, so that the sender never sees it. */
async function answerLosingProxy(target: string): Promise<{ url: string; server: Server }> {
  const proxy = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const headers = {
      authorization: request.headers.authorization ?? '',
      'content-type': 'application/json',
    };
    await fetch(`${target}${request.url}`, { method: 'POST', headers, body: Buffer.concat(chunks) }).then(
      (r) => r.text(),
    );
    response.destroy();
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const address = proxy.address();
  return { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`, server: proxy };
}

describe('exactly once', () => {
  it('answers the same request twice with one effect, and each time with what stands', async () => {
    const customer = await addCustomer(pool);
    const north = await deskOf('north');
    const row = edit(customer, { given: 'Once' });
    const first = await north.push('customers', row);
    const second = await north.push('customers', row);
    expect(first.body.results[0]).toMatchObject({ mutationId: row.mutationId, status: 'applied' });
    expect(second.body.results[0]).toEqual({ ...first.body.results[0], status: 'duplicate' });
    expect(second.body.results[0]?.master).toEqual(await stored(customer.id));
    expect(await feedLength(customer.id)).toBe(2);
  });

  it('takes effect once when it is sent many times at once', async () => {
    const customer = await addCustomer(pool);
    const north = await deskOf('north');
    const row = edit(customer, { given: 'Storm' });
    const answers = await Promise.all(Array.from({ length: 8 }, () => north.push('customers', row)));
    const states = answers.map(({ body }) => body.results[0]?.status).sort();
    expect(states).toEqual(['applied', ...Array(7).fill('duplicate')]);
    expect(await feedLength(customer.id)).toBe(2);
  });

  it('answers a change whose first answer was lost, also after another one', async () => {
    const customer = await addCustomer(pool);
    const clientId = randomUUID();
    const proxy = await answerLosingProxy(server.url);
    const cut = await deskOf('north', clientId, proxy.url);
    const row = edit(customer, { given: 'Lost' });
    await expect(cut.push('customers', row)).rejects.toThrow();
    proxy.server.close();
    expect((await stored(customer.id)).given).toBe('Lost');
    const north = await deskOf('north', clientId);
    expect((await north.push('customers', row)).body.results[0]?.status).toBe('duplicate');
    expect(await feedLength(customer.id)).toBe(2);
  });

  it('refuses a mutation id that was used for another document', async () => {
    const [one, two] = [await addCustomer(pool), await addCustomer(pool)];
    const north = await deskOf('north');
    const row = edit(one, { given: 'Mine' });
    await north.push('customers', row);
    const again = { ...edit(two, { given: 'Mine' }), mutationId: row.mutationId };
    expect((await north.push('customers', again)).body.results[0]).toMatchObject({
      status: 'rejected',
      code: 'invalid',
    });
    expect((await stored(two.id)).given).toBe(two.given);
  });

  it('repeats a refusal, even when the change would be allowed by now', async () => {
    const customer = await addCustomer(pool, { status: 'restricted' });
    const north = await deskOf('north');
    const row = edit(customer, { given: 'Later', status: 'active' });
    expect((await north.push('customers', row)).body.results[0]).toMatchObject({ code: 'restricted' });
    await pool.query(`UPDATE customers SET doc = doc || '{"status":"active"}' WHERE id = $1`, [customer.id]);
    expect((await north.push('customers', row)).body.results[0]).toMatchObject({ code: 'restricted' });
    expect((await stored(customer.id)).given).toBe(customer.given);
  });
});

describe('the base of a change', () => {
  it('takes a second change on a state that the desk pushed and has not pulled back', async () => {
    const customer = await addCustomer(pool);
    const north = await deskOf('north');
    const first = edit(customer, { given: 'A' });
    await north.push('customers', first);
    const pushed = { ...customer, given: 'A', mutationId: first.mutationId };
    const second = await north.push('customers', edit(pushed, { given: 'B' }));
    expect(second.body.results[0]?.status).toBe('applied');
  });

  it('takes a change on the old base when this client itself made the state in between', async () => {
    const customer = await addCustomer(pool);
    const clientId = randomUUID();
    const north = await deskOf('north', clientId);
    for (const given of ['A', 'B', 'C']) {
      const { body } = await north.push('customers', edit(customer, { given }));
      expect(body.results[0]?.status).toBe('applied');
    }
    expect(await stored(customer.id)).toMatchObject({
      given: 'C',
      rev: expect.stringMatching(/^4-[0-9a-f]{8}$/),
    });
  });

  it('finds a conflict when another desk made the state in between, and sends the newest', async () => {
    const customer = await addCustomer(pool);
    const [mine, other] = [await deskOf('north'), await deskOf('north')];
    await other.push('customers', edit(customer, { given: 'Theirs' }));
    const row = edit(customer, { given: 'Mine' });
    const { body } = await mine.push('customers', row);
    expect(body.results[0]).toMatchObject({ status: 'conflict', master: { given: 'Theirs' } });
    await other.push('customers', edit(await stored(customer.id), { given: 'Newest' }));
    expect((await mine.push('customers', row)).body.results[0]).toMatchObject({
      master: { given: 'Newest' },
    });
    expect((await stored(customer.id)).given).toBe('Newest');
  });

  it('finds a conflict for a push without base', async () => {
    const customer = await addCustomer(pool);
    const north = await deskOf('north');
    const { body } = await north.push('customers', { ...edit(customer, { given: 'X' }), base: null });
    expect(body.results[0]).toMatchObject({ status: 'conflict', master: { id: customer.id } });
  });
});

describe('what a desk may write', () => {
  it('keeps server-owned fields as stored, whatever is sent', async () => {
    const customer = await addCustomer(pool, { flags: ['fraudWatch'], externalId: 'X-1' });
    const north = await deskOf('north');
    const forged = {
      given: 'Honest',
      region: 'south',
      scope: ['region:south'],
      teamId: randomUUID(),
      number: 'C-1',
      kind: 'organisation',
      flags: [],
      externalId: 'X-2',
      customerSince: '1999-01-01',
      updatedBy: 'somebody',
      updatedAt: '1999-01-01T00:00:00.000Z',
      rev: '99-aaaaaaaa',
      evil: true,
    };
    const { body } = await north.push('customers', edit(customer, forged));
    expect(body.results[0]?.status).toBe('applied');
    const { updatedAt, rev, mutationId, ...rest } = Customer.parse(await stored(customer.id));
    const { updatedAt: _at, rev: _rev, mutationId: _id, ...before } = customer;
    expect(rest).toEqual({ ...before, given: 'Honest', updatedBy: NORTH.sub });
    expect(rev).toMatch(/^2-[0-9a-f]{8}$/);
    expect(updatedAt > customer.updatedAt).toBe(true);
    expect(mutationId).not.toBe(customer.mutationId);
  });

  it('gives a foreign customer the same answer as one that does not exist', async () => {
    const foreign = await addCustomer(pool, { region: 'south' });
    const north = await deskOf('north');
    const [known, unknown] = [
      edit(foreign, { given: 'X' }),
      edit({ ...foreign, id: randomUUID() }, { given: 'X' }),
    ];
    const { body } = await north.push('customers', known, unknown);
    const [a, b] = body.results.map(({ mutationId: _, ...rest }) => rest);
    expect(a).toEqual({ status: 'outOfScope', master: null });
    expect(a).toEqual(b);
    expect((await stored(foreign.id)).given).toBe(foreign.given);
    const comment = (customerId: string) => ({
      mutationId: randomUUID(),
      base: null,
      doc: { id: randomUUID(), customerId, text: 'x', writtenAt: '2026-01-01T00:00:00.000Z' },
    });
    const notes = await north.push('comments', comment(foreign.id), comment(randomUUID()));
    expect(notes.body.results.map(({ mutationId: _, ...rest }) => rest)).toEqual([a, a]);
  });

  it('refuses roles without the permission, and shows them no more than a pull would', async () => {
    const customer = await addCustomer(pool);
    const foreign = edit({ ...customer, id: randomUUID() }, { given: 'X' });
    for (const [sub, held] of [
      [OFFICER.sub, compactCustomer(customer)],
      [ADMIN.sub, null],
    ] as const) {
      const who = await deskOf(sub);
      const { body } = await who.push('customers', edit(customer, { given: 'X' }), foreign);
      expect(body.results.map(({ status, code, master }) => ({ status, code, master }))).toEqual([
        { status: 'rejected', code: 'forbidden', master: held },
        { status: 'rejected', code: 'forbidden', master: null },
      ]);
    }
  });

  it('refuses a collection that is not written by desks, row by row', async () => {
    const north = await deskOf('north');
    const { status, body } = await north.push('teams', {
      mutationId: randomUUID(),
      base: null,
      doc: { id: randomUUID() },
    });
    expect(status).toBe(200);
    expect(body.results[0]).toMatchObject({ status: 'rejected', code: 'forbidden' });
  });

  it('takes good rows beside bad ones', async () => {
    const customers = await Promise.all([1, 2, 3, 4, 5, 6, 7].map(() => addCustomer(pool)));
    const north = await deskOf('north');
    const [nul, surrogate, long, shape, base, twice, good] = customers.map((customer) =>
      edit(customer, { given: 'Good' }),
    );
    if (!nul || !surrogate || !long || !shape || !base || !twice || !good) throw new Error('unreachable');
    nul.doc.family = 'a\0b';
    surrogate.doc.family = 'a\ud800b';
    long.doc.family = 'x'.repeat(200);
    const email = { id: randomUUID(), address: 'a@example.com', label: '', primary: true };
    twice.doc.emails = [email, email];
    const rows = [
      nul,
      surrogate,
      long,
      { ...shape, doc: 'no' },
      { ...base, base: { rev: '\0', mutationId: randomUUID() } },
      twice,
      good,
    ];
    const { status, body } = await north.push('customers', ...rows);
    expect(status).toBe(200);
    expect(body.results.map(({ status, code }) => code ?? status)).toEqual([
      ...Array(6).fill('invalid'),
      'applied',
    ]);
    expect(body.results.map(({ fieldErrors }) => fieldErrors?.[0])).toEqual([
      { path: 'family', code: 'control' },
      { path: 'family', code: 'control' },
      { path: 'family', code: 'tooLong' },
      { path: 'doc', code: 'format' },
      { path: 'base.rev', code: 'control' },
      { path: 'emails.1.id', code: 'duplicate' },
      undefined,
    ]);
  });

  it('keeps one primary e-mail of two that an older desk sends: the one that became it', async () => {
    const email = (address: string, primary: boolean) =>
      newEmail({ id: randomUUID(), address, label: '', primary });
    const former = email('former@primary.example', true);
    const customer = await addCustomer(pool, { emails: [former] });
    const became = { ...email('became@primary.example', true), since: '2026-05-03T10:00:00.000Z' };
    const north = await deskOf('north');
    const { body } = await north.push('customers', edit(customer, { emails: [former, became] }));
    const emails = [{ ...former, primary: false }, became];
    expect(body.results[0]).toMatchObject({ status: 'applied', master: { emails } });
    expect((await stored(customer.id)).emails).toEqual(emails);
  });

  it('notes where a value came from for a desk that does not, and leaves the notes of one that does', async () => {
    const note = { why: 'By letter', kind: 'changed', madeAt: new Date().toISOString() };
    const EARLIER = '2026-05-03T10:00:00.000Z';
    const noted = { source: 'Customer said', since: EARLIER };
    const email = newEmail({
      id: randomUUID(),
      address: 'a@note.example',
      label: '',
      primary: true,
      ...noted,
    });
    const customer = await addCustomer(pool, { emails: [email] });
    const north = await deskOf('north');
    const { source: _source, since: _since, ...older } = { ...email, address: 'b@note.example' };
    const row = edit(customer, {});
    await north.push('customers', { ...row, note, doc: { ...row.doc, emails: [older] } });
    const after = await stored(customer.id);
    expect(after.emails).toEqual([{ ...older, source: 'By letter', since: expect.stringMatching(/^20/u) }]);
    expect(after.emails[0]?.since).not.toBe(EARLIER);
    const mine = { ...older, address: 'c@note.example', source: 'By phone', since: EARLIER };
    await north.push('customers', { ...edit(after, { emails: [mine] }), note });
    expect((await stored(customer.id)).emails).toEqual([mine]);
  });

  it('refuses a phone number that its country cannot have, and none that was there', async () => {
    const phone = newPhone({ id: randomUUID(), number: '+44 20 7946', label: '', primary: true });
    const customer = await addCustomer(pool, { phones: [phone] });
    const north = await deskOf('north');
    const other = { ...phone, number: '+44 20 7947' };
    const { body: refused } = await north.push('customers', edit(customer, { phones: [other] }));
    const fieldErrors = [{ path: 'phones.0.number', code: 'phoneImpossible' }];
    expect(refused.results[0]).toMatchObject({ code: 'invalid', fieldErrors });
    const labelled = { ...phone, label: 'shop' };
    await north.push('customers', edit(customer, { phones: [labelled] }));
    expect((await stored(customer.id)).phones).toEqual([labelled]);
  });

  it('takes photos that are small pictures, keeps them from desks that know none, and refuses all else', async () => {
    const customer = await addCustomer(pool);
    const north = await deskOf('north');
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>').toString('base64');
    for (const photo of [svg, webp(128, 64), webp(256, 256), 'no photo']) {
      const { body } = await north.push('customers', edit(customer, { photo }));
      expect(body.results[0]).toMatchObject({
        code: 'invalid',
        fieldErrors: [{ path: 'photo', code: 'photo' }],
      });
    }
    const { body: tooLong } = await north.push('customers', edit(customer, { photo: 'A'.repeat(20_000) }));
    expect(tooLong.results[0]).toMatchObject({ code: 'invalid', fieldErrors: [{ path: 'photo' }] });
    const photo = webp(128, 128);
    const { body } = await north.push('customers', edit(customer, { photo }));
    const taken = body.results[0]?.master as Customer;
    expect(taken).toMatchObject({ photo });
    const { photo: _unknown, ...older } = edit(taken, { given: 'Older' }).doc;
    await north.push('customers', { ...edit(taken, {}), doc: older });
    expect(await stored(customer.id)).toMatchObject({ given: 'Older', photo });
    const { rows } = await pool.query('SELECT doc::text AS text FROM changes WHERE customer_id = $1', [
      customer.id,
    ]);
    expect(rows.some(({ text }) => text.includes('"photo"'))).toBe(true);
    expect(rows.some(({ text }) => text.includes(photo))).toBe(false);
  });

  it('leaves the logon ID to the system that keeps the account', async () => {
    const identifier = { id: randomUUID(), kind: 'logon' as const, system: '', value: 'ada' };
    const identifiers = [{ ...identifier, primary: true, contested: false }];
    const times = { lastLoginAt: null, lastFailedAt: null, passwordChangedAt: null };
    const account = {
      ...times,
      state: 'enabled' as const,
      passwordExpired: false,
      asOf: '2026-01-01T00:00:00.000Z',
    };
    const customer = await addCustomer(pool, { identifiers, account: { ...account, logonId: 'ada' } });
    const push = async (change: Partial<Customer>) =>
      (await (await deskOf('north')).push('customers', edit(customer, change))).body.results[0];
    const other = identifiers.map((one) => ({ ...one, value: 'eve' }));
    expect(await push({ identifiers: other })).toMatchObject({
      code: 'invalid',
      fieldErrors: [{ path: 'identifiers.0.value', code: 'directoryOwned' }],
    });
    expect(await push({ identifiers: [] })).toMatchObject({ fieldErrors: [{ code: 'directoryOwned' }] });
    expect(await push({ given: 'Free' })).toMatchObject({ status: 'applied' });
  });

  it('does not let a push restrict a customer', async () => {
    const customer = await addCustomer(pool);
    const { body } = await (await deskOf('north')).push(
      'customers',
      edit(customer, { status: 'restricted' }),
    );
    expect(body.results[0]).toMatchObject({ code: 'invalid', fieldErrors: [{ path: 'status' }] });
  });
});

describe('comments', () => {
  const comment = (customerId: string, text = 'Called back') => ({
    mutationId: randomUUID(),
    base: null,
    doc: {
      id: randomUUID(),
      customerId,
      text,
      writtenAt: '2026-01-01T00:00:00.000Z',
      authorId: 'boss',
      authorName: 'The Boss',
      scope: ['*'],
    },
  });

  it('are added with author and scope from the server', async () => {
    const customer = await addCustomer(pool);
    const row = comment(customer.id);
    const { body } = await (await deskOf('north')).push('comments', row);
    expect(body.results[0]?.status).toBe('applied');
    const { rows } = await pool.query('SELECT doc FROM comments WHERE id = $1', [row.doc.id]);
    expect(rows[0].doc).toMatchObject({
      authorId: 'north',
      authorName: 'Nora North',
      scope: customer.scope,
      text: 'Called back',
    });
  });

  it('are never changed: the same again is a duplicate, another text is refused, a foreign id is taken', async () => {
    const customer = await addCustomer(pool);
    const south = await addCustomer(pool, { region: 'south' });
    const north = await deskOf('north');
    const row = comment(customer.id);
    await north.push('comments', row);
    const again = { ...row, mutationId: randomUUID() };
    const other = { ...row, mutationId: randomUUID(), doc: { ...row.doc, text: 'Changed' } };
    const { body } = await north.push('comments', again, other);
    expect(body.results.map(({ status, code }) => code ?? status)).toEqual(['duplicate', 'immutable']);
    const theft = { ...row, mutationId: randomUUID(), doc: { ...row.doc, customerId: south.id } };
    const answer = await (await deskOf('south')).push('comments', theft);
    expect(answer.body.results[0]).toMatchObject({ code: 'idTaken', master: null });
  });

  it('cannot be added to a restricted customer', async () => {
    const customer = await addCustomer(pool, { status: 'restricted' });
    const { body } = await (await deskOf('north')).push('comments', comment(customer.id));
    expect(body.results[0]).toMatchObject({ status: 'rejected', code: 'restricted' });
  });
});

describe('the request', () => {
  it('is refused as a whole only when it cannot be read', async () => {
    const north = await deskOf('north');
    const path = '/sync/v1/customers/push';
    const head = { protocol: 1, clientId: north.clientId };
    const answers = await Promise.all([
      north.post(path, '{"protocol":1,"__proto__":{"polluted":true}}'),
      north.post(path, '{"protocol":1,"constructor":{"prototype":{"polluted":true}}}'),
      north.post(path, '{not json'),
      north.post(path, { ...head, rows: [] }),
      north.post(path, { ...head, rows: [{ base: null }] }),
      north.post(path, { ...head, rows: Array(101).fill({ mutationId: randomUUID() }) }),
      north.post(path, { ...head, protocol: 0, rows: 'whatever it was then' }),
      north.post(path, { ...head, rows: [{ mutationId: randomUUID(), pad: 'x'.repeat(1024 * 1024) }] }),
      north.post('/sync/v1/secrets/push', { ...head, rows: [{ mutationId: randomUUID() }] }),
      north.post('/nowhere', {}),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400, 400, 426, 413, 400, 404]);
    for (const { body } of answers)
      expect(body).toEqual({ code: expect.any(String), message: expect.any(String) });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('survives deep and strange JSON', async () => {
    const customer = await addCustomer(pool);
    const north = await deskOf('north');
    const row = JSON.stringify(edit(customer, { given: 'Deep' })).replace(
      /}}$/,
      `,"x":${'['.repeat(20_000)}${']'.repeat(20_000)},"toString":1,"n":1e400}}`,
    );
    const answer = await north.post<{ results: { status: string }[] }>(
      '/sync/v1/customers/push',
      `{"protocol":1,"clientId":"${north.clientId}","rows":[${row}]}`,
    );
    expect(answer.body.results?.[0]?.status).toBe('applied');
  });

  it('is answered 503 with a time to come back when the database is gone', async () => {
    const { url, pool: own } = await postgres.database();
    await addPeople(own);
    const customer = await addCustomer(own);
    const other = await startServer(url, issuer.keys);
    const north = await deskOf('north', undefined, other.url);
    const name = new URL(url).pathname.slice(1);
    await pool.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
    await pool.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]);
    const answer = await north.push('customers', edit(customer, { given: 'X' }));
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('5');
    await other.close();
  });
});
