/**
 * Physical removal: tombstones that have served, and documents that must leave no trace.
 *
 * Invariants
 * - What is removed here is overwritten in the file (`secure_delete`), and after `truncateLog` returned it is gone
 *   from the write-ahead log as well.
 * - What is to be erased is written down first and crossed out last, so that a process that dies between leaves an
 *   erasure that the next opening completes. The row with an empty id stands for what follows the documents.
 */
import type { Connection } from './connect.ts';
import { StoreError } from './errors.ts';
import type { StoreHooks } from './hooks.ts';
import { ATTACHMENTS, CATALOGUE, ERASURES, tableName } from './layout.ts';
import { orderKey } from './order-key.ts';
import { BUSY_TIMEOUT } from './settings.ts';
import type { Table } from './table.ts';

const BATCH = 500;
/** Short, because the worker stands still meanwhile; the caller tries again. In ms. */
const CHECKPOINT_TIMEOUT = 100;
/** RxDB's name for the collections that hold a replication's copies (rxdb/plugins/replication). */
const META_PREFIX = 'rx-replication-meta-';

/** Removes a batch of tombstones written at `until` or before. Returns true when none is left. */
export function cleanTombstones(db: Connection, { n }: Table, until: number): boolean {
  const name = tableName(n);
  const remove = db.prepare(
    `DELETE FROM ${name} WHERE seq IN (SELECT seq FROM ${name} WHERE deleted = 1 AND lwt <= ? LIMIT ?)`,
  );
  return remove.run(until, BATCH).changes < BATCH;
}

/** Writes down what is to be erased; it is on the disk when this returns. */
export function planErasure(db: Connection, collection: string, ids: readonly string[]): void {
  const plan = db.prepare(`INSERT OR IGNORE INTO ${ERASURES} (collection, id) VALUES (?, ?)`);
  db.transaction(() => {
    for (const id of ['', ...ids]) plan.run(collection, id);
  }).immediate();
}

/**
 * Removes a batch of what is written down: every schema version, tombstones, attachments, replication copies, and
 * what the hooks keep. Returns how many document rows there were; null when nothing was left to remove.
 */
export function eraseBatch(db: Connection, hooks: StoreHooks): number | null {
  const next = db.prepare(`SELECT collection FROM ${ERASURES} WHERE id <> '' LIMIT 1`).pluck();
  const planned = db.prepare(`SELECT id FROM ${ERASURES} WHERE collection = ? AND id <> '' LIMIT ?`).pluck();
  const done = db.prepare(`DELETE FROM ${ERASURES} WHERE collection = ? AND id = ?`);
  return db
    .transaction(() => {
      const collection = next.get() as string | undefined;
      if (collection === undefined) return null;
      const ids = planned.all(collection, BATCH) as string[];
      const removed = removeRows(db, tablesOf(db, collection), ids.map(orderKey));
      removeRows(
        db,
        metaTables(db),
        ids.map((id) => orderKey(`${id}|0`)),
      );
      hooks.onPurge?.(db, collection, ids);
      for (const id of ids) done.run(collection, id);
      return removed;
    })
    .immediate();
}

/** After the last batch: lets the hooks rewrite what still holds parts of the documents. */
export function settleErasure(db: Connection, hooks: StoreHooks): void {
  const collections = db.prepare(`SELECT collection FROM ${ERASURES}`).pluck().all() as string[];
  db.transaction(() => {
    for (const collection of collections) hooks.onErase?.(db, collection);
  }).immediate();
}

/** After the log was emptied: crosses the erasure out. */
export function endErasure(db: Connection): void {
  db.prepare(`DELETE FROM ${ERASURES} WHERE id = ''`).run();
}

/** Completes an erasure that a process before this one could not. For the opening, when nobody reads yet. */
export function resumeErasure(db: Connection, hooks: StoreHooks): void {
  if (db.prepare(`SELECT 1 FROM ${ERASURES}`).get() === undefined) return;
  while (eraseBatch(db, hooks) !== null);
  settleErasure(db, hooks);
  truncateLog(db);
  endErasure(db);
}

/** Moves the log into the file and empties it. Throws STORE_FAILED while a reader still holds it open. */
export function truncateLog(db: Connection): void {
  db.pragma(`busy_timeout = ${CHECKPOINT_TIMEOUT}`);
  const [row] = db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
  db.pragma(`busy_timeout = ${BUSY_TIMEOUT}`);
  if (row?.busy !== 0) throw new StoreError('STORE_FAILED', 'checkpoint busy');
}

function removeRows(db: Connection, tables: number[], keys: string[]): number {
  let removed = 0;
  for (const n of tables) {
    const document = db.prepare(`DELETE FROM ${tableName(n)} WHERE id = ? RETURNING deleted`).pluck();
    const forget = db.prepare(`UPDATE ${CATALOGUE} SET live = live - 1 WHERE n = ?`);
    const attachments = db.prepare(`DELETE FROM ${ATTACHMENTS} WHERE n = ? AND document = ?`);
    for (const key of keys) {
      const deleted = document.get(key);
      if (deleted === 0) forget.run(n);
      removed += Number(deleted !== undefined);
      attachments.run(n, key);
    }
  }
  return removed;
}

function tablesOf(db: Connection, collection: string): number[] {
  return db.prepare(`SELECT n FROM ${CATALOGUE} WHERE name = ?`).pluck().all(collection) as number[];
}

/** Ids are unique over collections, so that the copies of an id can be removed from every meta collection. */
function metaTables(db: Connection): number[] {
  return db
    .prepare(`SELECT n FROM ${CATALOGUE} WHERE substr(name, 1, ?) = ?`)
    .pluck()
    .all(META_PREFIX.length, META_PREFIX) as number[];
}
