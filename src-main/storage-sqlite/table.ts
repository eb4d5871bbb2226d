/**
 * Making and removing the table of a collection, and bringing its columns up to the indexes of its schema.
 *
 * Invariant: after `ensureTable` every stored document has its indexed fields in their columns.
 */
import {
  baseColumns,
  type Column,
  type ColumnValue,
  extraColumns,
  quoteName,
  sqlTypeOf,
  type TableSchema,
  toColumnValue,
  valueAt,
} from './columns.ts';
import type { Connection } from './connect.ts';
import { ATTACHMENTS, CATALOGUE, tableName } from './layout.ts';

export type TableId = { database: string; collection: string; version: number };

export type Table = {
  n: number;
  id: TableId;
  primaryPath: string;
  extra: Column[];
  /** Highest sequence given out. */
  seq: number;
  loose: boolean;
};

type CatalogueRow = { n: number; seq: number; loose: number };

/** The collection's table, made or completed when needed. Runs in a transaction of its own. */
export function ensureTable(db: Connection, id: TableId, schema: TableSchema): Table {
  return db
    .transaction(() => {
      const row = findOrAdd(db, id, schema.primaryPath);
      const table = { ...row, loose: row.loose === 1, id, primaryPath: schema.primaryPath };
      const complete: Table = { ...table, extra: extraColumns(schema) };
      createTable(db, complete);
      addColumns(db, complete);
      for (const index of schema.indexes) createIndex(db, complete, index);
      return complete;
    })
    .immediate();
}

/** Removes the collection with its attachments. Returns true when no other version of it is left. */
export function dropTable(db: Connection, { n, id }: Table): boolean {
  return db
    .transaction(() => {
      db.exec(`DROP TABLE IF EXISTS ${tableName(n)}`);
      db.prepare(`DELETE FROM ${ATTACHMENTS} WHERE n = ?`).run(n);
      db.prepare(`DELETE FROM ${CATALOGUE} WHERE n = ?`).run(n);
      return db.prepare(`SELECT 1 FROM ${CATALOGUE} WHERE name = ?`).get(id.collection) === undefined;
    })
    .immediate();
}

/** The extra columns' values of a document, and whether one of them breaks its schema's promise. */
export function extraValues(table: Table, document: unknown): { values: ColumnValue[]; loose: boolean } {
  const values = table.extra.map(({ kind, path }) => toColumnValue(kind, valueAt(document, path)));
  return { values: values.map((value) => value ?? null), loose: values.includes(undefined) };
}

function findOrAdd(db: Connection, id: TableId, primaryPath: string): CatalogueRow {
  const keys = [id.database, id.collection, id.version];
  const find = db.prepare(
    `SELECT n, seq, loose FROM ${CATALOGUE} WHERE database = ? AND name = ? AND version = ?`,
  );
  const found = find.get(...keys);
  if (found) return found as CatalogueRow;
  db.prepare(`INSERT INTO ${CATALOGUE} (database, name, version, primary_path) VALUES (?, ?, ?, ?)`).run(
    ...keys,
    primaryPath,
  );
  return find.get(...keys) as CatalogueRow;
}

function createTable(db: Connection, { n }: Table): void {
  const name = tableName(n);
  db.exec(`CREATE TABLE IF NOT EXISTS ${name} (
    rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, seq INTEGER NOT NULL UNIQUE,
    deleted INTEGER NOT NULL, lwt REAL NOT NULL, rev TEXT NOT NULL, data TEXT NOT NULL)`);
  db.exec(`CREATE INDEX IF NOT EXISTS ${name}_tombstones ON ${name} (lwt) WHERE deleted = 1`);
}

/** Adds the columns that the table lacks and fills them from the documents. */
function addColumns(db: Connection, table: Table): void {
  const present = db.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(tableName(table.n));
  const missing = table.extra.filter((column) => !present.includes(`f:${column.path}`));
  if (missing.length === 0) return;
  for (const column of missing) {
    db.exec(`ALTER TABLE ${tableName(table.n)} ADD COLUMN ${column.name} ${sqlTypeOf(column)}`);
  }
  fillColumns(db, table);
}

function fillColumns(db: Connection, table: Table): void {
  const name = tableName(table.n);
  const sets = table.extra.map((column) => `${column.name} = ?`).join(', ');
  const update = db.prepare(`UPDATE ${name} SET ${sets} WHERE rid = ?`);
  const next = db.prepare(`SELECT rid, data FROM ${name} WHERE rid > ? ORDER BY rid LIMIT 1`);
  for (let row = next.get(0); row; ) {
    const { rid, data } = row as { rid: number; data: string };
    const { values, loose } = extraValues(table, JSON.parse(data));
    update.run(...values, rid);
    table.loose ||= loose;
    row = next.get(rid);
  }
  db.prepare(`UPDATE ${CATALOGUE} SET loose = ? WHERE n = ?`).run(Number(table.loose), table.n);
}

/** An index as the schema names it. Orders by id alone are served by the table's own unique index. */
function createIndex(db: Connection, table: Table, index: string[]): void {
  const columns = [...baseColumns(table.primaryPath), ...table.extra];
  const parts = index.map((path) => columns.find((column) => column.path === path));
  if (parts.includes(undefined) || parts.every((part) => part?.name === 'id')) return;
  const names = parts.map((part) => part?.name).join(', ');
  const name = quoteName(`${tableName(table.n)}:${index.join(',')}`);
  db.exec(`CREATE INDEX IF NOT EXISTS ${name} ON ${tableName(table.n)} (${names})`);
}
