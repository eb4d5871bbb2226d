/**
 * Keeping the feed and the receipts from growing with every change for ever.
 *
 * Invariant (no gaps, no start over): an entry is dropped only when a later one of the same document reaches everybody whom
 * it reaches. Whatever checkpoint a desk comes back with, it is told of the same documents as before; so there is no
 * horizon below which a desk would have to fetch everything again. The last entry of a document, also of an erased one,
 * stays for ever.
 */
import { LIMITED } from '#shared/comment/visibility.ts';
import type { Pool } from '../db/pool.ts';
import { inTransaction } from '../db/transaction.ts';

/** Longer than any desk is away: after that its changes are told apart by their revisions alone. */
const RECEIPT_DAYS = 400;
/** Any number, as long as nobody else takes it: only one of several servers compacts. */
const LOCK = 7_301_117;

export type Compacted = { entries: number; receipts: number };

/** Drops what nobody needs; null when another server is at it. Safe at any time, beside pulls and pushes. */
export function compact(pool: Pool): Promise<Compacted | null> {
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query('SELECT pg_try_advisory_xact_lock($1) AS mine', [LOCK]);
    if (!rows[0].mine) return null;
    const entries = await client.query(COMPACT_FEED, [LIMITED]);
    const receipts = await client.query(
      'DELETE FROM push_receipt WHERE at < now() - make_interval(days => $1)',
      [RECEIPT_DAYS],
    );
    return { entries: entries.rowCount ?? 0, receipts: receipts.rowCount ?? 0 };
  });
}

/** Both conditions of `readFeed` hold for the later entry (`f`) wherever they hold for the earlier one (`e`). */
const COMPACT_FEED = `
  DELETE FROM change_feed e USING change_feed f
   WHERE f.collection = e.collection AND f.doc_id = e.doc_id AND (f.xid, f.seq) > (e.xid, e.seq)
     AND f.xid < pg_snapshot_xmin(pg_current_snapshot())
     AND f.scope_keys @> e.scope_keys
     AND (e.scope_keys @> ARRAY[$1] OR NOT f.scope_keys @> ARRAY[$1])`;
