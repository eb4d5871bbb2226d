/** A store of an older layout opens with all it held. */
import { writeFileSync } from 'node:fs';
import Database from 'better-sqlite3-multiple-ciphers';
import { expect, test } from 'vitest';
import { openStore } from '#main/storage-sqlite/index.ts';
import {
  countOf,
  human,
  idsOf,
  instanceOf,
  temporaryFile,
  update,
} from '#main/storage-sqlite/testing/support.ts';

/** A store as layout 1 made it: a row number of its own, no count, and two more indexes. */
function createLayout1(file: string): void {
  const sidecar = { dbId: 'one', cipher: 'none', fingerprint: '', layout: 1 };
  writeFileSync(`${file}.id`, JSON.stringify(sidecar));
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
    INSERT INTO store_collections (database, name, version, primary_path, seq) VALUES ('test', 'humans', 0, 'id', 9);
    PRAGMA user_version = 1;
  `);
  const insert = db.prepare('INSERT INTO documents_1 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  for (const [rid, id, seq, deleted] of [
    [1, 'a', 9, 0],
    [2, 'b', 4, 1],
    [3, 'c', 5, 0],
  ] as const) {
    const document = human(id, { age: rid, _deleted: deleted === 1 });
    const { _rev, _meta } = document;
    const head = [rid, id, seq, deleted, _meta.lwt, _rev, JSON.stringify(document)];
    insert.run(...head, 'name', rid, 1, 'Berlin');
  }
  db.close();
}

test('layout 1 becomes layout 2: documents, order of changes, counts and indexes', async () => {
  const file = temporaryFile();
  createLayout1(file);
  for (let opening = 1; opening <= 2; opening += 1) {
    const store = await openStore({ file, key: null });
    const instance = await instanceOf(store.storage as never);
    const changed = await instance.getChangedDocumentsSince?.(10);
    expect(changed?.documents.map(({ id }) => id).slice(0, 3)).toEqual(
      opening === 1 ? ['b', 'c', 'a'] : ['b', 'a', 'c'],
    );
    expect(
      await idsOf(instance, {
        selector: { _deleted: { $eq: false }, age: { $gt: 0 } } as never,
        sort: [{ age: 'desc' }],
      }),
    ).toEqual(['c', 'a']);
    expect(await countOf(instance, { selector: { _deleted: { $eq: false } } as never })).toBe(2);
    expect(await store.integrityCheck()).toEqual([]);
    const c = (await instance.findDocumentsById(['c'], false))[0];
    if (c && opening === 1) expect((await instance.bulkWrite([update(c, {})], 'test')).error).toEqual([]);
    await instance.close();
    await store.close();
  }
});
