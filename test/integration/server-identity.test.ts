/** Who may speak at all: the tokens that must not work, and the ones that must. */

import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import { exportSPKI, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PROTOCOL_VERSION } from '#shared/sync/protocol.ts';
import { readConfig } from '../../src-server/config.ts';
import { issuerKeys } from '../../src-server/identity/token.ts';
import type { RunningServer } from '../../src-server/serve.ts';
import { ADMIN, AUDIENCE, addPeople, ISSUER, NORTH, startServer, testIssuer } from '../support/backend.ts';
import { startTestPostgres, type TestPostgres } from '../support/postgres.ts';

let postgres: TestPostgres;
let url: string;
let server: RunningServer;
let issuer: Awaited<ReturnType<typeof testIssuer>>;

beforeAll(async () => {
  postgres = await startTestPostgres();
  const database = await postgres.database();
  ({ url } = database);
  await addPeople(database.pool);
  issuer = await testIssuer();
  server = await startServer(url, issuer.keys);
});
afterAll(async () => {
  await server.close();
  await postgres.stop();
});

async function me(authorization: string | undefined, at = server.url) {
  const response = await fetch(`${at}/v1/me`, { headers: authorization ? { authorization } : {} });
  return { status: response.status, body: await response.json() };
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const claims = { iss: ISSUER, aud: AUDIENCE, sub: 'north', exp: 4_102_444_800 };

it('knows a user by a good token', async () => {
  expect(await me(`Bearer ${await issuer.token({ sub: 'north' })}`)).toEqual({ status: 200, body: NORTH });
  expect((await me(`bearer ${await issuer.token({ sub: 'admin' })}`)).body).toEqual(ADMIN);
});

it('answers 403 to a good token of somebody it does not know', async () => {
  for (const sub of ['nobody', "north' OR '1'='1", 'nor\0th']) {
    expect((await me(`Bearer ${await issuer.token({ sub })}`)).status).toBe(403);
  }
});

it('answers 401 to every token that is not good', async () => {
  const stranger = await generateKeyPair('ES256');
  const publicText = await exportSPKI(issuer.publicKey);
  const none = `${encode({ alg: 'none' })}.${encode(claims)}.`;
  const confused = `${encode({ alg: 'HS256', kid: 'test' })}.${encode(claims)}`;
  const hmac = createHmac('sha256', publicText).update(confused).digest('base64url');
  const good = await issuer.token({ sub: 'north' });
  const [head, , signature] = good.split('.');
  const sign = (kid: string, more = {}) =>
    new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid, ...more }).sign(stranger.privateKey);
  const bad: Record<string, string | undefined> = {
    missing: undefined,
    empty: 'Bearer ',
    basic: `Basic ${good}`,
    nonsense: 'Bearer a.b.c',
    huge: `Bearer ${'a'.repeat(15_000)}.b.c`,
    none: `Bearer ${none}`,
    'algorithm confusion': `Bearer ${confused}.${hmac}`,
    'other issuer': `Bearer ${await issuer.token({ sub: 'north', iss: 'https://evil.test' })}`,
    'other audience': `Bearer ${await issuer.token({ sub: 'north', aud: 'callbook-desktop' })}`,
    expired: `Bearer ${await issuer.token({ sub: 'north' }, '-2m')}`,
    'not yet valid': `Bearer ${await issuer.token({ sub: 'north', nbf: 4_102_444_800 })}`,
    'no subject': `Bearer ${await issuer.token({})}`,
    'no end': `Bearer ${await new SignJWT({ ...claims, exp: undefined }).setProtectedHeader({ alg: 'ES256', kid: 'test' }).sign(stranger.privateKey)}`,
    'other key': `Bearer ${await sign('test')}`,
    'unknown key': `Bearer ${await sign('../../etc/passwd')}`,
    'own key in header': `Bearer ${await sign('test', { jku: 'http://127.0.0.1:1/keys' })}`,
    'changed claims': `Bearer ${head}.${encode({ ...claims, sub: 'officer' })}.${signature}`,
  };
  for (const [name, authorization] of Object.entries(bad)) {
    const answer = await me(authorization);
    expect([name, answer.status, answer.body.code]).toEqual([name, 401, 'unauthorized']);
  }
});

it('asks for a token on every path of sync', async () => {
  const body = JSON.stringify({ protocol: 1, clientId: crypto.randomUUID(), checkpoint: null, limit: 1 });
  const headers = { 'content-type': 'application/json' };
  const pull = await fetch(`${server.url}/sync/v1/customers/pull`, { method: 'POST', headers, body });
  const poke = await fetch(`${server.url}/sync/v1/poke`);
  expect([pull.status, poke.status]).toEqual([401, 401]);
});

it('answers 503, not 401, while the issuer cannot be asked, and recovers', async () => {
  const keys = createServer();
  await new Promise<void>((resolve) => keys.listen(0, '127.0.0.1', resolve));
  const address = keys.address();
  const where = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  let broken = true;
  keys.on('request', (_request, response) => {
    response.statusCode = broken ? 500 : 200;
    response.end(JSON.stringify({ issuer: where, jwks_uri: `${where}/keys`, keys: [] }));
  });
  const other = await startServer(url, issuerKeys(where));
  const token = await issuer.token({ sub: 'north' });
  expect((await me(`Bearer ${token}`, other.url)).status).toBe(503);
  broken = false;
  expect((await me(`Bearer ${token}`, other.url)).status).toBe(401); // asked now, and the key is not there
  keys.close();
  keys.closeAllConnections();
  await other.close();
});

it('tells how to sign in, and what it speaks, without a token', async () => {
  const discovery = await (await fetch(`${server.url}/v1/discovery`)).json();
  expect(discovery).toEqual({
    issuer: ISSUER,
    clientId: 'test',
    audience: AUDIENCE,
    protocol: PROTOCOL_VERSION,
  });
  const api = await (await fetch(`${server.url}/openapi.json`)).json();
  expect(Object.keys(api.paths)).toEqual(
    expect.arrayContaining([
      '/v1/me',
      '/sync/v1/{collection}/pull',
      '/sync/v1/{collection}/push',
      '/sync/v1/poke',
    ]),
  );
});

it('sends no cross-origin permission and answers foreign methods with 404', async () => {
  const response = await fetch(`${server.url}/v1/discovery`, { headers: { origin: 'https://evil.test' } });
  expect(response.headers.get('access-control-allow-origin')).toBeNull();
  expect((await fetch(`${server.url}/v1/me`, { method: 'DELETE' })).status).toBe(404);
});

it('names every setting that is missing or wrong, but no value', () => {
  const wrong = { DATABASE_URL: 'mysql://root:secret@db', PORT: '99999' };
  expect(() => readConfig(wrong)).toThrow(/DATABASE_URL[\s\S]*OIDC_ISSUER[\s\S]*PORT/);
  expect(() => readConfig(wrong)).not.toThrow(/secret/);
});
