/**
 * Documents that hang on a customer, in SQL: comments, contacts, ticklers, orders, versions.
 *
 * Guards that the columns beside a document say what it says, and that every write leaves its entry in the feed, in
 * the caller's transaction.
 */
import { movedCommentScope } from '#shared/comment/visibility.ts';
import type { Envelope } from '#shared/sync/envelope.ts';
import type { Sql } from '../db/pool.ts';
import { addToFeed, OP } from './feed-repository.ts';
import { nextRev } from './revision.ts';

/** Tables of these names have the columns of migration 0001 and `customer_id`. */
export const HANGING = ['comments', 'contacts', 'ticklers', 'orders', 'changes'] as const;
export type Hanging = (typeof HANGING)[number];
export type HangingDoc = Envelope & { customerId: string };

/** The document, locked against other writers until the transaction ends; undefined when there is none. */
export async function findDocument<T extends HangingDoc>(
  sql: Sql,
  collection: Hanging,
  id: string,
): Promise<{ doc: T; deleted: boolean } | undefined> {
  const { rows } = await sql.query<{ doc: T; deleted: boolean }>(
    `SELECT doc, deleted FROM ${collection} WHERE id = $1 FOR UPDATE`,
    [id],
  );
  return rows[0];
}

/** Adds documents. Those whose id is taken are left alone. Returns how many were added. */
export async function insertDocuments(sql: Sql, collection: Hanging, docs: HangingDoc[]): Promise<number> {
  const { rowCount } = await sql.query(
    `WITH added AS (
       INSERT INTO ${collection} (id, scope_keys, rev, mutation_id, doc, customer_id)
       SELECT (doc->>'id')::uuid, ARRAY(SELECT jsonb_array_elements_text(doc->'scope')), doc->>'rev',
              (doc->>'mutationId')::uuid, doc, (doc->>'customerId')::uuid
         FROM jsonb_array_elements($1::jsonb) doc
       ON CONFLICT (id) DO NOTHING
       RETURNING id, scope_keys
     )
     INSERT INTO change_feed (collection, doc_id, op, scope_keys)
     SELECT $2, id, ${OP.upsert}, scope_keys FROM added`,
    [JSON.stringify(docs), collection],
  );
  return rowCount ?? 0;
}

/** Replaces the stored document. `before` are the scope keys that the row had. */
export async function updateDocument(
  sql: Sql,
  collection: Hanging,
  doc: HangingDoc,
  before: readonly string[],
): Promise<void> {
  await sql.query(
    `UPDATE ${collection}
        SET scope_keys = ARRAY(SELECT jsonb_array_elements_text(d->'scope')), rev = d->>'rev',
            mutation_id = (d->>'mutationId')::uuid, doc = d, customer_id = (d->>'customerId')::uuid
       FROM (SELECT $1::jsonb AS d) given
      WHERE id = (d->>'id')::uuid`,
    [JSON.stringify(doc)],
  );
  const op = before.every((key) => doc.scope.includes(key)) ? OP.upsert : OP.scopeExit;
  await addToFeed(sql, { collection, id: doc.id, op, scopeKeys: [...before, ...doc.scope] });
}

/**
 * Gives all that hangs on a customer the scope that the customer now has; whom a comment is limited to stays. Call it in the transaction that moves the
 * customer, after the customer's row was locked.
 */
export async function moveHanging(sql: Sql, customerId: string, scope: readonly string[]): Promise<void> {
  for (const collection of [...HANGING, 'requests'] as const) await move(sql, collection, customerId, scope);
}

async function move(
  sql: Sql,
  collection: Hanging | 'requests',
  customerId: string,
  scope: readonly string[],
): Promise<void> {
  const { rows } = await sql.query<{ id: string; rev: string; before: string[] }>(
    `SELECT id, rev, scope_keys AS before FROM ${collection} WHERE customer_id = $1 FOR UPDATE`,
    [customerId],
  );
  const moved = rows.map(({ id, rev, before }) => {
    return { id, rev: nextRev(rev), before, after: movedCommentScope(before, scope) };
  });
  await sql.query(
    `WITH moved AS (
       UPDATE ${collection} c
          SET scope_keys = ARRAY(SELECT jsonb_array_elements_text(r->'after')), rev = r->>'rev',
              doc = c.doc || jsonb_build_object('scope', r->'after', 'rev', r->>'rev')
         FROM jsonb_array_elements($1::jsonb) r
        WHERE c.id = (r->>'id')::uuid
       RETURNING c.id, (r->'before') || (r->'after') AS keys
     )
     INSERT INTO change_feed (collection, doc_id, op, scope_keys)
     SELECT $2, id, ${OP.scopeExit}, ARRAY(SELECT DISTINCT jsonb_array_elements_text(keys)) FROM moved`,
    [JSON.stringify(moved), collection],
  );
}
