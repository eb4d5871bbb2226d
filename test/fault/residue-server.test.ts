/** The scan of the server is itself tested: whichever step of an erasure is left out, it shows. */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ORDER_TYPES } from '#shared/order/schema.ts';
import type { ServiceRequest } from '#shared/request/schema.ts';
import type { CollectionName } from '#shared/sync/collections.ts';
import type { Pool } from '../../src-server/db/pool.ts';
import { queueMail } from '../../src-server/mail/outbox.ts';
import { ingestOrders } from '../../src-server/order/ingest-service.ts';
import { openPrivacy, type Privacy } from '../../src-server/privacy/privacy.ts';
import type { RunningServer } from '../../src-server/serve.ts';
import { insertDocuments } from '../../src-server/sync/document-repository.ts';
import {
  addCustomer,
  addPeople,
  desk,
  edit,
  privacyDirOf,
  startServer,
  testIssuer,
} from '../support/backend.ts';
import { MARK, marked, markedPerson, requestRow, tablesWith } from '../support/forgetting.ts';
import type { Mutation } from '../support/mutate.ts';
import { startTestPostgres, type TestPostgres } from '../support/postgres.ts';
import { SERVER_STEPS } from '../support/purge-steps.ts';

const CHILD = join(import.meta.dirname, 'forget.child.ts');
const MUTATE = join(import.meta.dirname, '../support/mutate.ts');
const HANGING = ['comments', 'contacts', 'ticklers', 'changes', 'orders'] as const;

let postgres: TestPostgres;
let issuer: Awaited<ReturnType<typeof testIssuer>>;
beforeAll(async () => {
  postgres = await startTestPostgres();
  issuer = await testIssuer();
});
afterAll(() => postgres?.stop());

type At = { url: string; pool: Pool; server: RunningServer; privacy: Privacy };

async function backend(): Promise<At> {
  const { url, pool } = await postgres.database();
  await addPeople(pool);
  const server = await startServer(url, issuer.keys, { forgetWindowMs: 3_600_000 });
  return { url, pool, server, privacy: await openPrivacy(privacyDirOf(url)) };
}

type Person = { id: string; subject: string; request: ServiceRequest; hanging: string[] };

/** A person with something in every table, whose erasure is approved and left to others. */
async function approved({ url, pool, server, privacy }: At): Promise<Person> {
  const person = await addCustomer(pool, markedPerson());
  const north = desk(server.url, await issuer.token({ sub: 'north' }));
  await north.pull('customers');
  await north.push('customers', edit(person, { given: marked('Changed') }));
  const at = new Date().toISOString();
  for (const table of ['comments', 'contacts', 'ticklers'] as const) {
    const [id, mutationId] = [crypto.randomUUID(), crypto.randomUUID()];
    const envelope = { rev: '1-00000000', scope: person.scope, updatedAt: at, updatedBy: 'north' };
    const doc = { id, mutationId, ...envelope, customerId: person.id, text: marked(table) };
    await insertDocuments(pool, table, [doc]);
    await pool.query(
      `INSERT INTO push_receipt (client_id, mutation_id, collection, doc_id, result)
       VALUES ($1, $2, $3, $4, '{}')`,
      [crypto.randomUUID(), mutationId, table satisfies CollectionName, id],
    );
  }
  const context = { sourceSystem: 'shop', actor: 'admin', now: new Date(), privacy };
  const order = { status: 'open', placedAt: at, currency: 'EUR', total: '1.00', asOf: at };
  await ingestOrders(
    pool,
    context,
    ORDER_TYPES.map((type) => ({
      ...order,
      ...{ customer: { number: person.number }, type, number: crypto.randomUUID() },
      ...{ reason: marked('Reason'), shipTo: marked('ShipTo'), comments: marked('Comments') },
      ...{ disposition: marked('Disposition'), link: `https://shop.example/?who=${marked('Link')}` },
    })),
  );
  const { body } = await north.push('requests', requestRow(person.id));
  const request = body.results[0]?.master as ServiceRequest;
  const response = await fetch(`${server.url}/v1/requests/${request.id}/approve`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await issuer.token({ sub: 'officer' })}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ rev: request.rev }),
  });
  expect([url, response.status]).toEqual([url, 200]);
  await hangSecrets(pool, person.id, request.id);
  const { rows } = await pool.query<{ id: string }>(
    HANGING.map((table) => `SELECT id FROM ${table} WHERE customer_id = $1`).join(' UNION '),
    [person.id],
  );
  const hanging = rows.map(({ id }) => id);
  expect(hanging.length).toBeGreaterThanOrEqual(7);
  return { id: person.id, subject: privacy.subjectOf(person.id), request, hanging };
}

/** What no desk holds: accounts, links, mails, an export, and a hold as an older backup has one. */
async function hangSecrets(pool: Pool, id: string, requestId: string): Promise<void> {
  const soon = new Date(Date.now() + 3_600_000);
  await pool.query(
    `INSERT INTO partner_account (customer_id, distributor, user_id, password_hash, changed_at, changed_by)
     VALUES ($1, 'ACME', $2, 'x', now(), 'north')`,
    [id, marked('Partner')],
  );
  await pool.query(
    'INSERT INTO password_reset (token_hash, customer_id, request_id, expires_at) VALUES ($1, $2, $3, $4)',
    [marked('Token'), id, requestId, soon],
  );
  await pool.query(
    'INSERT INTO email_confirmation (token_hash, customer_id, email_id, address_hash, expires_at) VALUES ($1, $2, $3, $4, $5)',
    [marked('Confirming'), id, randomUUID(), 'x', soon],
  );
  const content = { template: 'resetNotice', to: marked('Address') } as const;
  await queueMail(pool, { requestId: null, customerId: id, giveUpAt: soon, content });
  await pool.query("UPDATE mail_outbox SET next_at = now() + interval '1 hour' WHERE customer_id = $1", [id]);
  await pool.query('INSERT INTO request_result (request_id, content, expires_at) VALUES ($1, $2, $3)', [
    requestId,
    JSON.stringify({ html: marked('Export'), json: '' }),
    soon,
  ]);
  await pool.query(
    `INSERT INTO legal_hold (customer_id, reason, review_at, placed_at, placed_by, placed_by_name)
     VALUES ($1, 'legalClaim', now(), now(), 'officer', 'Olu')`,
    [id],
  );
}

/** Carries the erasure out in a program that lacks something. Returns how it ended. */
async function erase(
  { url }: At,
  { subject }: Person,
  mutations: readonly Mutation[],
): Promise<number | null> {
  const flags = mutations.length > 0 ? ['--import', MUTATE] : [];
  const child = spawn(process.execPath, [...flags, CHILD, url, privacyDirOf(url), subject, ''], {
    stdio: 'ignore',
    env: { ...process.env, MUTATION: JSON.stringify(mutations) },
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}

/** What shows that the person was not forgotten as they should be; empty when they were. */
async function traces({ pool, privacy }: At, { id, subject, request, hanging }: Person): Promise<string[]> {
  const named = async (text: string) => (await tablesWith(pool, text)).filter((one) => one !== 'change_feed');
  const found = (await tablesWith(pool, MARK)).map((table) => `mark in ${table}`);
  found.push(...(await named(id)).map((table) => `id in ${table}`));
  for (const one of hanging) {
    const tables = (await named(one)).filter((table) => table !== 'orders');
    found.push(...tables.map((table) => `id of what hung in ${table}`));
  }
  const { rows } = await pool.query<{
    told: number;
    ledger: number;
    known: number;
    desks: number;
    signed: number;
  }>(
    `SELECT (SELECT count(DISTINCT doc_id)::int FROM change_feed
              WHERE doc_id = ANY ($1) AND op = 3 AND collection IN ('customers', ${HANGING.map((one) => `'${one}'`)})) AS told,
            (SELECT count(*)::int FROM erasure_ledger WHERE subject = $2) AS ledger,
            (SELECT count(*)::int FROM suppression WHERE reference = $3) AS known,
            (SELECT count(*)::int FROM erasure_desk WHERE subject = $2) AS desks,
            (SELECT count(*)::int FROM certificates WHERE request_id = $4) AS signed`,
    [[id, ...hanging], subject, request.reference, request.id],
  );
  const [said] = rows;
  if (said?.told !== hanging.length + 1) found.push('desks are not told');
  for (const what of ['ledger', 'known', 'desks', 'signed'] as const)
    if (!said?.[what]) found.push(`no ${what}`);
  expect(privacy.subjectOf(id)).toBe(subject);
  return found;
}

describe('the scan of the server', () => {
  let at: At;
  beforeAll(async () => {
    at = await backend();
  });
  afterAll(() => at?.server.close());

  it('finds nothing when no step is left out', async () => {
    const person = await approved(at);
    expect(await traces(at, person)).not.toEqual([]);
    expect(await erase(at, person, [])).toBe(0);
    expect(await traces(at, person)).toEqual([]);
  });

  it.each(SERVER_STEPS)('notices when one step is left out: $name', async ({ without }) => {
    const of = await backend();
    const person = await approved(of);
    // 1 where the database itself refuses to go on without the step.
    expect([0, 1]).toContain(await erase(of, person, without));
    const found = await traces(of, person);
    await of.server.close();
    expect(found).not.toEqual([]);
  });
});
