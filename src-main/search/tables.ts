/**
 * The tables of the index, in the store's own file.
 *
 * Invariants
 * - `search_row` has what the index knows of each customer, `search_order` the numbers of their orders; both are written
 *   in the transaction of the documents.
 * - Whoever changes what a customer is found by adds a newer line to `search_change`. A segment says up to which line it
 *   was made, so that what it holds of a customer who changed later does not count.
 */
import { NORMALISER_VERSION } from '#shared/customer/normalise.ts';
import type { Connection } from '../storage-sqlite/connect.ts';
import { INDEX_VERSION } from './entry.ts';

/** What the index's content depends on. */
export const CONTENT_VERSION = `${INDEX_VERSION}.${NORMALISER_VERSION}`;

export type Meta = 'version' | 'erasures' | `rebuilt ${string}`;

const TABLES = [
  'search_words',
  'search_row',
  'search_order',
  'search_change',
  'search_purged',
  'search_segment',
  'search_part',
];

/** Makes the tables anew and empty when there are none or their content is of another version. */
export function prepareTables(db: Connection): void {
  db.exec('CREATE TABLE IF NOT EXISTS search_meta (k TEXT PRIMARY KEY, v TEXT NOT NULL) STRICT');
  if (readMeta(db, 'version') !== CONTENT_VERSION) emptyTables(db);
}

/** Drops whatever the index holds and starts it again, with everything still to be built. */
export function emptyTables(db: Connection): void {
  for (const table of TABLES) db.exec(`DROP TABLE IF EXISTS ${table}`);
  db.exec(`
    DELETE FROM search_meta;
    CREATE TABLE search_row (rid INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, contact INTEGER NOT NULL, data TEXT) STRICT;
    CREATE TABLE search_order (rid INTEGER NOT NULL, document BLOB NOT NULL, number TEXT NOT NULL,
      PRIMARY KEY (rid, document)) STRICT, WITHOUT ROWID;
    CREATE TABLE search_change (seq INTEGER PRIMARY KEY AUTOINCREMENT, rid INTEGER NOT NULL UNIQUE) STRICT;
    CREATE TABLE search_purged (rid INTEGER PRIMARY KEY) STRICT;
    CREATE TABLE search_segment (n INTEGER PRIMARY KEY AUTOINCREMENT, built INTEGER NOT NULL, docs INTEGER NOT NULL,
      ready INTEGER NOT NULL, replaces TEXT NOT NULL) STRICT;
    CREATE TABLE search_part (rowid INTEGER PRIMARY KEY, segment INTEGER NOT NULL, name TEXT NOT NULL, part INTEGER NOT NULL,
      data BLOB NOT NULL, UNIQUE (segment, name, part)) STRICT;
  `);
  writeMeta(db, 'version', CONTENT_VERSION);
}

export function readMeta(db: Connection, key: Meta): string | undefined {
  return db.prepare('SELECT v FROM search_meta WHERE k = ?').pluck().get(key) as string | undefined;
}

export function writeMeta(db: Connection, key: Meta, value: string): void {
  db.prepare('INSERT OR REPLACE INTO search_meta (k, v) VALUES (?, ?)').run(key, value);
}
