/**
 * Promise P6 on the server: an erasure that dies at any step is completed by whoever comes next, and neither a push that was
 * under way, nor a backup that was restored, nor a ledger that the database lost brings anybody back.
 */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Customer } from '#shared/customer/schema.ts';
import type { ServiceRequest } from '#shared/request/schema.ts';
import type { CollectionName } from '#shared/sync/collections.ts';
import { createPool, type Pool } from '../../src-server/db/pool.ts';
import { readCertificate } from '../../src-server/erasure/certificate.ts';
import { planJob, STEPS } from '../../src-server/erasure/job.ts';
import { runJob } from '../../src-server/erasure/run-job.ts';
import { readLedgerFile } from '../../src-server/privacy/ledger.ts';
import { openPrivacy, type Privacy } from '../../src-server/privacy/privacy.ts';
import type { RunningServer } from '../../src-server/serve.ts';
import { insertDocuments } from '../../src-server/sync/document-repository.ts';
import {
  addCustomer,
  addPeople,
  desk,
  ISSUER,
  privacyDirOf,
  startServer,
  testIssuer,
} from '../support/backend.ts';
import { MARK, marked, markedPerson, requestRow, tablesWith } from '../support/forgetting.ts';
import { startTestPostgres, type TestPostgres, temporaryFolder } from '../support/postgres.ts';

const CHILD = join(import.meta.dirname, 'forget.child.ts');
const ROOT = join(import.meta.dirname, '../..');

let postgres: TestPostgres;
let issuer: Awaited<ReturnType<typeof testIssuer>>;

type Backend = { url: string; pool: Pool; server: RunningServer; privacy: Privacy };

beforeAll(async () => {
  postgres = await startTestPostgres();
  issuer = await testIssuer();
});
afterAll(() => postgres?.stop());

/** A server that leaves what is approved to others for an hour. */
async function backend(): Promise<Backend> {
  const { url, pool } = await postgres.database();
  await addPeople(pool);
  const server = await startServer(url, issuer.keys, { forgetWindowMs: 3_600_000 });
  return { url, pool, server, privacy: await openPrivacy(privacyDirOf(url)) };
}

const deskOf = async ({ server }: Pick<Backend, 'server'>, sub: string) =>
  desk(server.url, await issuer.token({ sub }));

async function comment(at: Pick<Backend, 'server'>, customerId: string) {
  const mutationId = crypto.randomUUID();
  const doc = {
    id: crypto.randomUUID(),
    customerId,
    text: marked('Comment'),
    writtenAt: new Date().toISOString(),
    kind: 'note',
    reasonCode: '',
    visibility: 'all',
    pinned: false,
  };
  const { body } = await (await deskOf(at, 'north')).push('comments', { mutationId, base: null, doc });
  return body.results[0]?.status;
}

/** A marked person whose erasure is approved and not begun. */
async function approved(
  at: Backend,
): Promise<{ person: Customer; request: ServiceRequest; subject: string }> {
  const person = await addCustomer(at.pool, markedPerson());
  expect(await comment(at, person.id)).toBe('applied');
  const { body } = await (await deskOf(at, 'north')).push('requests', requestRow(person.id));
  const request = body.results[0]?.master as ServiceRequest;
  const response = await fetch(`${at.server.url}/v1/requests/${request.id}/approve`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await issuer.token({ sub: 'officer' })}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ rev: request.rev }),
  });
  expect(response.status).toBe(200);
  return { person, request, subject: at.privacy.subjectOf(person.id) };
}

/** Goes on as the server does, until it is done: the lock of who died is let go when PostgreSQL notices. */
async function complete(at: Backend, subject: string): Promise<void> {
  const ended = async () => {
    await runJob(at, subject);
    return (
      await at.pool.query('SELECT FROM erasure_job WHERE subject = $1 AND ended_at IS NOT NULL', [subject])
    ).rowCount;
  };
  await expect.poll(ended, { timeout: 20_000 }).toBe(1);
}

describe('an erasure that dies', () => {
  let at: Backend;
  beforeAll(async () => {
    at = await backend();
  });
  afterAll(() => at?.server.close());

  it.each(STEPS)('at the step %s is completed by the next one, once', async (step) => {
    const { person, request, subject } = await approved(at);
    const child = spawn(process.execPath, [CHILD, at.url, privacyDirOf(at.url), subject, step], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
    if (step !== 'block') expect(await comment(at, person.id)).toBe('erased');

    await complete(at, subject);
    expect(await tablesWith(at.pool, MARK)).toEqual([]);
    expect(await tablesWith(at.pool, person.id)).toEqual(['change_feed']);
    const { rows } = await at.pool.query(
      `SELECT (SELECT count(*)::int FROM erasure_ledger WHERE subject = $1) AS entries,
              (SELECT count(*)::int FROM change_feed WHERE doc_id = $2 AND op = 3) AS erased`,
      [subject, person.id],
    );
    expect(rows).toEqual([{ entries: 1, erased: 1 }]);
    const certificate = await readCertificate(at.pool, at.privacy, request.id);
    expect(JSON.parse(certificate?.body ?? '{}').erased).toMatchObject({ customers: 1, comments: 1 });
    const file = await readLedgerFile(at.privacy.ledgerFile);
    expect(file.filter((entry) => entry.subject === subject).length).toBeGreaterThan(0);
    expect(JSON.stringify(file)).not.toContain(person.id);
  });
});

describe('a push that races with an erasure', () => {
  it('is through before it, and erased with the rest, or comes after it and is told', async () => {
    const at = await backend();
    const { person, subject } = await approved(at);
    const pushing = await at.pool.connect();
    await pushing.query('BEGIN');
    await pushing.query('SELECT pg_advisory_xact_lock_shared(hashtextextended($1, 0))', [person.id]);
    await insertDocuments(pushing, 'comments', [
      {
        id: crypto.randomUUID(),
        rev: '1-00000000',
        mutationId: crypto.randomUUID(),
        scope: person.scope,
        updatedAt: new Date().toISOString(),
        updatedBy: 'north',
        customerId: person.id,
      },
    ]);
    const erasing = runJob(at, subject);
    const waits = async () =>
      (
        await at.pool.query(
          `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%advisory%'`,
        )
      ).rowCount;
    await expect.poll(waits, { timeout: 20_000 }).toBe(1);
    const late = comment(at, person.id);
    await pushing.query('COMMIT');
    pushing.release();
    await erasing;
    expect(['erased', 'applied', 'rejected']).toContain(await late);
    const { rows } = await at.pool.query('SELECT FROM comments WHERE customer_id = $1', [person.id]);
    expect(rows).toHaveLength(0);
    expect(await comment(at, person.id)).toBe('erased');
    await at.server.close();
  });
});

describe('what is written while an erasure runs', () => {
  it('is erased with the rest or answered `erased`, from whichever of many writers it comes', async () => {
    const at = await backend();
    const met = new Set<string>();
    for (let round = 0; round < 6; round += 1) {
      const person = await addCustomer(at.pool);
      const subject = at.privacy.subjectOf(person.id);
      const writers = WRITERS.map((write) => keepWriting(() => write(at, person)));
      await expect
        .poll(() => writers.every(({ answers }) => answers.length > 0), { timeout: 30_000 })
        .toBe(true);
      // As a replayed ledger does it: without a request that would have frozen the person before.
      const plan = {
        subject,
        requestId: null,
        customerId: person.id,
        reference: `R-${round}`,
        dueAt: new Date(),
      };
      await planJob(at.pool, plan);
      await complete(at, subject);
      for (const { answers, stop } of writers) {
        await stop();
        for (const answer of answers) met.add(answer);
      }
      expect(await tablesWith(at.pool, person.id)).toEqual(['change_feed']);
      expect(await tablesWith(at.pool, lateText(person))).toEqual([]);
    }
    expect([...met].sort()).toEqual(['applied', 'erased']);
    await at.server.close();
  });
});

const lateText = ({ number }: Customer) => `Late${number}`;

type Write = (at: Backend, person: Customer) => Promise<string>;

/** One row of a collection about the person, as a desk pushes it. */
const pushing =
  (collection: CollectionName, fields: (person: Customer) => object): Write =>
  async (at, person) => {
    const [mutationId, id] = [crypto.randomUUID(), crypto.randomUUID()];
    const doc = { id, mutationId, customerId: person.id, ...fields(person) };
    const row = { mutationId, base: null, doc };
    const { body } = await (await deskOf(at, 'north')).push(collection, row);
    return body.results[0]?.status ?? '';
  };

const now = new Date().toISOString();
const stamps = { rev: '', scope: [], updatedAt: now, updatedBy: 'north' };

/** Whoever may write about a person. */
const WRITERS: Write[] = [
  pushing('comments', (person) => ({
    text: lateText(person),
    writtenAt: now,
    kind: 'note',
    reasonCode: '',
    visibility: 'all',
    pinned: false,
  })),
  pushing('contacts', (person) => ({
    ...stamps,
    channel: 'call',
    direction: 'inbound',
    startedAt: now,
    endedAt: null,
    wrappedUpAt: null,
    wrapUpCode: '',
    notes: lateText(person),
    authorId: '',
    authorName: '',
  })),
  pushing('ticklers', (person) => ({
    ...stamps,
    relatedTo: { type: 'customer', ref: '' },
    reasonCode: '',
    priority: 3,
    text: lateText(person),
    remindAt: now,
    assigneeId: '',
    assigneeName: '',
    teamId: null,
    status: 'open',
    resolution: '',
    reopens: '',
    createdBy: 'north',
    createdAt: now,
    actions: [],
  })),
  async (at, person) => {
    const response = await fetch(`${at.server.url}/v1/orders`, {
      method: 'PUT',
      headers: {
        authorization: `Bearer ${await issuer.token({ sub: 'admin' })}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({
        sourceSystem: 'shop',
        orders: [
          {
            customer: { number: person.number },
            type: 'order',
            number: crypto.randomUUID(),
            status: 'open',
            placedAt: now,
            currency: 'EUR',
            total: '1.00',
            reason: lateText(person),
            shipTo: lateText(person),
            asOf: now,
          },
        ],
      }),
    });
    const { results } = (await response.json()) as { results: { outcome: string; code?: string }[] };
    return results[0]?.code ?? (results[0]?.outcome === 'created' ? 'applied' : 'unknown');
  },
];

/** Writes without pause until it was refused and is stopped. */
function keepWriting(write: () => Promise<string>): { answers: string[]; stop: () => Promise<void> } {
  const answers: string[] = [];
  let isStopped = false;
  const work = (async () => {
    while (!isStopped || answers.at(-1) !== 'erased') answers.push(await write());
  })();
  return {
    answers,
    stop: () => {
      isStopped = true;
      return work;
    },
  };
}

describe('a backup', () => {
  it('that is older than an erasure is made good from the ledger, by the command and by the server that opens it', async () => {
    const at = await backend();
    const { person, subject } = await approved(at);
    await at.server.close();
    const [byCommand, byServer] = [await backup(at.url), await backup(at.url)];
    await runJob(at, subject);
    expect(await tablesWith(at.pool, MARK)).toEqual([]);
    expect(await tablesWith(byCommand.pool, MARK)).not.toEqual([]);

    const run = promisify(execFile)(process.execPath, ['src-server/erasure/restore-main.ts'], {
      cwd: ROOT,
      env: {
        ...process.env,
        DATABASE_URL: byCommand.url,
        OIDC_ISSUER: ISSUER,
        PRIVACY_DIR: privacyDirOf(at.url),
      },
    });
    expect((await run).stdout).toMatch(/1 erasures were missing .* 1 persons were in it/);
    expect(await tablesWith(byCommand.pool, MARK)).toEqual([]);
    const before = await at.pool.query('SELECT epoch FROM sync_epoch');
    const after = await byCommand.pool.query('SELECT epoch FROM sync_epoch');
    expect(after.rows).not.toEqual(before.rows);

    const server = await startServer(byServer.url, issuer.keys, { privacyDir: privacyDirOf(at.url) });
    expect(await tablesWith(byServer.pool, MARK)).toEqual([]);
    expect(await comment({ server }, person.id)).toBe('erased');
    const { body } = await (await deskOf({ server }, 'north')).pull('customers');
    expect(body.gone).toContainEqual({ id: person.id, rev: '', reason: 'erased' });
    await server.close();
    for (const { pool } of [byCommand, byServer]) await pool.end();
  });

  it('that is older than the person themselves still knows that they were forgotten, by every name', async () => {
    const at = await backend();
    await at.server.close();
    const older = await backup(at.url);
    at.server = await startServer(at.url, issuer.keys, { forgetWindowMs: 3_600_000 });
    const { person, subject } = await approved(at);
    await runJob(at, subject);
    await at.server.close();

    const server = await startServer(older.url, issuer.keys, { privacyDir: privacyDirOf(at.url) });
    expect(await comment({ server }, person.id)).toBe('erased');
    const ask = async (method: string, path: string, body?: object) =>
      fetch(`${server.url}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${await issuer.token({ sub: 'north' })}`,
          'idempotency-key': crypto.randomUUID(),
          ...(body && { 'content-type': 'application/json' }),
        },
        ...(body && { body: JSON.stringify(body) }),
      });
    expect((await ask('GET', `/v1/customers/${person.id}`)).status).toBe(410);
    const again = {
      kind: 'person',
      given: 'X',
      family: 'Y',
      emails: [{ address: person.emails[0]?.address }],
    };
    expect(await (await ask('POST', '/v1/customers', again)).json()).toMatchObject({ code: 'suppressed' });
    await server.close();
    await older.pool.end();
  });

  it('cannot be opened with other keys, which would know nobody', async () => {
    const at = await backend();
    await at.server.close();
    const other = await temporaryFolder();
    await expect(startServer(at.url, issuer.keys, { privacyDir: other })).rejects.toThrow(/other keys/);
  });
});

let copies = 0;
/** A copy of a database that nobody is connected to. */
async function backup(url: string): Promise<{ url: string; pool: Pool }> {
  copies += 1;
  const source = new URL(url).pathname.slice(1);
  const name = `${source}_backup_${copies}`;
  const admin = createPool(url.replace(/\/[^/]*$/, '/postgres'), { max: 1, statementTimeoutMs: 60_000 });
  await admin.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1`, [source]);
  await admin.query(`CREATE DATABASE ${name} TEMPLATE ${source}`);
  await admin.end();
  const copy = url.replace(/\/[^/]*$/, `/${name}`);
  return { url: copy, pool: createPool(copy) };
}

describe('a certificate', () => {
  it('is checked without a network, and one changed byte shows', async () => {
    const at = await backend();
    const { request, subject } = await approved(at);
    await runJob(at, subject);
    const certificate = await readCertificate(at.pool, at.privacy, request.id);
    await at.server.close();
    const folder = await temporaryFolder();
    const key = join(folder, 'key.pem');
    await writeFile(key, at.privacy.signingKey);
    const check = async (text: string) => {
      const file = join(folder, 'certificate.json');
      await writeFile(file, text);
      return promisify(execFile)(process.execPath, ['build/verify-certificate.ts', file, '--key', key], {
        cwd: ROOT,
      })
        .then(({ stdout }) => stdout)
        .catch((error: { stderr: string }) => error.stderr);
    };
    const text = JSON.stringify(certificate);
    expect(await check(text)).toMatch(new RegExp(`^VALID ${request.reference}`));
    expect(await check(text.replace('\\"comments\\":1', '\\"comments\\":2'))).toMatch(/^NOT VALID/);
    const ledger = await readFile(at.privacy.ledgerFile, 'utf8');
    expect(ledger).toContain(JSON.parse(certificate?.body ?? '{}').ledger.hash);
  });
});
