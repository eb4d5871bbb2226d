/** The demo: signs people in, keeps its promises over restarts and kills, and is the same everywhere. */
import { type ChildProcess, spawn } from 'node:child_process';
import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Comment } from '#shared/comment/schema.ts';
import { Customer } from '#shared/customer/schema.ts';
import { DEMO_ACCOUNTS } from '../../src-server/demo/accounts.ts';
import { demoComments } from '../../src-server/demo/demo-comments.ts';
import { demoCustomer } from '../../src-server/demo/demo-customer.ts';
import { DEMO_CLIENT, type Demo, startDemo } from '../../src-server/demo/start-demo.ts';
import { desk } from '../support/backend.ts';
import { temporaryFolder } from '../support/postgres.ts';
import { redeem, signIn } from '../support/sign-in.ts';

const CUSTOMERS = 60;
let folder: string;
let demo: Demo;

beforeAll(async () => {
  folder = await temporaryFolder();
  demo = await startDemo({ folder, customers: CUSTOMERS, durable: false });
});
afterAll(async () => {
  await demo.stop();
  await rm(folder, { recursive: true, force: true });
});

const tokensOf = (account: string) =>
  signIn({ issuer: demo.issuer, clientId: DEMO_CLIENT.clientId, account });
const refresh = (token: string) =>
  redeem(demo.issuer, { grant_type: 'refresh_token', refresh_token: token, client_id: DEMO_CLIENT.clientId });

async function me(accessToken: string) {
  const response = await fetch(`${demo.serverUrl}/v1/me`, {
    headers: { authorization: `Bearer ${accessToken}` },
  });
  return response.json();
}

describe('the demo', () => {
  it('signs every account in, with a token for the server and nobody else', async () => {
    for (const { about, ...account } of DEMO_ACCOUNTS) {
      const { accessToken, refreshToken } = await tokensOf(account.sub);
      expect(await me(accessToken)).toEqual(account);
      expect(decodeJwt(accessToken)).toMatchObject({
        iss: demo.issuer,
        aud: DEMO_CLIENT.audience,
        sub: account.sub,
      });
      expect(refreshToken).not.toBe('');
      expect(about).not.toBe('');
    }
  });

  it('refuses an account that is not on the list', async () => {
    await expect(tokensOf('mallory')).rejects.toThrow(/No code/);
  });

  it('rotates refresh tokens, and forgives one lost answer', async () => {
    const { refreshToken } = await tokensOf('casey');
    const lost = await refresh(refreshToken);
    const again = await refresh(refreshToken);
    expect(again.refreshToken).not.toBe(lost.refreshToken);
    expect(await me(again.accessToken)).toMatchObject({ sub: 'casey' });
  });

  it('serves what it seeded, by scope', async () => {
    const casey = desk(demo.serverUrl, (await tokensOf('casey')).accessToken);
    const { body } = await casey.pull('customers');
    const { rows } = await demo.pool.query(`SELECT count(*)::int AS n FROM customers WHERE region = 'north'`);
    expect(body.documents).toHaveLength(rows[0].n);
    expect(rows[0].n).toBeGreaterThan(0);
  });

  it('keeps its secrets to itself', async () => {
    for (const name of ['postgres-password', 'identity-keys.json', 'identity-grants.json', 'demo.json']) {
      expect((await stat(path.join(folder, name))).mode & 0o077).toBe(0);
    }
  });

  it('refuses a second start in the same folder', async () => {
    await expect(startDemo({ folder })).rejects.toThrow(/in use/);
  });

  it('can lose and regain its server at the same address', async () => {
    const url = demo.serverUrl;
    await demo.stopServer();
    await expect(fetch(`${url}/healthz`)).rejects.toThrow();
    await demo.startServer();
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });

  it('comes back with its addresses, data and sign-ins', async () => {
    const { accessToken, refreshToken } = await tokensOf('robin');
    const before = { url: demo.serverUrl, issuer: demo.issuer };
    await demo.stop();
    demo = await startDemo({ folder, customers: CUSTOMERS, durable: false });
    expect({ url: demo.serverUrl, issuer: demo.issuer }).toEqual(before);
    expect(await me(accessToken)).toMatchObject({ sub: 'robin' });
    expect(await me((await refresh(refreshToken)).accessToken)).toMatchObject({ sub: 'robin' });
    const { rows } = await demo.pool.query('SELECT count(*)::int AS n FROM customers');
    expect(rows[0].n).toBe(CUSTOMERS);
  });
});

/** Starts the demo as a program and waits for its last line. */
async function program(
  data: string,
): Promise<{ child: ChildProcess; ready: { serverUrl: string; issuer: string } }> {
  const args = ['src-server/demo/main.ts', '--data', data, '--customers', '20'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('READY ')) return { child, ready: JSON.parse(line.slice(6)) };
  }
  throw new Error('The demo ended without being ready.');
}

describe('the program', () => {
  it('survives kill -9, and stops with SIGTERM', async () => {
    const data = await temporaryFolder();
    const first = await program(data);
    first.child.kill('SIGKILL');
    await new Promise((resolve) => first.child.once('exit', resolve));
    const second = await program(data);
    expect(second.ready).toEqual(first.ready);
    expect((await fetch(`${second.ready.serverUrl}/readyz`)).status).toBe(200);
    second.child.kill('SIGTERM');
    expect(await new Promise((resolve) => second.child.once('exit', resolve))).toBe(0);
    await expect(stat(path.join(data, 'postgres', 'postmaster.pid'))).rejects.toThrow();
    await rm(data, { recursive: true, force: true });
  });
});

describe('demo data', () => {
  it('are the same everywhere, valid, and varied', () => {
    const customers = Array.from({ length: 2000 }, (_, index) => demoCustomer(index));
    expect(demoCustomer(7)).toEqual(customers[7]);
    for (const customer of customers) expect(Customer.parse(customer)).toEqual(customer);
    for (const comment of demoComments(customers[1] ?? demoCustomer(1), 1, 4)) Comment.parse(comment);
    const text = JSON.stringify(customers);
    for (const sample of ['ß', 'Ł', 'ø', 'İ', 'Ξ', 'Ш', '山', 'restricted', 'fraudWatch'])
      expect(text).toContain(sample);
    expect(new Set(customers.map(({ id }) => id)).size).toBe(customers.length);
    expect(new Set(customers.map(({ region }) => region)).size).toBe(4);
  });
});
