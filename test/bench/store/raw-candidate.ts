/**
 * The limit: the same rows, columns and indexes as ours in a bare better-sqlite3, on the caller's thread, with
 * prepared statements and the same settings.
 */
import Database from 'better-sqlite3-multiple-ciphers';
import type { CustomerDoc } from '#main/store/schemas.ts';
import { type Candidate, QUERY_LIMIT } from './candidate.ts';

/** A candidate over one file. A key makes it encrypted with the cipher that ours takes. */
export function rawCandidate(file: string, key: string | null): Candidate {
  let store: ReturnType<typeof openRaw> | null = null;
  let seq = 0;
  let changedTo = 0;
  const opened = () => {
    store ??= openRaw(file, key);
    return store;
  };
  const insert = (document: CustomerDoc) => {
    seq += 1;
    const { id, pendingSince } = document;
    opened().insert.run(seq, id, 0, seq, '1-bench', pendingSince, JSON.stringify(document));
  };
  return {
    open: async () => {
      opened();
    },
    insertMany: async (documents) => {
      const { db } = opened();
      db.pragma('synchronous = NORMAL');
      db.transaction(() => documents.forEach(insert)).immediate();
    },
    insertOne: async (document) => {
      opened().db.pragma('synchronous = FULL');
      insert(document);
    },
    get: async (id) => parse(opened().get.get(id)),
    waitingSince: async (time) =>
      opened()
        .query.all(time, QUERY_LIMIT)
        .flatMap((data) => parse(data) ?? []),
    nextChanges: async (limit) => {
      const rows = opened().changes.all(changedTo, limit) as { seq: number; data: string }[];
      changedTo = rows.at(-1)?.seq ?? changedTo;
      return rows.filter(({ data }) => parse(data)).length;
    },
    hop: null,
    close: async () => {
      store?.db.close();
      store = null;
    },
  };
}

function openRaw(file: string, key: string | null) {
  const db = new Database(file);
  if (key !== null) {
    db.pragma("cipher = 'aegis'");
    db.pragma(`key = 'raw:${key}'`);
  }
  for (const setting of [
    'page_size = 8192',
    'secure_delete = ON',
    'journal_mode = WAL',
    'temp_store = MEMORY',
  ])
    db.pragma(setting);
  db.pragma('wal_autocheckpoint = 2000');
  db.pragma('cache_size = -16384');
  db.exec(`
    CREATE TABLE IF NOT EXISTS documents (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
      deleted INTEGER NOT NULL, lwt REAL NOT NULL, rev TEXT NOT NULL, pending TEXT, data TEXT NOT NULL);
    CREATE INDEX IF NOT EXISTS tombstones ON documents (lwt) WHERE deleted = 1;
    CREATE INDEX IF NOT EXISTS pending ON documents (deleted, pending, id);
  `);
  return {
    db,
    insert: db.prepare('INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?)'),
    get: db.prepare('SELECT data FROM documents WHERE id = ?').pluck(),
    query: db
      .prepare(
        'SELECT data FROM documents WHERE deleted = 0 AND pending > ? ORDER BY pending DESC, id DESC LIMIT ?',
      )
      .pluck(),
    changes: db.prepare('SELECT seq, data FROM documents WHERE seq > ? ORDER BY seq LIMIT ?'),
  };
}

function parse(data: unknown): { id: string } | null {
  return typeof data === 'string' ? (JSON.parse(data) as { id: string }) : null;
}
