/**
 * The tables of the index, in the store's own file.
 *
 * Invariant: `search_row` and `search_words` hold the same row numbers; the version in `search_meta` is the
 * one their content was made with.
 */
import { NORMALISER_VERSION } from '#shared/customer/normalise.ts';
import type { Connection } from '../storage-sqlite/connect.ts';
import { INDEX_VERSION } from './row.ts';

/** What the index's content depends on. */
export const CONTENT_VERSION = `${INDEX_VERSION}.${NORMALISER_VERSION}`;

/** Segments of a size that are merged bit by bit with each write, and those that are merged at once. */
const MERGE_FROM = 8;
const MERGE_AT_ONCE = 32;
/** All words of one transaction, gathered before they are written as one segment. */
const HASH_BYTES = 4 * 1024 * 1024;

export type Meta = 'version' | 'rebuiltTo';

/** Makes the tables anew and empty when there are none or their content is of another version. */
export function prepareTables(db: Connection): void {
  db.exec('CREATE TABLE IF NOT EXISTS search_meta (k TEXT PRIMARY KEY, v TEXT NOT NULL) STRICT');
  if (readMeta(db, 'version') !== CONTENT_VERSION) emptyTables(db);
}

/** Drops whatever the index holds and starts it again, with everything still to be built. */
export function emptyTables(db: Connection): void {
  db.exec(`
    DROP TABLE IF EXISTS search_words;
    DROP TABLE IF EXISTS search_row;
    CREATE TABLE search_row (rid INTEGER PRIMARY KEY, place INTEGER NOT NULL UNIQUE, id TEXT NOT NULL UNIQUE, data TEXT NOT NULL) STRICT;
    CREATE VIRTUAL TABLE search_words USING fts5(words, content='', contentless_delete=1, detail=none,
      prefix='1 2 3', tokenize='ascii');
    INSERT INTO search_words (search_words, rank) VALUES ('automerge', ${MERGE_FROM});
    INSERT INTO search_words (search_words, rank) VALUES ('crisismerge', ${MERGE_AT_ONCE});
    INSERT INTO search_words (search_words, rank) VALUES ('hashsize', ${HASH_BYTES});
  `);
  writeMeta(db, 'version', CONTENT_VERSION);
  writeMeta(db, 'rebuiltTo', '0');
}

export function readMeta(db: Connection, key: Meta): string | undefined {
  return db.prepare('SELECT v FROM search_meta WHERE k = ?').pluck().get(key) as string | undefined;
}

export function writeMeta(db: Connection, key: Meta, value: string): void {
  db.prepare('INSERT OR REPLACE INTO search_meta (k, v) VALUES (?, ?)').run(key, value);
}
