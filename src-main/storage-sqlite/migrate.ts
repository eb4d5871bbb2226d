/**
 * From an older layout to this one. Runs inside the transaction that stamps the new version: a process that dies
 * meanwhile leaves the old store, and the next opening starts again.
 */
import type { Connection } from './connect.ts';
import { CATALOGUE, documentsTable, tableName } from './layout.ts';

type TableColumn = { name: string; type: string };

/** The columns of layout 1 that every table had; `rid` was the key and is gone. */
const COMMON = ['rid', 'id', 'seq', 'deleted', 'lwt', 'rev', 'data'];

/** Changes what a store of layout `from` holds. An empty file has version 0. */
export function migrateLayout(db: Connection, from: number): void {
  if (from === 1) toSequenceKeys(db);
}

/**
 * Layout 2: the sequence is the key of a table, and the catalogue counts. Indexes are made anew when the
 * collection is opened.
 */
function toSequenceKeys(db: Connection): void {
  db.exec(`ALTER TABLE ${CATALOGUE} ADD COLUMN live INTEGER NOT NULL DEFAULT 0`);
  for (const n of db.prepare(`SELECT n FROM ${CATALOGUE}`).pluck().all() as number[]) copyTable(db, n);
}

function copyTable(db: Connection, n: number): void {
  const name = tableName(n);
  const columns = db.prepare('SELECT name, type FROM pragma_table_info(?)').all(name) as TableColumn[];
  const extra = columns.filter((column) => !COMMON.includes(column.name));
  const quoted = extra.map((column) => `"${column.name.replaceAll('"', '""')}"`);
  const list = ['seq', 'id', 'deleted', 'lwt', 'rev', ...quoted, 'data'].join(', ');
  db.exec(`ALTER TABLE ${name} RENAME TO ${name}_before`);
  db.exec(
    documentsTable(
      n,
      extra.map(({ type }, at) => `${quoted[at]} ${type}`),
    ),
  );
  db.exec(`INSERT INTO ${name} (${list}) SELECT ${list} FROM ${name}_before ORDER BY seq`);
  db.exec(`DROP TABLE ${name}_before`);
  const count = `SELECT count(*) FROM ${name} WHERE deleted = 0`;
  db.exec(`UPDATE ${CATALOGUE} SET live = (${count}) WHERE n = ${n}`);
}
