/**
 * Making and removing the table of a collection, and bringing its columns up to the indexes of its schema.
 *
 * Invariant: after `ensureTable` every stored document has its indexed fields in their columns.
 */
import { baseColumns, type Column, extraColumns, quoteName, sqlTypeOf, type TableSchema } from './columns.ts';
import type { Connection } from './connect.ts';
import { extraValues } from './encode.ts';
import { ATTACHMENTS, CATALOGUE, documentsTable, tableName } from './layout.ts';

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

function createTable(db: Connection, { n, extra }: Table): void {
  const name = tableName(n);
  db.exec(
    documentsTable(
      n,
      extra.map((column) => `${column.name} ${sqlTypeOf(column)}`),
    ),
  );
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
  const update = db.prepare(`UPDATE ${name} SET ${sets} WHERE seq = ?`);
  const next = db.prepare(`SELECT seq, data FROM ${name} WHERE seq > ? ORDER BY seq LIMIT 1`);
  for (let row = next.get(0); row; ) {
    const { seq, data } = row as { seq: number; data: string };
    const { values, loose } = extraValues(table.extra, JSON.parse(data));
    update.run(...values, seq);
    table.loose ||= loose;
    row = next.get(seq);
  }
  db.prepare(`UPDATE ${CATALOGUE} SET loose = ? WHERE n = ?`).run(Number(table.loose), table.n);
}

/**
 * An index as the schema names it. The two that RxDB adds to every schema are not made: the order by id is that
 * of the table's unique index, and changes are read by sequence, not by `_meta.lwt`.
 */
function createIndex(db: Connection, table: Table, index: string[]): void {
  const columns = [...baseColumns(table.primaryPath), ...table.extra];
  const parts = index.map((path) => columns.find((column) => column.path === path));
  if (parts.includes(undefined) || !parts.some((part) => part && table.extra.includes(part))) return;
  const names = parts.map((part) => part?.name).join(', ');
  const name = quoteName(`${tableName(table.n)}:${index.join(',')}`);
  db.exec(`CREATE INDEX IF NOT EXISTS ${name} ON ${tableName(table.n)} (${names})`);
}
