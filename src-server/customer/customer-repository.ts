/**
 * Customers in SQL. Guards that the document and the columns that repeat parts of it are written together, and
 * that every write leaves its entry in the feed, in the caller's transaction.
 */

import { type CompactCustomer, compactCustomer } from '#shared/customer/compact.ts';
import { emailForms, foldEmail } from '#shared/customer/normalise.ts';
import { Customer } from '#shared/customer/schema.ts';
import type { Sql } from '../db/pool.ts';
import { addToFeed, OP } from '../sync/feed-repository.ts';

/** A row; `doc` is complete, whereas it is stored and travels in its compact form. */
export type CustomerRow = { doc: Customer; deleted: boolean };

/** The customer, locked against other writers until the transaction ends; undefined when there is none. */
export async function findCustomerForUpdate(sql: Sql, id: string): Promise<CustomerRow | undefined> {
  const { rows } = await sql.query<CustomerRow>(
    'SELECT doc, deleted FROM customers WHERE id = $1 FOR UPDATE',
    [id],
  );
  return rows[0] && complete(rows[0]);
}

/** The customer as it stands, without a lock; undefined when there is none. */
export async function findCustomer(sql: Sql, id: string): Promise<CustomerRow | undefined> {
  const { rows } = await sql.query<CustomerRow>('SELECT doc, deleted FROM customers WHERE id = $1', [id]);
  return rows[0] && complete(rows[0]);
}

/** The customer, kept from being moved or removed until the transaction ends. */
export async function findCustomerForShare(sql: Sql, id: string): Promise<CustomerRow | undefined> {
  const { rows } = await sql.query<CustomerRow>(
    'SELECT doc, deleted FROM customers WHERE id = $1 FOR SHARE',
    [id],
  );
  return rows[0] && complete(rows[0]);
}

/** Ids of the customers with this external id or with one of these addresses; deleted ones are left out. */
export async function findMatches(sql: Sql, externalId: string | null, emails: string[]): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>(
    `SELECT id FROM customers WHERE external_id = $1 AND NOT deleted
     UNION
     SELECT id FROM customers
      WHERE email_keys && $2::text[] AND NOT deleted
        AND NOT EXISTS (SELECT FROM customers e WHERE e.external_id = $1)
     LIMIT 3`,
    [externalId, emails.flatMap(emailForms)],
  );
  return rows.map(({ id }) => id);
}

/** Numbers for `count` new customers, such as `C-100042`; never issued twice, not even after a rollback. */
export async function issueNumbers(sql: Sql, count: number): Promise<string[]> {
  const { rows } = await sql.query<{ number: string }>(
    `SELECT 'C-' || nextval('customer_number') AS number FROM generate_series(1, $1)`,
    [count],
  );
  return rows.map(({ number }) => number);
}

/**
 * Adds customers, and their entries in the feed. Documents whose id is taken are left alone.
 * @returns how many were added. Throws a unique violation for a number or external id that is taken.
 */
export async function insertCustomers(sql: Sql, docs: Customer[]): Promise<number> {
  const { rowCount } = await sql.query(INSERT, [JSON.stringify(docs.map(withEmailKeys))]);
  return rowCount ?? 0;
}

const INSERT = `
  WITH given AS (
    SELECT r->'doc' AS doc, r->'emailKeys' AS email_keys FROM jsonb_array_elements($1::jsonb) r
  ), added AS (
    INSERT INTO customers (id, scope_keys, rev, mutation_id, doc, number, external_id, region, team_id,
                           email_keys, updated_at, updated_by)
    SELECT (doc->>'id')::uuid, ARRAY(SELECT jsonb_array_elements_text(doc->'scope')), doc->>'rev',
           (doc->>'mutationId')::uuid, doc, doc->>'number', doc->>'externalId', doc->>'region',
           (doc->>'teamId')::uuid, ARRAY(SELECT jsonb_array_elements_text(email_keys)),
           (doc->>'updatedAt')::timestamptz, doc->>'updatedBy'
      FROM given
    ON CONFLICT (id) DO NOTHING
    RETURNING id, scope_keys
  )
  INSERT INTO change_feed (collection, doc_id, op, scope_keys)
  SELECT 'customers', id, ${OP.upsert}, scope_keys FROM added`;

/** Replaces the stored customer by `doc`. `before` are the scope keys that the row had. */
export async function updateCustomer(sql: Sql, doc: Customer, before: readonly string[]): Promise<void> {
  await sql.query(UPDATE, [JSON.stringify(withEmailKeys(doc))]);
  const op = before.every((key) => doc.scope.includes(key)) ? OP.upsert : OP.scopeExit;
  await addToFeed(sql, { collection: 'customers', id: doc.id, op, scopeKeys: [...before, ...doc.scope] });
}

const UPDATE = `
  UPDATE customers
     SET scope_keys = ARRAY(SELECT jsonb_array_elements_text(r->'doc'->'scope')), rev = r->'doc'->>'rev',
         mutation_id = (r->'doc'->>'mutationId')::uuid, doc = r->'doc', external_id = r->'doc'->>'externalId',
         region = r->'doc'->>'region', team_id = (r->'doc'->>'teamId')::uuid,
         email_keys = ARRAY(SELECT jsonb_array_elements_text(r->'emailKeys')),
         updated_at = (r->'doc'->>'updatedAt')::timestamptz, updated_by = r->'doc'->>'updatedBy'
    FROM (SELECT $1::jsonb AS r) given
   WHERE id = (r->'doc'->>'id')::uuid`;

function withEmailKeys(doc: Customer): { doc: CompactCustomer; emailKeys: string[] } {
  return {
    doc: compactCustomer(doc),
    emailKeys: [...new Set(doc.emails.map(({ address }) => foldEmail(address)).filter(Boolean))],
  };
}

function complete({ doc, deleted }: CustomerRow): CustomerRow {
  return { doc: Customer.parse(doc), deleted };
}
