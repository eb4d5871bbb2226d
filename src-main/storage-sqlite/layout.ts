/**
 * The tables of a store: a catalogue, one table a collection and schema version, and one for attachments.
 *
 * Invariant: `seq` of the catalogue is the highest sequence ever given out for the collection, so that it is
 * never given out again, even after the newest document was purged.
 */
import type { Connection } from './connect.ts';
import { LAYOUT_VERSION } from './settings.ts';

export const CATALOGUE = 'store_collections';
export const ATTACHMENTS = 'store_attachments';

/** The table of a collection, by its number in the catalogue. */
export function tableName(number: number): string {
  return `documents_${number}`;
}

/** Creates what is missing and stamps the layout version, in one transaction. */
export function createLayout(db: Connection): void {
  db.transaction(() => {
    db.exec(`CREATE TABLE IF NOT EXISTS ${CATALOGUE} (
      n INTEGER PRIMARY KEY AUTOINCREMENT,
      database TEXT NOT NULL, name TEXT NOT NULL, version INTEGER NOT NULL,
      primary_path TEXT NOT NULL, seq INTEGER NOT NULL DEFAULT 0, loose INTEGER NOT NULL DEFAULT 0,
      UNIQUE (name, version, database)
    ) STRICT`);
    db.exec(`CREATE TABLE IF NOT EXISTS ${ATTACHMENTS} (
      n INTEGER NOT NULL, document TEXT NOT NULL, attachment TEXT NOT NULL,
      digest TEXT NOT NULL, type TEXT NOT NULL, data BLOB NOT NULL,
      PRIMARY KEY (n, document, attachment)
    ) STRICT`);
    db.pragma(`user_version = ${LAYOUT_VERSION}`);
  }).immediate();
}
