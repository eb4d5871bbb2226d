/** Editions on the server: only what the vendor signed is in force, and it holds for whatever is sent. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NEW_ATTRIBUTE } from '#shared/configuration/attribute.ts';
import type { EditionDocument, SignedEdition } from '#shared/edition/edition.ts';
import { readConfig } from '../../src-server/config.ts';
import type { Pool } from '../../src-server/db/pool.ts';
import { saveUser } from '../../src-server/identity/user-repository.ts';
import type { RunningServer } from '../../src-server/serve.ts';
import { addCustomer, addPeople, desk, edit, startServer, testIssuer } from '../support/backend.ts';
import { edition, ended, startVendor, type Vendor } from '../support/edition.ts';
import { requestRow } from '../support/forgetting.ts';
import { startTestPostgres, type TestPostgres } from '../support/postgres.ts';

let postgres: TestPostgres;
let pool: Pool;
let url: string;
let issuer: Awaited<ReturnType<typeof testIssuer>>;
let vendor: Vendor;
let folder: string;
let file: string;
let server: RunningServer | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callbook-edition-'));
  file = join(folder, 'signed.json');
  postgres = await startTestPostgres();
  const database = await postgres.database();
  ({ pool, url } = database);
  await addPeople(pool);
  // Reads attributes of every class, also one that nobody defined.
  await saveUser(pool, { sub: 'senior', name: 'Sena', role: 'supervisor', scopeKeys: ['region:north'] });
  issuer = await testIssuer();
  vendor = await startVendor();
});
afterAll(async () => {
  await server?.close();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
});

/** A server on what the file holds; the one before is closed. */
async function serveWith(signed: SignedEdition | null, key = vendor.key): Promise<RunningServer> {
  await server?.close();
  server = undefined;
  if (signed) await writeFile(file, JSON.stringify(signed));
  server = await startServer(url, issuer.keys, signed ? { edition: { file, key } } : {});
  return server;
}

const of = async (features: EditionDocument['features']) => serveWith(await vendor.sign(edition(features)));

async function configure(method: string, id: string, body: unknown) {
  const answer = await fetch(`${server?.url}/v1/configuration/${id}`, {
    method,
    headers: {
      authorization: `Bearer ${await issuer.token({ sub: 'senior' })}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as { code?: string; rev?: string } };
}

const attribute = (key: string) => ({
  ...NEW_ATTRIBUTE,
  key,
  label: key,
  type: 'integer' as const,
  approvers: ['officer'],
});
const partner = {
  kind: 'partnerPassword',
  distributor: 'ACME',
  userId: 'ada',
  sealed: 'A'.repeat(80),
} as const;

/** What becomes of each thing that an edition can hold back. */
async function tried() {
  const customer = await addCustomer(pool, { attributes: { known: 1 } });
  const senior = desk(server?.url ?? '', await issuer.token({ sub: 'senior' }));
  const { body: profile } = await senior.push('customers', edit(customer, { attributes: { known: 2 } }));
  const { body: rest } = await senior.push('customers', edit(customer, { given: 'Free' }));
  const { body: account } = await senior.push('requests', requestRow(customer.id, partner));
  const definition = await configure('PUT', randomUUID(), { rev: '', entry: attribute(`k${Date.now()}`) });
  const isHeld = (one: typeof profile) =>
    one.results[0]?.fieldErrors?.some(({ code }) => code === 'notInEdition');
  return {
    profile: isHeld(profile) ?? false,
    rest: rest.results[0]?.status,
    account: isHeld(account) ?? false,
    definition: definition.body.code === 'NOT_IN_EDITION',
  };
}

const NOTHING_HELD = { profile: false, rest: 'applied', account: false, definition: false };
const ALL_HELD = { profile: true, rest: 'applied', account: true, definition: true };

describe('an edition', () => {
  it.each<[string, EditionDocument['features'] | null, object]>([
    ['that there is none of holds nothing back', null, NOTHING_HELD],
    [
      'without an end holds nothing back',
      { customProfiles: { until: null }, partnerAccounts: { until: null } },
      NOTHING_HELD,
    ],
    [
      'in its grace holds nothing back',
      { customProfiles: ended(29), partnerAccounts: ended(1) },
      NOTHING_HELD,
    ],
    [
      'that ran out holds back what it had, and nothing else',
      { customProfiles: ended(31), partnerAccounts: ended(400) },
      ALL_HELD,
    ],
    ['that has none of it holds it back', {}, ALL_HELD],
    [
      'that has one of them holds back the other',
      { customProfiles: { until: null } },
      { ...NOTHING_HELD, account: true },
    ],
  ])('%s', async (_what, features, expected) => {
    await (features ? of(features) : serveWith(null));
    expect(await tried()).toEqual(expected);
  });

  it('loses nothing by a downgrade: what there was is there again with the next one', async () => {
    await of({ customProfiles: { until: null } });
    const id = randomUUID();
    const { body } = await configure('PUT', id, { rev: '', entry: attribute('kept') });
    const customer = await addCustomer(pool, { attributes: { kept: 7 } });
    await of({});
    expect(await configure('DELETE', id, { rev: body.rev })).toMatchObject({ status: 403 });
    const north = desk(server?.url ?? '', await issuer.token({ sub: 'north' }));
    await north.push('customers', edit(customer, { given: 'Downgraded' }));
    await of({ customProfiles: { until: null } });
    const { rows } = await pool.query('SELECT doc FROM customers WHERE id = $1', [customer.id]);
    expect(rows[0].doc).toMatchObject({ given: 'Downgraded', attributes: { kept: 7 } });
    expect((await configure('DELETE', id, { rev: body.rev })).status).toBe(200);
  });

  it('is told to desks as it was signed', async () => {
    const signed = await vendor.sign(edition({ customProfiles: { until: null } }));
    await serveWith(signed);
    const headers = { authorization: `Bearer ${await issuer.token({ sub: 'north' })}` };
    const me = await fetch(`${server?.url}/v1/me`, { headers });
    expect(await me.json()).toMatchObject({ sub: 'north', edition: signed });
  });

  it('that was changed, is of somebody else or no edition keeps the server from starting', async () => {
    const signed = await vendor.sign(edition({}));
    const body = signed.body.replace('{}', '{"customProfiles":{"until":null}}');
    expect(body).not.toBe(signed.body);
    await expect(serveWith({ ...signed, body })).rejects.toThrow(
      /was not signed with the key of EDITION_KEY/,
    );
    const stranger = await startVendor();
    await expect(serveWith(await stranger.sign(edition({})))).rejects.toThrow(/EDITION_KEY/);
    await expect(serveWith({ ...signed, signature: '' })).rejects.toThrow(/EDITION_KEY/);
    await writeFile(file, 'no edition');
    const asked = startServer(url, issuer.keys, { edition: { file, key: vendor.key } });
    await expect(asked).rejects.toThrow(/EDITION_FILE cannot be read/);
  });

  it('is named in the environment by its file and the key', () => {
    const environment = {
      DATABASE_URL: 'postgres://x',
      OIDC_ISSUER: 'https://issuer.test',
      PRIVACY_DIR: 'keys',
    };
    expect(readConfig(environment).edition).toBeUndefined();
    const both = { ...environment, EDITION_FILE: 'signed.json', EDITION_KEY: vendor.key };
    expect(readConfig(both).edition).toEqual({ file: 'signed.json', key: vendor.key });
    expect(() => readConfig({ ...environment, EDITION_FILE: 'signed.json' })).toThrow(/EDITION_KEY/);
  });
});
