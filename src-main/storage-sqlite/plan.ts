/**
 * What of a query is given to SQL, and as which statement.
 *
 * Invariant: an order or a condition is given to SQL only where SQL decides it as RxDB would.
 */
import type { FilledMangoQuery } from 'rxdb';
import { baseColumns, type Column, extraColumns, type TableSchema } from './columns.ts';
import type { Connection } from './connect.ts';
import { CATALOGUE, tableName } from './layout.ts';
import { statementOf } from './statements.ts';
import { type Where, whereOf } from './where.ts';

export type StoreQuery = FilledMangoQuery<Record<string, unknown>>;
export type QueryTable = { n: number; schema: TableSchema };
export type Plan = { table: string; where: Where; order: string | null; skip: number; limit: number };

/** What SQL can do of the query. */
export function planOf(db: Connection, { n, schema }: QueryTable, query: StoreQuery): Plan {
  const loose = statementOf(db, `SELECT loose FROM ${CATALOGUE} WHERE n = ?`).pluck().get(n) === 1;
  const columns = [...baseColumns(schema.primaryPath), ...(loose ? [] : extraColumns(schema))];
  return {
    table: tableName(n),
    where: whereOf(query.selector, columns),
    order: orderOf(query.sort, columns),
    skip: query.skip ?? 0,
    limit: query.limit ?? Number.POSITIVE_INFINITY,
  };
}

/** The ORDER BY of a sort, or null when a field of it has no column. Columns hold no null. */
function orderOf(sort: StoreQuery['sort'], columns: readonly Column[]): string | null {
  const parts: string[] = [];
  for (const part of sort) {
    const [path, direction] = Object.entries(part)[0] ?? [];
    const column = columns.find((candidate) => candidate.path === path);
    if (!column) return null;
    parts.push(`${column.name} ${direction === 'desc' ? 'DESC' : 'ASC'}`);
  }
  return parts.join(', ');
}

/** The statement that reads what the plan lets through. */
export function selectOf({ table, where, order }: Plan): string {
  return `SELECT data FROM ${table} WHERE ${where.sql}${order ? ` ORDER BY ${order}` : ''}`;
}

/** The statement that counts; for plans that are exact. */
export function countOf({ table, where }: Plan): string {
  return `SELECT count(*) FROM (SELECT 1 FROM ${table} WHERE ${where.sql} LIMIT ? OFFSET ?)`;
}

/** Whether the query asks for every document that is not deleted, which the catalogue has counted. */
export function isEverything({ where, skip, limit }: Plan, { selector }: StoreQuery): boolean {
  const [field, ...others] = Object.keys(selector);
  const plain = field === '_deleted' && others.length === 0 && where.sql === '((deleted = ?))';
  return plain && where.params[0] === 0 && skip === 0 && limit === Number.POSITIVE_INFINITY;
}

/** SQLite takes -1 for "no limit". */
export function sqlLimit({ limit }: Plan): number {
  return Number.isFinite(limit) ? limit : -1;
}
