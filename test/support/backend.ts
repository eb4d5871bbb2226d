/** A backend for tests: real PostgreSQL, real HTTP, tokens signed by a key of the test. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalJWKSet, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { scopeOf } from '#shared/customer/placement.ts';
import type { Customer } from '#shared/customer/schema.ts';
import type { Me } from '#shared/permission/me.ts';
import type { CollectionName } from '#shared/sync/collections.ts';
import type { Checkpoint, PullResponse, PushResponse, PushRow } from '#shared/sync/protocol.ts';
import type { Config } from '../../src-server/config.ts';
import { insertCustomers } from '../../src-server/customer/customer-repository.ts';
import type { Pool } from '../../src-server/db/pool.ts';
import { demoCustomer } from '../../src-server/demo/demo-customer.ts';
import { DEMO_TEAMS } from '../../src-server/demo/demo-teams.ts';
import type { KeySet } from '../../src-server/identity/token.ts';
import { saveUser } from '../../src-server/identity/user-repository.ts';
import { type RunningServer, serve } from '../../src-server/serve.ts';
import { insertTeams } from '../../src-server/team/team-repository.ts';
import { startTestPostgres, type TestPostgres } from './postgres.ts';

export const ISSUER = 'https://issuer.test';
export const AUDIENCE = 'urn:callbook:server';

export const NORTH: Me = { sub: 'north', name: 'Nora North', role: 'csr', scopeKeys: ['region:north'] };
export const SOUTH: Me = { sub: 'south', name: 'Sol South', role: 'fieldRep', scopeKeys: ['region:south'] };
export const OFFICER: Me = { sub: 'officer', name: 'Olu Officer', role: 'privacyOfficer', scopeKeys: ['*'] };
export const ADMIN: Me = { sub: 'admin', name: 'Ada Admin', role: 'administrator', scopeKeys: [] };

/** Adds the users and teams that tests use. */
export async function addPeople(pool: Pool): Promise<void> {
  for (const user of [NORTH, SOUTH, OFFICER, ADMIN]) await saveUser(pool, user);
  await insertTeams(pool, [...DEMO_TEAMS]);
}

let made = 0;

/** Adds a customer with a number of its own. */
export async function addCustomer(pool: Pool, fields: Partial<Customer> = {}): Promise<Customer> {
  made += 1;
  const region = fields.region ?? 'north';
  const plain = { ...demoCustomer(made), region, teamId: null, externalId: null, status: 'active' as const };
  const customer: Customer = { ...plain, number: `T-${made}`, ...fields };
  customer.scope = scopeOf(customer);
  await insertCustomers(pool, [customer]);
  return customer;
}

/** A key pair, the key set that a server checks against, and tokens signed with it. */
export async function testIssuer() {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'test', alg: 'ES256' };
  const keys: KeySet = createLocalJWKSet({ keys: [jwk] });
  const token = (claims: JWTPayload = {}, expires = '10m'): Promise<string> =>
    new SignJWT({ iss: ISSUER, aud: AUDIENCE, ...claims })
      .setProtectedHeader({ alg: 'ES256', kid: 'test' })
      .setExpirationTime(expires)
      .sign(privateKey);
  return { keys, token, publicKey };
}

const privacyDirs = new Map<string, string>();

/** The folder of keys and ledger that servers on this database share. */
export function privacyDirOf(databaseUrl: string): string {
  const known = privacyDirs.get(databaseUrl) ?? mkdtempSync(join(tmpdir(), 'callbook-privacy-'));
  privacyDirs.set(databaseUrl, known);
  return known;
}

/** Starts a server on a free port; `more` replaces parts of its settings. */
export function startServer(
  databaseUrl: string,
  keys: KeySet,
  more: Partial<Config> = {},
): Promise<RunningServer> {
  const identity = { issuer: ISSUER, audience: AUDIENCE, clientId: 'test' };
  const privacy = {
    privacyDir: privacyDirOf(databaseUrl),
    forgetWindowMs: 0,
    offlineMs: 3_600_000,
    mail: null,
  };
  const listening = { host: '127.0.0.1', port: 0, logLevel: 'silent' as const };
  return serve({ databaseUrl, ...identity, ...privacy, ...listening, ...more }, keys);
}

export type Backend = {
  postgres: TestPostgres;
  pool: Pool;
  /** Address of the database; that of the server is `server.url`. */
  url: string;
  server: RunningServer;
  issuer: Awaited<ReturnType<typeof testIssuer>>;
  /** Stops the server, then PostgreSQL with its pools, also when one of them fails; may be called again. */
  close(): Promise<void>;
};

/**
 * Starts a PostgreSQL of its own, a database with the users and teams that tests use, and a server on it.
 * @param options `settings` replace parts of the server's, `people` are users to add before it starts.
 * @returns the parts, and `close`, which ends them all.
 * @throws when a part cannot start; then nothing is left running.
 */
export async function startBackend(
  options: { settings?: Partial<Config>; people?: Me[] } = {},
): Promise<Backend> {
  const cleanUp = new AsyncDisposableStack();
  try {
    const postgres = cleanUp.adopt(await startTestPostgres(), (one) => one.stop());
    const { pool, url } = await postgres.database();
    await addPeople(pool);
    for (const user of options.people ?? []) await saveUser(pool, user);
    const issuer = await testIssuer();
    const server = cleanUp.adopt(await startServer(url, issuer.keys, options.settings), (one) => one.close());
    return { postgres, pool, url, server, issuer, close: () => cleanUp.disposeAsync() };
  } catch (error) {
    await cleanUp.disposeAsync();
    throw error;
  }
}

export type Answer<T> = { status: number; body: T; headers: Headers };

/** A desk that speaks the wire protocol and nothing else. */
export function desk(url: string, token: string, clientId: string = randomUUID()) {
  async function post<T>(path: string, body: unknown): Promise<Answer<T>> {
    const response = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as T, headers: response.headers };
  }
  return {
    clientId,
    post,
    pull: (collection: CollectionName, checkpoint: Checkpoint | null = null, limit = 1000) =>
      post<PullResponse>(`/sync/v1/${collection}/pull`, { protocol: 1, clientId, checkpoint, limit }),
    push: (collection: CollectionName, ...rows: unknown[]) =>
      post<PushResponse>(`/sync/v1/${collection}/push`, { protocol: 1, clientId, rows }),
  };
}

/** A pushed change of a customer, as a desk that knows `base` makes it. */
export function edit(base: Customer, change: Record<string, unknown>): PushRow {
  const mutationId = randomUUID();
  return {
    mutationId,
    base: { rev: base.rev, mutationId: base.mutationId },
    doc: { ...base, ...change, mutationId },
  };
}
