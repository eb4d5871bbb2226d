/**
 * Receipts of pushed mutations. Guards "exactly once": a receipt is written in the transaction of its effect,
 * and the primary key (client, mutation) lets only one such transaction commit.
 */
import type { CollectionName } from '#shared/sync/collections.ts';
import type { PushResult } from '#shared/sync/protocol.ts';
import type { Sql } from '../db/pool.ts';

/** What a receipt keeps of a result: no document, so that it outlives neither its scope nor its person. */
export type Verdict = Pick<PushResult, 'status' | 'rev' | 'code' | 'fieldErrors'>;

export type Receipt = {
  clientId: string;
  mutationId: string;
  collection: CollectionName;
  docId: string;
  /** Revision that the desk based its change on; null for a new document. */
  baseRev: string | null;
  /** Revision that the effect got; null when there was none. */
  newRev: string | null;
  result: Verdict;
};

export const RECEIPT_KEY = 'push_receipt_pkey';

/** The receipt of this mutation, or undefined. */
export async function findReceipt(
  sql: Sql,
  clientId: string,
  mutationId: string,
): Promise<Pick<Receipt, 'collection' | 'docId' | 'result'> | undefined> {
  const { rows } = await sql.query<Pick<Receipt, 'collection' | 'docId' | 'result'>>(
    `SELECT collection, doc_id AS "docId", result FROM push_receipt
      WHERE client_id = $1 AND mutation_id = $2`,
    [clientId, mutationId],
  );
  return rows[0];
}

/** Writes the receipt. Throws a unique violation of `RECEIPT_KEY` when there is one. */
export async function saveReceipt(sql: Sql, receipt: Receipt): Promise<void> {
  await sql.query(
    `INSERT INTO push_receipt (client_id, mutation_id, collection, doc_id, base_rev, new_rev, result)
     VALUES ($1, $2, $3, $4, $5, $6, $7::jsonb)`,
    [
      receipt.clientId,
      receipt.mutationId,
      receipt.collection,
      receipt.docId,
      receipt.baseRev,
      receipt.newRev,
      JSON.stringify(receipt.result),
    ],
  );
}

/** True when this client itself made revision `newRev` of the document out of `baseRev`, or out of nothing. */
export async function madeByClient(
  sql: Sql,
  facts: { clientId: string; docId: string; baseRev: string | null; newRev: string },
): Promise<boolean> {
  const { rows } = await sql.query<{ made: boolean }>(
    `SELECT EXISTS (SELECT FROM push_receipt
       WHERE doc_id = $1 AND new_rev = $2 AND base_rev IS NOT DISTINCT FROM $3 AND client_id = $4) AS made`,
    [facts.docId, facts.newRev, facts.baseRev, facts.clientId],
  );
  return rows[0]?.made ?? false;
}
