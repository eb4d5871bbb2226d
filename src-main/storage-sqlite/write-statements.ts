/** The statements of a table's writer. */
import { storedColumns } from './columns.ts';
import type { Connection } from './connect.ts';
import { ATTACHMENTS, CATALOGUE, tableName } from './layout.ts';
import type { Table } from './table.ts';

export type WriteStatements = ReturnType<typeof writeStatements>;

/** Prepares them. Values are bound in the order of `storedColumns`. */
export function writeStatements(db: Connection, { n, extra }: Table) {
  const name = tableName(n);
  const columns = ['seq', ...storedColumns(extra)];
  const marks = columns.map(() => '?').join(', ');
  const sets = columns.map((column) => `${column} = ?`).join(', ');
  return {
    find: db.prepare(`SELECT seq, rev, deleted FROM ${name} WHERE id = ?`),
    data: db.prepare(`SELECT data FROM ${name} WHERE seq = ?`).pluck(),
    insert: db.prepare(
      `INSERT INTO ${name} (${columns.join(', ')}) VALUES (${marks}) ON CONFLICT (id) DO NOTHING`,
    ),
    update: db.prepare(`UPDATE ${name} SET ${sets} WHERE seq = ?`),
    advance: db.prepare(`UPDATE ${CATALOGUE} SET seq = ?, loose = ?, live = live + ? WHERE n = ?`),
    attached: db.prepare(`SELECT attachment FROM ${ATTACHMENTS} WHERE n = ? AND document = ?`).pluck(),
    detach: db.prepare(`DELETE FROM ${ATTACHMENTS} WHERE n = ? AND document = ? AND attachment = ?`),
    attach: db.prepare(`INSERT OR REPLACE INTO ${ATTACHMENTS} VALUES (?, ?, ?, ?, ?, ?)`),
  };
}
