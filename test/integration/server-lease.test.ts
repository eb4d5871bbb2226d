/** The lease that the server grants for offline work: to whom, for how long, and signed with which key. */
import { createPublicKey, verify } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readLease, SignedLease } from '#shared/permission/lease.ts';
import { readConfig } from '../../src-server/config.ts';
import type { Pool } from '../../src-server/db/pool.ts';
import type { RunningServer } from '../../src-server/serve.ts';
import { addPeople, startServer, testIssuer } from '../support/backend.ts';
import { startTestPostgres, type TestPostgres } from '../support/postgres.ts';

const HALF_AN_HOUR = 1_800_000;

let postgres: TestPostgres;
let pool: Pool;
let server: RunningServer;
let issuer: Awaited<ReturnType<typeof testIssuer>>;

beforeAll(async () => {
  postgres = await startTestPostgres();
  const database = await postgres.database();
  ({ pool } = database);
  await addPeople(pool);
  issuer = await testIssuer();
  server = await startServer(database.url, issuer.keys, { offlineMs: HALF_AN_HOUR });
});
afterAll(async () => {
  await server.close();
  await postgres.stop();
});

async function ask(path: string, sub: string | null) {
  const headers: Record<string, string> =
    sub === null ? {} : { authorization: `Bearer ${await issuer.token({ sub })}` };
  const response = await fetch(`${server.url}${path}`, { headers });
  return { status: response.status, body: await response.json() };
}

it('is the user’s, as long as the setting says, and signed with the key of certificates', async () => {
  const before = Date.now();
  const { body, signature, publicKey } = SignedLease.parse((await ask('/v1/lease', 'north')).body);
  const lease = readLease(body, 'north');
  expect(readLease(body, 'south')).toBeNull();
  expect(Date.parse(lease?.issuedAt ?? '')).toBeGreaterThanOrEqual(before);
  expect(Date.parse(lease?.expiresAt ?? '') - Date.parse(lease?.issuedAt ?? '')).toBe(HALF_AN_HOUR);

  const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
  const isSigned = (text: string) => verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64'));
  expect(isSigned(body)).toBe(true);
  expect(isSigned(body.replace('north', 'south'))).toBe(false);
  const { signing } = (await ask('/v1/privacy-keys', 'north')).body;
  expect(createPublicKey(signing).equals(key)).toBe(true);
});

it('is granted to nobody without a token, and to nobody who was removed', async () => {
  expect((await ask('/v1/lease', null)).status).toBe(401);
  expect((await ask('/v1/lease', 'south')).status).toBe(200);
  await pool.query("DELETE FROM users WHERE sub = 'south'");
  expect((await ask('/v1/lease', 'south')).status).toBe(403);
});

it('lasts a week unless OFFLINE_HOURS says otherwise, which may be a fraction and never nothing', () => {
  const given = { DATABASE_URL: 'postgres://x', OIDC_ISSUER: 'https://issuer.test', PRIVACY_DIR: '/p' };
  expect(readConfig(given).offlineMs).toBe(168 * 3_600_000);
  expect(readConfig({ ...given, OFFLINE_HOURS: '0.5' }).offlineMs).toBe(HALF_AN_HOUR);
  for (const hours of ['0', '-1', '', 'long'])
    expect(() => readConfig({ ...given, OFFLINE_HOURS: hours })).toThrow(/OFFLINE_HOURS/);
});
