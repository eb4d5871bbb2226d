/**
 * Physical removal: tombstones that have served, and documents that must leave no trace.
 *
 * Invariant: what is removed here is overwritten in the file (`secure_delete`), and after `truncateLog`
 * returned it is gone from the write-ahead log as well.
 */
import type { Connection } from './connect.ts';
import { StoreError } from './errors.ts';
import type { StoreHooks } from './hooks.ts';
import { ATTACHMENTS, CATALOGUE, tableName } from './layout.ts';
import { orderKey } from './order-key.ts';
import { BUSY_TIMEOUT } from './settings.ts';
import type { Table } from './table.ts';

const CLEANUP_BATCH = 500;
/** Short, because the worker stands still meanwhile; the caller tries again. In ms. */
const CHECKPOINT_TIMEOUT = 100;
/** RxDB's name for the collections that hold a replication's copies (rxdb/plugins/replication). */
const META_PREFIX = 'rx-replication-meta-';

/** Removes a batch of tombstones written at `until` or before. Returns true when none is left. */
export function cleanTombstones(db: Connection, { n }: Table, until: number): boolean {
  const name = tableName(n);
  const select = db.prepare(
    `SELECT rid, id FROM ${name} WHERE deleted = 1 AND lwt <= ? LIMIT ${CLEANUP_BATCH}`,
  );
  return db
    .transaction(() => {
      const rows = select.all(until) as { rid: number; id: string }[];
      const remove = db.prepare(`DELETE FROM ${name} WHERE rid = ?`);
      for (const { rid } of rows) remove.run(rid);
      return rows.length < CLEANUP_BATCH;
    })
    .immediate();
}

/**
 * Removes documents of a collection by id: every schema version, tombstones, attachments, replication copies,
 * and what the hooks keep of them. Returns how many rows of the document tables there were.
 */
export function purgeDocuments(db: Connection, hooks: StoreHooks, collection: string, ids: string[]): number {
  return db
    .transaction(() => {
      hooks.onWrite?.(db, {
        collection,
        rows: ids.map((id) => ({ id, previous: () => null, current: null })),
      });
      const removed = removeRows(db, tablesOf(db, collection), ids.map(orderKey));
      const copies = ids.map((id) => orderKey(`${id}|0`));
      removeRows(db, metaTables(db), copies);
      hooks.onPurge?.(db, collection);
      return removed;
    })
    .immediate();
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
    const document = db.prepare(`DELETE FROM ${tableName(n)} WHERE id = ?`);
    const attachments = db.prepare(`DELETE FROM ${ATTACHMENTS} WHERE n = ? AND document = ?`);
    for (const key of keys) {
      removed += document.run(key).changes;
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
