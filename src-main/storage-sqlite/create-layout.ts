/** Makes the tables that every store has, or brings those of an older store up to date. */
import type { Connection } from './connect.ts';
import { ATTACHMENTS, CATALOGUE, ERASURES } from './layout.ts';
import { migrateLayout } from './migrate.ts';
import { LAYOUT_VERSION } from './settings.ts';

/** Brings an older store up to this layout or makes what is missing, in one transaction. */
export function createLayout(db: Connection): void {
  db.transaction(() => {
    migrateLayout(db, db.pragma('user_version', { simple: true }) as number);
    db.exec(`CREATE TABLE IF NOT EXISTS ${CATALOGUE} (
      n INTEGER PRIMARY KEY AUTOINCREMENT,
      database TEXT NOT NULL, name TEXT NOT NULL, version INTEGER NOT NULL,
      primary_path TEXT NOT NULL, seq INTEGER NOT NULL DEFAULT 0, loose INTEGER NOT NULL DEFAULT 0,
      live INTEGER NOT NULL DEFAULT 0,
      UNIQUE (name, version, database)
    ) STRICT`);
    db.exec(`CREATE TABLE IF NOT EXISTS ${ATTACHMENTS} (
      n INTEGER NOT NULL, document TEXT NOT NULL, attachment TEXT NOT NULL,
      digest TEXT NOT NULL, type TEXT NOT NULL, data BLOB NOT NULL,
      PRIMARY KEY (n, document, attachment)
    ) STRICT`);
    db.exec(`CREATE TABLE IF NOT EXISTS ${ERASURES} (
      collection TEXT NOT NULL, id TEXT NOT NULL,
      PRIMARY KEY (collection, id)
    ) STRICT, WITHOUT ROWID`);
    db.pragma(`user_version = ${LAYOUT_VERSION}`);
  }).immediate();
}
