/** Stores as layout 1 made them. */
import { writeFileSync } from 'node:fs';
import Database from 'better-sqlite3-multiple-ciphers';
import { human } from '#main/storage-sqlite/testing/support.ts';

export type OldRow = { id: string; seq: number; deleted: boolean; age: number };

/** A store as layout 1 made it: a row number of its own, no count, and two more indexes. */
export function createLayout1(file: string, rows: readonly OldRow[]): void {
  const sidecar = { dbId: 'one', cipher: 'none', fingerprint: '', layout: 1 };
  writeFileSync(`${file}.id`, JSON.stringify(sidecar));
  const highest = Math.max(...rows.map(({ seq }) => seq));
  const db = new Database(file);
  db.exec(`
    CREATE TABLE store_collections (
      n INTEGER PRIMARY KEY AUTOINCREMENT, database TEXT NOT NULL, name TEXT NOT NULL, version INTEGER NOT NULL,
      primary_path TEXT NOT NULL, seq INTEGER NOT NULL DEFAULT 0, loose INTEGER NOT NULL DEFAULT 0,
      UNIQUE (name, version, database)) STRICT;
    CREATE TABLE store_attachments (
      n INTEGER NOT NULL, document TEXT NOT NULL, attachment TEXT NOT NULL, digest TEXT NOT NULL,
      type TEXT NOT NULL, data BLOB NOT NULL, PRIMARY KEY (n, document, attachment)) STRICT;
    CREATE TABLE documents_1 (
      rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, seq INTEGER NOT NULL UNIQUE, deleted INTEGER NOT NULL,
      lwt REAL NOT NULL, rev TEXT NOT NULL, data TEXT NOT NULL,
      "f:name" TEXT, "f:age" REAL, "f:active" INTEGER, "f:home.city" TEXT);
    CREATE INDEX "documents_1:_deleted,age,id" ON documents_1 (deleted, "f:age", id);
    CREATE INDEX "documents_1:_meta.lwt,id" ON documents_1 (lwt, id);
    INSERT INTO store_collections (database, name, version, primary_path, seq) VALUES ('test', 'humans', 0, 'id', ${highest});
    PRAGMA user_version = 1;
  `);
  const insert = db.prepare('INSERT INTO documents_1 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const insertAll = db.transaction(() => {
    for (const [at, { id, seq, deleted, age }] of rows.entries()) {
      const document = human(id, { age, _deleted: deleted });
      const { _rev, _meta } = document;
      const head = [at + 1, id, seq, Number(deleted), _meta.lwt, _rev, JSON.stringify(document)];
      insert.run(...head, 'name', age, 1, 'Berlin');
    }
  });
  insertAll();
  db.close();
}
