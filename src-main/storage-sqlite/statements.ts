/**
 * Prepared statements of a reading connection, kept by their text.
 *
 * Invariant: at most `KEPT` are kept, the ones used last, so that queries of ever new shapes cannot fill the memory.
 */
import type { Statement } from 'better-sqlite3';
import type { Connection } from './connect.ts';

const KEPT = 100;

const byConnection = new WeakMap<Connection, Map<string, Statement>>();

/** The statement for this text. Its mode (rows or single values) belongs to the text: set it the same way always. */
export function statementOf(db: Connection, sql: string): Statement {
  const kept = byConnection.get(db) ?? new Map<string, Statement>();
  byConnection.set(db, kept);
  const statement = kept.get(sql) ?? db.prepare(sql);
  kept.delete(sql);
  kept.set(sql, statement);
  const [oldest] = kept.keys();
  if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
  return statement;
}
