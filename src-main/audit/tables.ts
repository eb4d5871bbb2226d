/**
 * The tables of the local audit, in the store itself.
 *
 * Invariants
 * - An entry is never changed or removed: triggers refuse it, and the chain shows it where a trigger was removed.
 * - The head names the last entry, so that a missing end shows.
 */
import { createHash, randomBytes } from 'node:crypto';
import { type AuditEntry, type AuditFacts, canonicalText } from '#shared/audit/entry.ts';
import { type AuditFinding, type AuditHead, verifyAudit } from '#shared/audit/verify.ts';
import type { Connection } from '../storage-sqlite/connect.ts';

const ENTRIES = 'audit_entries';
const HEAD = 'audit_head';

/** Makes the tables, and the key that ids are hashed with, where they are missing. */
export function prepareAudit(db: Connection): void {
  db.exec(`
    CREATE TABLE IF NOT EXISTS ${ENTRIES} (
      seq INTEGER PRIMARY KEY, at TEXT NOT NULL, actor TEXT NOT NULL, collection TEXT NOT NULL,
      subject TEXT NOT NULL, operation TEXT NOT NULL, fields TEXT NOT NULL, prev TEXT NOT NULL, hash TEXT NOT NULL
    ) STRICT;
    CREATE TRIGGER IF NOT EXISTS ${ENTRIES}_kept BEFORE DELETE ON ${ENTRIES}
      BEGIN SELECT RAISE(ABORT, 'append only'); END;
    CREATE TRIGGER IF NOT EXISTS ${ENTRIES}_fixed BEFORE UPDATE ON ${ENTRIES}
      BEGIN SELECT RAISE(ABORT, 'append only'); END;
    CREATE TABLE IF NOT EXISTS ${HEAD} (
      one INTEGER PRIMARY KEY CHECK (one = 1), seq INTEGER NOT NULL, hash TEXT NOT NULL, subject_key BLOB NOT NULL
    ) STRICT;`);
  db.prepare(`INSERT OR IGNORE INTO ${HEAD} VALUES (1, 0, '', ?)`).run(randomBytes(32));
}

export type AuditWriter = { append: (facts: AuditFacts) => void; subjectKey: Buffer };

/** A writer for a connection on which `prepareAudit` ran. It runs in the transaction of its caller. */
export function auditWriter(db: Connection): AuditWriter {
  const readHead = db.prepare(`SELECT seq, hash FROM ${HEAD}`);
  const insert = db.prepare(
    `INSERT INTO ${ENTRIES} VALUES (:seq, :at, :actor, :collection, :subject, :operation, :fields, :prev, :hash)`,
  );
  const advance = db.prepare(`UPDATE ${HEAD} SET seq = :seq, hash = :hash`);
  return {
    subjectKey: db.prepare(`SELECT subject_key FROM ${HEAD}`).pluck().get() as Buffer,
    append(facts) {
      const head = readHead.get() as AuditHead;
      const entry = { ...facts, seq: head.seq + 1, prev: head.hash };
      const hash = hashOf(canonicalText(entry));
      insert.run({ ...entry, fields: JSON.stringify(facts.fields), hash });
      advance.run({ seq: entry.seq, hash });
    },
  };
}

/** What is wrong with the record in this store, or null. A store without one has nothing wrong. */
export function checkAudit(db: Connection): AuditFinding | null {
  const known = db.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?');
  if (!known.get(HEAD)) return null;
  const head = db.prepare(`SELECT seq, hash FROM ${HEAD}`).get() as AuditHead | undefined;
  if (!head) return { seq: 1, kind: 'truncated' };
  return verifyAudit(readEntries(db), head, hashOf);
}

/** The entries in the order of their numbers, read one by one. */
export function* readEntries(db: Connection): Generator<AuditEntry> {
  for (const row of db.prepare(`SELECT * FROM ${ENTRIES} ORDER BY seq`).iterate()) {
    const { fields, ...rest } = row as Omit<AuditEntry, 'fields'> & { fields: string };
    yield { ...rest, fields: JSON.parse(fields) as string[] };
  }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
