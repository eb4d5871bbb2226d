/** Reads by id and by sequence. All of them see committed documents only. */
import type { Connection } from './connect.ts';
import { ATTACHMENTS, tableName } from './layout.ts';
import { orderKey } from './order-key.ts';
import { statementOf } from './statements.ts';

/** The statement that finds one document. */
export function findSql(n: number): string {
  return `SELECT deleted, data FROM ${tableName(n)} WHERE id = ?`;
}

/** The statement that reads what changed after a sequence. */
export function changedSql(n: number): string {
  return `SELECT seq, data FROM ${tableName(n)} WHERE seq > ? ORDER BY seq LIMIT ?`;
}

/** The documents with these ids, in the order of the ids, as JSON texts; unknown ids are left out. */
export function findByIds(db: Connection, n: number, ids: string[], withDeleted: boolean): string[] {
  const statement = statementOf(db, findSql(n));
  const found: string[] = [];
  for (const id of ids) {
    const row = statement.get(orderKey(id)) as { deleted: number; data: string } | undefined;
    if (row && (withDeleted || row.deleted === 0)) found.push(row.data);
  }
  return found;
}

/** Current documents that changed after a sequence, oldest change first, and the sequence of the last one. */
export function changedSince(
  db: Connection,
  n: number,
  seq: number,
  limit: number,
): { seq: number; documents: string[] } {
  const statement = statementOf(db, changedSql(n));
  const rows = statement.all(seq, limit) as { seq: number; data: string }[];
  return { seq: rows.at(-1)?.seq ?? seq, documents: rows.map(({ data }) => data) };
}

/** An attachment in the version of the digest; null when there is none. */
export function readAttachment(
  db: Connection,
  n: number,
  key: { document: string; attachment: string; digest: string },
): { type: string; data: Uint8Array<ArrayBuffer> } | null {
  const row = db
    .prepare(
      `SELECT type, data FROM ${ATTACHMENTS} WHERE n = ? AND document = ? AND attachment = ? AND digest = ?`,
    )
    .get(n, orderKey(key.document), orderKey(key.attachment), key.digest);
  return row ? (row as { type: string; data: Uint8Array<ArrayBuffer> }) : null;
}
