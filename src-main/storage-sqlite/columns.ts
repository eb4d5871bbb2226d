/**
 * Which fields of a document have a column, and what is stored there.
 *
 * Invariant: as long as every value has the type its schema promises, comparing columns in SQL gives the same
 * answer as comparing the fields in JavaScript. The first value that breaks the promise marks the collection
 * as loose, and its extra columns are no longer asked.
 */
import { orderKey } from './order-key.ts';

export type ColumnKind = 'text' | 'number' | 'boolean';
export type Column = { path: string; name: string; kind: ColumnKind };
export type ColumnValue = string | number | null;

/** What the storage needs to know of an RxDB schema. */
export type TableSchema = {
  primaryPath: string;
  indexes: string[][];
  /** Kind of every indexed field that is not part of every document. */
  kinds: Record<string, ColumnKind>;
};

const SQL_TYPES: Record<ColumnKind, string> = { text: 'TEXT', number: 'REAL', boolean: 'INTEGER' };

/** Columns that every table has. */
export function baseColumns(primaryPath: string): Column[] {
  return [
    { path: primaryPath, name: 'id', kind: 'text' },
    { path: '_deleted', name: 'deleted', kind: 'boolean' },
    { path: '_meta.lwt', name: 'lwt', kind: 'number' },
  ];
}

/** One column for each further indexed field. */
export function extraColumns({ primaryPath, kinds }: TableSchema): Column[] {
  const base = new Set(baseColumns(primaryPath).map((column) => column.path));
  return Object.entries(kinds)
    .filter(([path]) => !base.has(path))
    .map(([path, kind]) => ({ path, name: quoteName(`f:${path}`), kind }));
}

export function sqlTypeOf(column: Column): string {
  return SQL_TYPES[column.kind];
}

/** A name as an SQL identifier. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** The columns of a row in the order in which its values are stored; the document's text is last. */
export function storedColumns(extra: readonly Column[]): string[] {
  return ['id', 'deleted', 'lwt', 'rev', ...extra.map((column) => column.name), 'data'];
}

/** The stored form of a value, or undefined when it is not of the column's kind. */
export function toColumnValue(kind: ColumnKind, value: unknown): ColumnValue | undefined {
  if (kind === 'text') return typeof value === 'string' ? orderKey(value) : undefined;
  if (kind === 'number') return Number.isFinite(value) ? (value as number) : undefined;
  return typeof value === 'boolean' ? Number(value) : undefined;
}

/** The value at a dotted path of a document. */
export function valueAt(document: unknown, path: string): unknown {
  if (!path.includes('.')) return (document as Record<string, unknown>)[path];
  let value: unknown = document;
  for (const part of path.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string, unknown>)[part];
  }
  return value;
}
