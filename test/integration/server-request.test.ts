/** Requests that are not about being forgotten: accounts, mail, partner passwords, restriction, export. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seal } from '#main/request/seal.ts';
import { newEmail } from '#shared/customer/contact-points.ts';
import type { Customer } from '#shared/customer/schema.ts';
import type { RequestPayload, ServiceRequest } from '#shared/request/schema.ts';
import { sealContext } from '#shared/request/sealed.ts';
import type { PushResult } from '#shared/sync/protocol.ts';
import type { Pool } from '../../src-server/db/pool.ts';
import { saveUser } from '../../src-server/identity/user-repository.ts';
import type { RunningServer } from '../../src-server/serve.ts';
import { addCustomer, addPeople, desk, NORTH, startServer, testIssuer } from '../support/backend.ts';
import { requestRow } from '../support/forgetting.ts';
import { type MailServer, startMailServer } from '../support/mail-server.ts';
import { startTestPostgres, type TestPostgres } from '../support/postgres.ts';

let postgres: TestPostgres;
let pool: Pool;
let server: RunningServer;
let mail: MailServer;
let issuer: Awaited<ReturnType<typeof testIssuer>>;

beforeAll(async () => {
  postgres = await startTestPostgres();
  const { pool: made, url } = await postgres.database();
  pool = made;
  await addPeople(pool);
  await saveUser(pool, { ...NORTH, sub: 'senior', role: 'seniorCsr' });
  await saveUser(pool, { ...NORTH, sub: 'super', role: 'supervisor' });
  issuer = await testIssuer();
  mail = await startMailServer();
  const settings = {
    smtpUrl: mail.url,
    from: 'Shop <no-reply@shop.example>',
    resetUrl: 'https://shop.example/new#',
  };
  server = await startServer(url, issuer.keys, { mail: settings });
});
afterAll(async () => {
  await server.close();
  await mail.close();
  await postgres.stop();
});

const HOUR = 3_600_000;
const ago = (ms: number) => new Date(Date.now() - ms).toISOString();

async function push(sub: string, row: ReturnType<typeof requestRow>): Promise<PushResult> {
  const { body } = await desk(server.url, await issuer.token({ sub })).push('requests', row);
  return body.results[0] as PushResult;
}
async function ask(sub: string, customer: Customer, payload: RequestPayload, createdAt?: string) {
  return (await push(sub, requestRow(customer.id, payload, createdAt))).master as ServiceRequest;
}
async function requestOf(id: string): Promise<ServiceRequest> {
  return (await pool.query('SELECT doc FROM requests WHERE id = $1', [id])).rows[0].doc;
}
async function customerOf(id: string): Promise<Customer> {
  return (await pool.query('SELECT doc FROM customers WHERE id = $1', [id])).rows[0].doc;
}

const account = (state: 'enabled' | 'locked' | 'disabled') => ({
  state,
  lastLoginAt: null,
  lastFailedAt: null,
  passwordChangedAt: null,
  passwordExpired: false,
  asOf: '2026-01-01T00:00:00.000Z',
});

async function withEmail(verified: boolean): Promise<Customer> {
  const proof = { at: '2026-01-01T00:00:00.000Z', by: 'Nora', method: 'call' as const };
  const address = `${randomUUID()}@example.com`;
  const emails = [
    newEmail({ id: randomUUID(), address, label: '', primary: true, verified: verified ? proof : null }),
  ];
  return addCustomer(pool, { emails, account: account('enabled') });
}

const RESET: RequestPayload = { kind: 'resetPassword', checks: ['callBack'] };
const ENABLE: RequestPayload = { kind: 'enableAccount', checks: ['callBack'] };

describe('a password reset', () => {
  const to = ({ emails }: Customer) => mail.taken.filter((one) => one.includes(emails[0]?.address ?? '-'));

  it('is mailed once to the verified address, though the mail server was busy, and nowhere else to be read', async () => {
    const customer = await withEmail(true);
    mail.refuse(1);
    const request = await ask('north', customer, RESET);
    expect(request).toMatchObject({ state: 'accepted', stage: 'mail' });
    await expect.poll(async () => (await requestOf(request.id)).state, { timeout: 40_000 }).toBe('done');
    const mails = to(customer);
    expect(mails).toHaveLength(1);
    const token = /new#([\w-]{43})/.exec(mails[0]?.replace(/=\r\n/g, '').replace(/=3D/g, '=') ?? '')?.[1];
    expect(token).toBeDefined();
    for (const table of ['requests', 'mail_outbox', 'password_reset', 'push_receipt', 'changes']) {
      const { rowCount } = await pool.query(`SELECT FROM ${table} t WHERE t::text LIKE $1`, [`%${token}%`]);
      expect([table, rowCount]).toEqual([table, 0]);
    }
  });

  it('is sent once, however often the request is', async () => {
    const customer = await withEmail(true);
    const row = requestRow(customer.id, RESET);
    const statuses = [];
    for (let times = 0; times < 3; times += 1) statuses.push((await push('north', row)).status);
    expect(statuses).toEqual(['applied', 'duplicate', 'duplicate']);
    await expect.poll(() => to(customer).length, { timeout: 40_000 }).toBe(1);
    const { rows } = await pool.query('SELECT content FROM mail_outbox WHERE customer_id = $1', [
      customer.id,
    ]);
    await expect
      .poll(
        async () =>
          (await pool.query('SELECT content FROM mail_outbox WHERE customer_id = $1', [customer.id])).rows,
      )
      .toEqual([{ content: null }]);
    expect(rows).toHaveLength(1);
  });

  it('is impossible without a verified address or an account, after three a day, and after an hour', async () => {
    expect(await ask('north', await withEmail(false), RESET)).toMatchObject({
      state: 'rejected',
      outcome: 'noVerifiedEmail',
    });
    const without = await addCustomer(pool, { account: null });
    expect(await ask('north', without, RESET)).toMatchObject({ state: 'rejected', outcome: 'noAccount' });
    const often = await withEmail(true);
    for (let times = 0; times < 3; times += 1)
      expect((await ask('north', often, RESET)).state).toBe('accepted');
    expect(await ask('north', often, RESET)).toMatchObject({ state: 'rejected', outcome: 'tooMany' });
    const late = await withEmail(true);
    expect(await ask('north', late, RESET, ago(HOUR + 1000))).toMatchObject({
      state: 'expired',
      outcome: 'tooOld',
    });
    expect(await ask('north', late, RESET, ago(-HOUR))).toMatchObject({
      state: 'expired',
      outcome: 'clockWrong',
    });
    expect(to(late)).toEqual([]);
  });
});

describe('an account', () => {
  it('that is locked is enabled; what was disabled on purpose only by a supervisor', async () => {
    const locked = await addCustomer(pool, { account: account('locked') });
    expect((await ask('north', locked, ENABLE)).state).toBe('done');
    expect((await customerOf(locked.id)).account?.state).toBe('enabled');
    expect(await ask('north', locked, ENABLE)).toMatchObject({ state: 'rejected', outcome: 'notLocked' });
    const disabled = await addCustomer(pool, { account: account('disabled') });
    expect(await ask('north', disabled, ENABLE)).toMatchObject({
      state: 'rejected',
      outcome: 'needsSupervisor',
    });
    expect((await ask('super', disabled, ENABLE)).state).toBe('done');
    expect((await ask('north', locked, ENABLE, ago(25 * HOUR))).state).toBe('expired');
  });
});

describe('a partner account', () => {
  const password = 'correct horse battery';

  async function sealed(
    customer: Customer,
    of: { distributor: string; userId: string },
  ): Promise<RequestPayload> {
    const response = await fetch(`${server.url}/v1/privacy-keys`, {
      headers: { authorization: `Bearer ${await issuer.token({ sub: 'senior' })}` },
    });
    const { sealing } = (await response.json()) as { sealing: string };
    const context = sealContext({ customerId: customer.id, ...of });
    return { kind: 'partnerPassword', ...of, sealed: seal(sealing, password, context) };
  }

  it('gets the password that was sealed for it, which stands nowhere as it is', async () => {
    const customer = await addCustomer(pool);
    const payload = await sealed(customer, { distributor: 'ACME', userId: 'pat' });
    expect((await ask('senior', customer, payload)).state).toBe('done');
    expect((await customerOf(customer.id)).partnerAccounts).toMatchObject([
      { distributor: 'ACME', userId: 'pat' },
    ]);
    const { rows } = await pool.query('SELECT password_hash FROM partner_account WHERE customer_id = $1', [
      customer.id,
    ]);
    expect(rows[0].password_hash).toMatch(/^scrypt\$/);
    const { rowCount } = await pool.query(
      `SELECT FROM requests r, partner_account p WHERE r::text LIKE $1 OR p::text LIKE $1`,
      [`%${password}%`],
    );
    expect(rowCount).toBe(0);
  });

  it('does not take a password that was sealed for another, or that was changed', async () => {
    const customer = await addCustomer(pool);
    const other = await sealed(await addCustomer(pool), { distributor: 'ACME', userId: 'pat' });
    expect(await ask('senior', customer, other)).toMatchObject({ state: 'rejected', outcome: 'unreadable' });
    const mine = await sealed(customer, { distributor: 'ACME', userId: 'pat' });
    expect(await ask('senior', customer, { ...mine, userId: 'eve' } as RequestPayload)).toMatchObject({
      state: 'rejected',
      outcome: 'unreadable',
    });
    expect((await push('north', requestRow(customer.id, mine))).code).toBe('forbidden');
  });
});

describe('processing', () => {
  it('is restricted at once and given back by a privacy officer alone', async () => {
    const customer = await addCustomer(pool, { status: 'inactive' });
    expect((await ask('north', customer, { kind: 'restrict', reason: 'accuracyDisputed' })).state).toBe(
      'done',
    );
    expect((await customerOf(customer.id)).status).toBe('restricted');
    const back: RequestPayload = { kind: 'reinstate', reason: 'resolved' };
    expect((await push('north', requestRow(customer.id, back))).code).toBe('forbidden');
    expect((await ask('officer', customer, back)).state).toBe('done');
    expect((await customerOf(customer.id)).status).toBe('inactive');
    expect(await ask('officer', customer, back)).toMatchObject({
      state: 'rejected',
      outcome: 'notRestricted',
    });
  });
});

describe('an export', () => {
  it('holds all that is kept, safe to open, to be fetched by who may', async () => {
    const customer = await addCustomer(pool, { given: '<script>alert(1)</script>', family: 'Exported' });
    const payload: RequestPayload = {
      kind: 'dataExport',
      requester: 'person',
      regime: 'gdpr',
      receivedAt: ago(0),
      checks: ['document'],
    };
    const request = await ask('north', customer, payload);
    expect(request).toMatchObject({ state: 'done', dueAt: expect.any(String) });
    const get = async (sub: string) =>
      fetch(`${server.url}/v1/requests/${request.id}/export`, {
        headers: { authorization: `Bearer ${await issuer.token({ sub })}` },
      });
    const { html, json } = (await (await get('north')).json()) as { html: string; json: string };
    expect(html).toContain('Exported');
    expect(html).not.toContain('<script>');
    expect(JSON.parse(json).customer).toMatchObject({ family: 'Exported', number: customer.number });
    expect((await get('south')).status).toBe(404);
    expect((await get('admin')).status).toBe(403);
  });
});
