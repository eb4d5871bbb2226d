/**
 * Keeping the feed and the receipts from growing with every change for ever.
 *
 * Invariants
 * - No gaps, no start over: an entry is dropped only when a later one of the same document reaches everybody whom it
 *   reaches. Whatever checkpoint a desk comes back with, it is told of the same documents as before; so there is no horizon
 *   below which a desk would have to fetch everything again. The last entry of a document, also of an erased one, stays.
 * - The feed's horizon is never held: what is long only reads, and what writes is short (feed-repository.ts).
 */
import { LIMITED } from '#shared/comment/visibility.ts';
import type { Pool, PoolClient } from '../db/pool.ts';

/** Longer than any desk is away: after that its changes are told apart by their revisions alone. */
const RECEIPT_DAYS = 400;
/** Any number, as long as nobody else takes it: only one of several servers compacts. */
const LOCK = 7_301_117;
const ROWS = 1000;

export type Compacted = { entries: number; receipts: number };

/** Drops what nobody needs; null when another server is at it. Safe at any time, beside pulls and pushes. */
export async function compact(pool: Pool): Promise<Compacted | null> {
  const reader = await pool.connect();
  // A connection can die between two statements; without a listener that would end the process.
  const onError = () => undefined;
  reader.on('error', onError);
  try {
    await reader.query(BEGIN);
    const { rows } = await reader.query('SELECT pg_try_advisory_xact_lock($1) AS mine', [LOCK]);
    if (!rows[0].mine) return null;
    const entries = await sweep(pool, reader, COVERED, DROP_ENTRIES);
    return { entries, receipts: await sweep(pool, reader, OLD_RECEIPTS, DROP_RECEIPTS) };
  } finally {
    const isBroken = await reader.query('ROLLBACK').then(
      () => false,
      () => true,
    );
    reader.off('error', onError);
    reader.release(isBroken);
  }
}

/** Deletes what the reader finds, some rows at a time; returns how many there were. */
async function sweep(pool: Pool, reader: PoolClient, find: string, drop: string): Promise<number> {
  await reader.query(`DECLARE found NO SCROLL CURSOR FOR ${find}`);
  let dropped = 0;
  for (;;) {
    const { rows } = await reader.query({ text: `FETCH ${ROWS} FROM found`, rowMode: 'array' });
    if (rows.length === 0) break;
    const columns = (rows[0] as string[]).map((_, at) => rows.map((row: string[]) => row[at]));
    const { rowCount } = await pool.query(drop, columns);
    dropped += rowCount ?? 0;
  }
  await reader.query('CLOSE found');
  return dropped;
}

/** A transaction that only reads gets no number, so that it holds no horizon; it may take as long as it needs. */
const BEGIN =
  'BEGIN READ ONLY; SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0';
/** Both conditions of `readFeed` hold for the later entry (`f`) wherever they hold for the earlier one (`e`). */
const COVERED = `
  SELECT e.collection, e.xid::text, e.seq::text FROM change_feed e
   WHERE EXISTS (
     SELECT FROM change_feed f
      WHERE f.collection = e.collection AND f.doc_id = e.doc_id AND (f.xid, f.seq) > (e.xid, e.seq)
        AND f.xid < pg_snapshot_xmin(pg_current_snapshot())
        AND f.scope_keys @> e.scope_keys
        AND (e.scope_keys @> '{${LIMITED}}' OR NOT f.scope_keys @> '{${LIMITED}}'))`;
const DROP_ENTRIES = `
  DELETE FROM change_feed USING unnest($1::text[], $2::xid8[], $3::bigint[]) AS gone (collection, xid, seq)
   WHERE (change_feed.collection, change_feed.xid, change_feed.seq) = (gone.collection, gone.xid, gone.seq)`;
const OLD_RECEIPTS = `
  SELECT client_id, mutation_id FROM push_receipt WHERE at < now() - interval '${RECEIPT_DAYS} days'`;
const DROP_RECEIPTS = `
  DELETE FROM push_receipt USING unnest($1::uuid[], $2::uuid[]) AS gone (client, mutation)
   WHERE (client_id, mutation_id) = (gone.client, gone.mutation)`;
