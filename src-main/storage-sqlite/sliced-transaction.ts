/**
 * A transaction that arrives in several messages.
 *
 * Invariant: a slice after one that failed is refused, so that a transaction is written whole or not at all.
 */
import type { Connection } from './connect.ts';
import { StoreError } from './errors.ts';
import type { SlicePart } from './wire.ts';

/** Runs the work of one slice; the last one commits. What throws, and the commit too, undoes all slices so far. */
export function writePart<R>(db: Connection, { begins, ends }: SlicePart, work: () => R): R {
  if (begins && ends) return work();
  if (begins) db.exec('BEGIN IMMEDIATE');
  else if (!db.inTransaction) throw new StoreError('STORE_FAILED', 'transaction ended');
  try {
    const result = work();
    if (ends) db.exec('COMMIT');
    return result;
  } catch (error) {
    rollback(db);
    throw error;
  }
}

/** Undoes the transaction that is open, if one is: SQLite has ended it itself after some errors. */
export function rollback(db: Connection): void {
  if (db.inTransaction) db.exec('ROLLBACK');
}
