/** Requests that are not about being forgotten: accounts, mail, partner passwords, restriction, export. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seal } from '#main/request/seal.ts';
import { newEmail } from '#shared/customer/contact-points.ts';
import type { Customer } from '#shared/customer/schema.ts';
import type { Me } from '#shared/permission/me.ts';
import type { RequestPayload, ServiceRequest } from '#shared/request/schema.ts';
import { sealContext } from '#shared/request/sealed.ts';
import type { PushResult } from '#shared/sync/protocol.ts';
import { addCustomer, type Backend, desk, NORTH, startBackend } from '../support/backend.ts';
import { requestRow } from '../support/forgetting.ts';
import { type MailServer, startMailServer } from '../support/mail-server.ts';
import { webp } from '../support/photo.ts';

let pool: Backend['pool'];
let server: Backend['server'];
let issuer: Backend['issuer'];
let mail: MailServer;
let close: Backend['close'];

beforeAll(async () => {
  mail = await startMailServer();
  const from = 'Shop <no-reply@shop.example>';
  const urls = { resetUrl: 'https://shop.example/new#', confirmUrl: 'https://shop.example/yes#' };
  const settings = { mail: { smtpUrl: mail.url, from, ...urls } };
  const people: Me[] = [
    { ...NORTH, sub: 'senior', role: 'seniorCsr' },
    { ...NORTH, sub: 'super', role: 'supervisor' },
  ];
  ({ pool, server, issuer, close } = await startBackend({ settings, people }));
});
afterAll(async () => {
  await close?.();
  await mail?.close();
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

/** By somebody who gave their PIN just before they asked. */
const reset = (createdAt = new Date().toISOString()): Extract<RequestPayload, { kind: 'resetPassword' }> => ({
  kind: 'resetPassword',
  checks: ['callBack'],
  proof: { by: 'pin', at: createdAt },
});
const ENABLE: RequestPayload = { kind: 'enableAccount', checks: ['callBack'] };

describe('a password reset', () => {
  const to = ({ emails }: Customer) => mail.taken.filter((one) => one.includes(emails[0]?.address ?? '-'));

  it('is mailed once to the verified address, though the mail server was busy, and nowhere else to be read', async () => {
    const customer = await withEmail(true);
    mail.refuse(1);
    const request = await ask('north', customer, reset());
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
    const row = requestRow(customer.id, reset());
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
    expect(await ask('north', await withEmail(false), reset())).toMatchObject({
      state: 'rejected',
      outcome: 'noVerifiedEmail',
    });
    const without = await addCustomer(pool, { account: null });
    expect(await ask('north', without, reset())).toMatchObject({ state: 'rejected', outcome: 'noAccount' });
    const often = await withEmail(true);
    for (let times = 0; times < 3; times += 1)
      expect((await ask('north', often, reset())).state).toBe('accepted');
    expect(await ask('north', often, reset())).toMatchObject({ state: 'rejected', outcome: 'tooMany' });
    const late = await withEmail(true);
    expect(await ask('north', late, reset(), ago(HOUR + 1000))).toMatchObject({
      state: 'expired',
      outcome: 'tooOld',
    });
    expect(await ask('north', late, reset(), ago(-HOUR))).toMatchObject({
      state: 'expired',
      outcome: 'clockWrong',
    });
    expect(to(late)).toEqual([]);
  });
});

describe('whoever asks for a reset', () => {
  const signedIn = async (secondsAgo: number | null) =>
    issuer.token({
      sub: 'north',
      ...(secondsAgo !== null && { auth_time: Math.floor(Date.now() / 1000) - secondsAgo }),
    });
  async function askWith(token: string, payload: RequestPayload, createdAt?: string) {
    const customer = await withEmail(true);
    const row = requestRow(customer.id, payload, createdAt);
    const { body } = await desk(server.url, token).push('requests', row);
    return body.results[0]?.master as ServiceRequest;
  }
  const bySignIn = (): RequestPayload => ({ ...reset(), proof: { by: 'signIn', at: ago(0) } });

  it('has just signed in, by what the token says and not the desk', async () => {
    expect(await askWith(await signedIn(30), bySignIn())).toMatchObject({ state: 'accepted' });
    for (const token of [await signedIn(3600), await signedIn(null)]) {
      expect(await askWith(token, bySignIn())).toMatchObject({ state: 'rejected', outcome: 'notVerified' });
    }
  });

  it('is not taken without a proof, or with one of another time', async () => {
    const { proof: _, ...without } = reset();
    const tokens = await signedIn(30);
    expect((await askWith(tokens, without)).outcome).toBe('notVerified');
    expect((await askWith(tokens, reset(ago(10 * 60_000)))).outcome).toBe('notVerified');
    expect((await askWith(tokens, reset(ago(0)), ago(10 * 60_000))).outcome).toBe('notVerified');
  });
});

describe('the e-mail of a reset', () => {
  const proof = { at: '2026-02-01T00:00:00.000Z', by: 'Nora', method: 'call' as const };
  const email = (address: string, primary = false, verified = true) =>
    newEmail({ id: randomUUID(), address, label: '', primary, verified: verified ? proof : null });
  const mailsTo = (address: string) => mail.taken.filter((one) => one.includes(address));

  it('has others told that are verified, without the link', async () => {
    const [first, second, third] = ['one', 'two', 'three'].map(
      (name) => `${name}-${randomUUID()}@example.com`,
    );
    const emails = [email(first ?? '', true), email(second ?? ''), email(third ?? '', false, false)];
    const customer = await addCustomer(pool, { emails, account: account('enabled') });
    const request = await ask('north', customer, reset());
    await expect.poll(async () => (await requestOf(request.id)).state, { timeout: 40_000 }).toBe('done');
    await expect.poll(() => mailsTo(second ?? '').length, { timeout: 40_000 }).toBe(1);
    expect(mailsTo(second ?? '')[0]).not.toContain('new#');
    expect(mailsTo(second ?? '')[0]).toContain('A new password was asked for');
    expect(mailsTo(third ?? '')).toEqual([]);
  });

  it('is another one by now: the request is taken back, whether the server has it yet or not', async () => {
    const customer = await withEmail(true);
    const other = { id: customer.emails[0]?.id ?? '', verifiedAt: '2025-01-01T00:00:00.000Z' };
    expect(await ask('north', customer, { ...reset(), to: other })).toMatchObject({
      state: 'cancelled',
      outcome: 'emailChanged',
    });
    const same = { ...other, verifiedAt: customer.emails[0]?.verified?.at ?? '' };
    mail.refuse(1);
    const request = await ask('north', customer, { ...reset(), to: same });
    expect(request.state).toBe('accepted');
    const changed = `new-${randomUUID()}@example.com`;
    await pool.query(
      `UPDATE customers SET doc = jsonb_set(doc, '{emails,0,address}', to_jsonb($2::text)) WHERE id = $1`,
      [customer.id, changed],
    );
    await expect.poll(async () => (await requestOf(request.id)).state, { timeout: 40_000 }).toBe('cancelled');
    expect(await requestOf(request.id)).toMatchObject({ outcome: 'emailChanged' });
    const { rowCount } = await pool.query('SELECT FROM password_reset WHERE customer_id = $1', [customer.id]);
    expect([rowCount, mailsTo(changed), mailsTo(customer.emails[0]?.address ?? '-')]).toEqual([0, [], []]);
  });
});

describe('the link of a reset', () => {
  async function redeem(sub: string, token: string) {
    const response = await fetch(`${server.url}/v1/password-resets/redeem`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await issuer.token({ sub })}`, 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    });
    return { status: response.status, body: await response.json() };
  }
  /** A customer and the token in the mail that they got. */
  async function mailed() {
    const customer = await withEmail(true);
    const address = customer.emails[0]?.address ?? '-';
    await ask('north', customer, reset());
    const taken = () => mail.taken.find((one) => one.includes(address));
    await expect.poll(taken, { timeout: 40_000 }).toBeDefined();
    const text = (taken() ?? '').replace(/=\r\n/g, '').replace(/=3D/g, '=');
    return { customer, token: /new#([\w-]{43})/.exec(text)?.[1] ?? '' };
  }

  it('tells the system of accounts whose password may be set, once', async () => {
    const { customer, token } = await mailed();
    expect((await redeem('north', token)).status).toBe(403);
    const { number, externalId } = customer;
    const body = { customerId: customer.id, number, externalId };
    const answers = await Promise.all([redeem('admin', token), redeem('admin', token)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404]);
    expect(answers).toContainEqual({ status: 200, body });
    expect((await redeem('admin', 'unknown')).status).toBe(404);
  });

  it('is worth nothing after an hour, and when another one was sent', async () => {
    const { customer, token } = await mailed();
    await pool.query(`UPDATE password_reset SET expires_at = now() WHERE customer_id = $1`, [customer.id]);
    expect((await redeem('admin', token)).status).toBe(404);
    const other = await mailed();
    await ask('north', other.customer, reset());
    expect((await redeem('admin', other.token)).status).toBe(404);
  });
});

describe('the confirmation of an e-mail address', () => {
  const confirm = (customer: Customer): RequestPayload => ({
    kind: 'confirmEmail',
    emailId: customer.emails[0]?.id ?? '',
  });
  async function redeem(sub: string, token: string) {
    const response = await fetch(`${server.url}/v1/email-confirmations/redeem`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await issuer.token({ sub })}`, 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    });
    return response.status;
  }
  /** A customer whose address nobody has confirmed, and the token in the mail that they got. */
  async function mailed() {
    const customer = await withEmail(false);
    const request = await ask('north', customer, confirm(customer));
    expect(request).toMatchObject({ state: 'accepted', stage: 'mail' });
    const taken = () => mail.taken.find((one) => one.includes(customer.emails[0]?.address ?? '-'));
    await expect.poll(taken, { timeout: 40_000 }).toBeDefined();
    const text = (taken() ?? '').replace(/=\r\n/g, '').replace(/=3D/g, '=');
    return { customer, request, token: /yes#([\w-]{43})/.exec(text)?.[1] ?? '' };
  }

  it('verifies the address that the link went to, once, with a version, and the link is nowhere to be read', async () => {
    const { customer, request, token } = await mailed();
    await expect.poll(async () => (await requestOf(request.id)).state).toBe('done');
    expect((await customerOf(customer.id)).emails[0]?.verified).toBeNull();
    for (const table of ['requests', 'mail_outbox', 'email_confirmation', 'push_receipt', 'changes']) {
      const { rowCount } = await pool.query(`SELECT FROM ${table} t WHERE t::text LIKE $1`, [`%${token}%`]);
      expect([table, rowCount]).toEqual([table, 0]);
    }
    expect(await redeem('north', token)).toBe(403);
    const answers = await Promise.all([redeem('admin', token), redeem('admin', token)]);
    expect(answers.sort()).toEqual([200, 404]);
    const [email] = (await customerOf(customer.id)).emails;
    expect(email?.verified).toMatchObject({ method: 'code', by: 'The customer' });
    const { rows } = await pool.query(`SELECT doc FROM changes WHERE customer_id = $1`, [customer.id]);
    expect(rows.at(-1)?.doc).toMatchObject({
      actorName: 'The customer',
      fields: [{ path: expect.stringMatching(/^emails/) }],
    });
  });

  it('is worth nothing for another address, after a week, and when another link was sent', async () => {
    const first = await mailed();
    await pool.query(
      `UPDATE customers SET doc = jsonb_set(doc, '{emails,0,address}', '"other@example.com"') WHERE id = $1`,
      [first.customer.id],
    );
    expect(await redeem('admin', first.token)).toBe(404);
    expect((await customerOf(first.customer.id)).emails[0]?.verified).toBeNull();
    const second = await mailed();
    await pool.query('UPDATE email_confirmation SET expires_at = now() WHERE customer_id = $1', [
      second.customer.id,
    ]);
    expect(await redeem('admin', second.token)).toBe(404);
    const third = await mailed();
    await ask('north', third.customer, confirm(third.customer));
    expect(await redeem('admin', third.token)).toBe(404);
  });

  it('is not sent for an address that is verified, not to be used or gone, nor four times a day', async () => {
    const verified = await withEmail(true);
    expect(await ask('north', verified, confirm(verified))).toMatchObject({ outcome: 'emailChanged' });
    const unknown: RequestPayload = { kind: 'confirmEmail', emailId: randomUUID() };
    expect(await ask('north', await withEmail(false), unknown)).toMatchObject({ state: 'cancelled' });
    const { customer } = await mailed();
    for (let times = 0; times < 2; times += 1) await ask('north', customer, confirm(customer));
    expect(await ask('north', customer, confirm(customer))).toMatchObject({ outcome: 'tooMany' });
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
    const customer = await addCustomer(pool, {
      given: '<script>alert(1)</script>',
      family: 'Exported',
      photo: webp(128, 128),
    });
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
    expect(html).toContain(`<img src="data:image/webp;base64,${webp(128, 128)}"`);
    expect(html.split(webp(128, 128))).toHaveLength(2);
    expect(JSON.parse(json).customer).toMatchObject({
      photo: webp(128, 128),
      family: 'Exported',
      number: customer.number,
    });
    expect((await get('south')).status).toBe(404);
    expect((await get('admin')).status).toBe(403);
  });
});
