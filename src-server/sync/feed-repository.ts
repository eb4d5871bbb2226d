/**
 * The change feed.
 *
 * Invariant (no gaps): rows are read in order of (xid, seq), and only those of transactions older than every
 * transaction still running (`xid < pg_snapshot_xmin`). A sequence alone loses rows of transactions that commit
 * late; the horizon with order by sequence loses rows of transactions that drew their numbers crosswise. Both
 * are reproduced in test/integration/sync-feed.test.ts.
 *
 * The document is joined in the same statement, so that scope is judged on the very row that is sent.
 */
import { LIMITED } from '#shared/comment/visibility.ts';
import { byCollection, type CollectionName } from '#shared/sync/collections.ts';
import type { Sql } from '../db/pool.ts';

export const OP = { upsert: 1, delete: 2, erase: 3, scopeExit: 4 } as const;
export type FeedOp = (typeof OP)[keyof typeof OP];

export type FeedBounds = { epoch: string; xmin: string; xmax: string };

/** The epoch and the transactions in flight. Source: `sync_epoch` and the snapshot of this statement. */
export async function feedBounds(sql: Sql): Promise<FeedBounds> {
  const { rows } = await sql.query<FeedBounds>(`
    SELECT epoch, pg_snapshot_xmin(s)::text AS xmin, pg_snapshot_xmax(s)::text AS xmax
      FROM sync_epoch, pg_current_snapshot() s`);
  if (rows[0] === undefined) throw new Error('The table sync_epoch is empty.');
  return rows[0];
}

export type FeedEntry = { collection: CollectionName; id: string; op: FeedOp; scopeKeys: readonly string[] };

/** Adds an entry; `scopeKeys` are those of the row before and after the change, together. */
export async function addToFeed(sql: Sql, entry: FeedEntry): Promise<void> {
  await sql.query('INSERT INTO change_feed (collection, doc_id, op, scope_keys) VALUES ($1, $2, $3, $4)', [
    entry.collection,
    entry.id,
    entry.op,
    [...new Set(entry.scopeKeys)],
  ]);
}

export type FeedQuery = {
  collection: CollectionName;
  after: { xid: string; seq: string };
  /** Null for a user who sees every row. */
  scopeKeys: readonly string[] | null;
  /** The keys that rows with `LIMITED` ask for besides; null for a user whom no limit stops. */
  audience: readonly string[] | null;
  limit: number;
};

export type FeedRow = {
  xid: string;
  seq: string;
  id: string;
  op: FeedOp;
  /** The document now; null when the row is gone from the table or not the user's. */
  doc: Record<string, unknown> | null;
  deleted: boolean | null;
  inScope: boolean;
};

export type FeedPage = { rows: FeedRow[]; more: boolean };

/** One page of the feed, each document once, at the place of its newest entry in the page. */
export async function readFeed(sql: Sql, query: FeedQuery): Promise<FeedPage> {
  const { collection, after, scopeKeys, audience, limit } = query;
  const { rows } = await sql.query<FeedRow & { more: boolean }>({
    name: `read-feed-${collection}`,
    text: PULL[collection],
    values: [collection, after.xid, after.seq, scopeKeys, limit, audience],
  });
  return { rows, more: rows[0]?.more ?? false };
}

/** Who may hold a row with these keys: both conditions of scope.ts, on an entry of the feed as on a document. */
export const isMine = (keys: string, scope: string, audience: string): string => `
  ((${scope}::text[] IS NULL OR ${keys} && ${scope})
   AND (${audience}::text[] IS NULL OR NOT ${keys} @> '{${LIMITED}}' OR ${keys} && ${audience}))`;
const mine = (keys: string): string => isMine(keys, '$4', '$6');

/** Parameters: collection, xid, seq, scope keys or null, limit, audience or null. One row past the limit tells of more. */
function pullStatement(table: CollectionName): string {
  return `
    WITH page AS (
      SELECT xid, seq, doc_id, op, row_number() OVER (ORDER BY xid, seq) AS n
        FROM change_feed
       WHERE collection = $1 AND (xid, seq) > ($2::xid8, $3::bigint)
         AND xid < pg_snapshot_xmin(pg_current_snapshot())
         AND ${mine('scope_keys')}
       ORDER BY xid, seq LIMIT $5::int + 1
    ), newest AS (
      SELECT DISTINCT ON (doc_id) xid, seq, doc_id, op FROM page
       WHERE n <= $5 ORDER BY doc_id, xid DESC, seq DESC
    )
    SELECT n.xid::text, n.seq::text, n.doc_id AS id, n.op, d.deleted,
           CASE WHEN NOT d.deleted AND ${mine('d.scope_keys')} THEN d.doc END AS doc,
           coalesce(${mine('d.scope_keys')}, false) AS "inScope",
           EXISTS (SELECT FROM page WHERE page.n > $5) AS more
      FROM newest n LEFT JOIN ${table} d ON d.id = n.doc_id
     ORDER BY n.xid, n.seq`;
}

/** A collection's table has its name. */
const PULL = byCollection(pullStatement);

/** True while the collection has committed entries that the horizon still hides from a pull. */
export async function hasHiddenEntries(sql: Sql, collection: CollectionName): Promise<boolean> {
  const { rows } = await sql.query<{ hidden: boolean }>(
    `SELECT EXISTS (
       SELECT FROM change_feed
        WHERE collection = $1 AND xid >= pg_snapshot_xmin(pg_current_snapshot())) AS hidden`,
    [collection],
  );
  return rows[0]?.hidden ?? false;
}
