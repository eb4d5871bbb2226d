/** Comments in SQL. Guards that every write leaves its entry in the feed, in the caller's transaction. */
import type { Comment } from '#shared/comment/schema.ts';
import type { Sql } from '../db/pool.ts';
import { OP } from '../sync/feed-repository.ts';
import { nextRev } from '../sync/revision.ts';

export type CommentRow = { doc: Comment; deleted: boolean };

/** The comment, or undefined. */
export async function findComment(sql: Sql, id: string): Promise<CommentRow | undefined> {
  const { rows } = await sql.query<CommentRow>('SELECT doc, deleted FROM comments WHERE id = $1', [id]);
  return rows[0];
}

/** Adds comments, and their entries in the feed. Documents whose id is taken are left alone. */
export async function insertComments(sql: Sql, docs: Comment[]): Promise<void> {
  await sql.query(INSERT, [JSON.stringify(docs)]);
}

const INSERT = `
  WITH added AS (
    INSERT INTO comments (id, scope_keys, rev, mutation_id, doc, customer_id)
    SELECT (doc->>'id')::uuid, ARRAY(SELECT jsonb_array_elements_text(doc->'scope')), doc->>'rev',
           (doc->>'mutationId')::uuid, doc, (doc->>'customerId')::uuid
      FROM jsonb_array_elements($1::jsonb) doc
    ON CONFLICT (id) DO NOTHING
    RETURNING id, scope_keys
  )
  INSERT INTO change_feed (collection, doc_id, op, scope_keys)
  SELECT 'comments', id, ${OP.upsert}, scope_keys FROM added`;

/**
 * Gives the comments of a customer the scope that the customer now has. Call it in the transaction that moves
 * the customer, after the customer's row was locked.
 */
export async function moveComments(sql: Sql, customerId: string, scope: readonly string[]): Promise<void> {
  const { rows } = await sql.query<{ id: string; rev: string; before: string[] }>(
    'SELECT id, rev, scope_keys AS before FROM comments WHERE customer_id = $1 FOR UPDATE',
    [customerId],
  );
  const moved = rows.map(({ id, rev, before }) => ({ id, rev: nextRev(rev), before }));
  await sql.query(MOVE, [JSON.stringify(moved), scope]);
}

const MOVE = `
  WITH moved AS (
    UPDATE comments c
       SET scope_keys = $2::text[], rev = r->>'rev',
           doc = c.doc || jsonb_build_object('scope', to_jsonb($2::text[]), 'rev', r->>'rev')
      FROM jsonb_array_elements($1::jsonb) r
     WHERE c.id = (r->>'id')::uuid
    RETURNING c.id, r->'before' AS before
  )
  INSERT INTO change_feed (collection, doc_id, op, scope_keys)
  SELECT 'comments', id, ${OP.scopeExit},
         ARRAY(SELECT jsonb_array_elements_text(before) UNION SELECT unnest($2::text[]))
    FROM moved`;
