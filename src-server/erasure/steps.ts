/**
 * What is done to forget a person, step by step. Each runs in a transaction with the note that it was done.
 *
 * Invariants
 * - The ledger comes first: from then on nothing about the person is taken in, so that the steps after it meet no new rows.
 * - Whatever a desk may hold gets an entry `erase` in the feed, under every scope key that it ever travelled with.
 */
import { randomBytes } from 'node:crypto';
import { v4 as randomId } from 'uuid';
import { compactCustomer } from '#shared/customer/compact.ts';
import { Customer, emptyCustomer } from '#shared/customer/schema.ts';
import { findCustomerForUpdate } from '../customer/customer-repository.ts';
import type { Sql } from '../db/pool.ts';
import { addToLedger } from '../privacy/ledger.ts';
import type { Privacy } from '../privacy/privacy.ts';
import { suppress } from '../privacy/suppression.ts';
import { OP } from '../sync/feed-repository.ts';
import { expectDesks } from './desks.ts';
import { finishRequest, scrubRequests } from './finish.ts';
import type { Counts, Job, Step } from './job.ts';

export type Work = { sql: Sql; privacy: Privacy; job: Job; now: Date };

export const RUN: Record<Step, (work: Work) => Promise<Counts>> = {
  block,
  access,
  mail,
  hanging,
  orders,
  customer,
  requests: scrubRequests,
  finish: finishRequest,
};

/** Waits for whoever writes about the person, and lets nobody begin. */
async function block({ sql, privacy, job, now }: Work): Promise<Counts> {
  await sql.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [job.customerId]);
  const found = await findCustomerForUpdate(sql, job.customerId);
  const everywhere = await travelledWith(sql, job.customerId);
  job.scopeKeys = [...new Set([...everywhere, ...(found?.doc.scope ?? [])])];
  const known = found ? [...privacy.hashesOf(found.doc), privacy.hashOfName(found.doc)] : [];
  await suppress(sql, known, job.reference);
  await sql.query('UPDATE customers SET deleted = true WHERE id = $1', [job.customerId]);
  await expectDesks(sql, job);
  await addToLedger(sql, privacy, {
    subject: job.subject,
    reference: job.reference,
    erasedAt: now.toISOString(),
    known,
  });
  return {};
}

/** All scope keys that entries of the feed about this document ever had. */
async function travelledWith(sql: Sql, id: string): Promise<string[]> {
  const { rows } = await sql.query<{ key: string }>(
    'SELECT DISTINCT unnest(scope_keys) AS key FROM change_feed WHERE doc_id = $1',
    [id],
  );
  return rows.map(({ key }) => key);
}

async function access({ sql, job }: Work): Promise<Counts> {
  const accounts = await sql.query('DELETE FROM partner_account WHERE customer_id = $1', [job.customerId]);
  await sql.query('DELETE FROM password_reset WHERE customer_id = $1', [job.customerId]);
  await sql.query('DELETE FROM email_confirmation WHERE customer_id = $1', [job.customerId]);
  // Only a replayed ledger meets one: who is in it was erased, whatever an older backup holds.
  await sql.query('DELETE FROM legal_hold WHERE customer_id = $1', [job.customerId]);
  return { partnerAccounts: accounts.rowCount ?? 0 };
}

async function mail({ sql, job, now }: Work): Promise<Counts> {
  const { rowCount } = await sql.query(
    `UPDATE mail_outbox SET content = NULL, customer_id = NULL, ended_at = coalesce(ended_at, $2)
      WHERE customer_id = $1`,
    [job.customerId, now],
  );
  return { mails: rowCount ?? 0 };
}

const REMOVED = ['comments', 'contacts', 'ticklers', 'changes'] as const;

async function hanging({ sql, job }: Work): Promise<Counts> {
  const counts: Counts = {};
  for (const table of REMOVED) {
    const { rowCount } = await sql.query(
      `WITH gone AS (DELETE FROM ${table} WHERE customer_id = $1 RETURNING id, scope_keys),
            receipts AS (DELETE FROM push_receipt r USING gone WHERE r.doc_id = gone.id)
       INSERT INTO change_feed (collection, doc_id, op, scope_keys)
       SELECT $2, id, ${OP.erase}, ${KEYS_OF_GONE} FROM gone`,
      [job.customerId, table],
    );
    counts[table] = rowCount ?? 0;
  }
  return counts;
}

const KEYS_OF_GONE = `
  ARRAY(SELECT unnest(gone.scope_keys) UNION
        SELECT unnest(f.scope_keys) FROM change_feed f WHERE f.doc_id = gone.id)`;

/** What the law wants kept stays, under a name that leads to nobody, and on no desk. */
async function orders({ sql, job, now }: Work): Promise<Counts> {
  const { rows } = await sql.query('SELECT id FROM orders WHERE customer_id = $1 FOR UPDATE', [
    job.customerId,
  ]);
  if (rows.length === 0) return { orders: 0 };
  const alias = await makeAlias(sql, now);
  await sql.query(
    `WITH gone AS (SELECT id, scope_keys FROM orders WHERE customer_id = $1),
          kept AS (
            UPDATE orders o
               SET customer_id = $2::uuid, scope_keys = '{}', mutation_id = gen_random_uuid(),
                   doc = (o.doc - ARRAY['comments', 'disposition', 'link'])
                     || jsonb_build_object('customerId', $2::uuid, 'scope', '[]'::jsonb, 'shipTo', '', 'reason', '')
              FROM gone WHERE o.id = gone.id)
     INSERT INTO change_feed (collection, doc_id, op, scope_keys)
     SELECT 'orders', id, ${OP.erase}, ${KEYS_OF_GONE} FROM gone`,
    [job.customerId, alias],
  );
  return { orders: rows.length };
}

/** A customer that is nobody and that no desk sees, for orders to hang on. */
async function makeAlias(sql: Sql, now: Date): Promise<string> {
  const id = randomId();
  const at = now.toISOString();
  const doc = Customer.parse({
    ...emptyCustomer(),
    id,
    rev: '1-00000000',
    mutationId: randomId(),
    scope: [],
    updatedAt: at,
    updatedBy: 'erasure',
    number: `X-${randomBytes(6).toString('hex')}`,
    status: 'inactive',
    region: 'erased',
    teamId: null,
    customerSince: '1970-01-01',
    flags: [],
    externalId: null,
  });
  await sql.query(
    `INSERT INTO customers (id, scope_keys, rev, mutation_id, deleted, doc, number, region, updated_at, updated_by)
     VALUES ($1, '{}', $2, $3, true, $4, $5, $6, $7, $8)`,
    [
      id,
      doc.rev,
      doc.mutationId,
      JSON.stringify(compactCustomer(doc)),
      doc.number,
      doc.region,
      at,
      doc.updatedBy,
    ],
  );
  return id;
}

/** The person's own row goes as a whole: no field of it is left to be empty or not. */
async function customer({ sql, job }: Work): Promise<Counts> {
  const { rowCount } = await sql.query('DELETE FROM customers WHERE id = $1', [job.customerId]);
  await sql.query('DELETE FROM push_receipt WHERE doc_id = $1', [job.customerId]);
  await sql.query(
    `INSERT INTO change_feed (collection, doc_id, op, scope_keys) VALUES ('customers', $1, $2, $3)`,
    [job.customerId, OP.erase, job.scopeKeys],
  );
  return { customers: rowCount ?? 0 };
}
