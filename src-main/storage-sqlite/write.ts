/**
 * One transaction of document writes.
 *
 * Invariants
 * - A row is written if and only if the store holds the revision that its writer saw.
 * - Every written row gets a sequence of its own, higher than all before; they show when the commit does.
 * - Documents, attachments and what the hooks keep commit together or not at all.
 */
import type { ColumnValue } from './columns.ts';
import type { Connection } from './connect.ts';
import type { HookDocument, HookRow, StoreHooks } from './hooks.ts';
import { ATTACHMENTS, CATALOGUE, tableName } from './layout.ts';
import { orderKey } from './order-key.ts';
import { extraValues, type Table } from './table.ts';
import type { WireRow, WireWritten } from './wire.ts';

type Meta = { _rev: string; _deleted: boolean; _meta: { lwt: number } };
type Pending = { wire: WireRow; document: HookDocument & Meta; key: string; rid: number | null };

export type TableWriter = (rows: WireRow[]) => WireWritten;

/** A writer for one table; its statements are prepared once. */
export function tableWriter(db: Connection, table: Table, hooks: StoreHooks): TableWriter {
  const statements = prepare(db, table);
  const transaction = db.transaction((rows: WireRow[]) => {
    const written: WireWritten = { seq: table.seq, existing: [], conflicts: [] };
    const pending = decide(table, statements, rows, written);
    announce(db, table, statements, hooks, pending);
    const loose = store(table, statements, pending, written);
    if (pending.length > 0) statements.advance.run(written.seq, Number(loose), table.n);
    return { written, loose };
  });
  return (rows) => {
    const { written, loose } = transaction.immediate(rows);
    table.seq = written.seq;
    table.loose = loose;
    return written;
  };
}

type Statements = ReturnType<typeof prepare>;

function prepare(db: Connection, { n, extra }: Table) {
  const name = tableName(n);
  const columns = ['id', 'seq', 'deleted', 'lwt', 'rev', 'data', ...extra.map((column) => column.name)];
  const marks = columns.map(() => '?').join(', ');
  const sets = columns.map((column) => `${column} = ?`).join(', ');
  return {
    find: db.prepare(`SELECT rid, rev FROM ${name} WHERE id = ?`),
    data: db.prepare(`SELECT data FROM ${name} WHERE rid = ?`).pluck(),
    insert: db.prepare(`INSERT INTO ${name} (${columns.join(', ')}) VALUES (${marks})`),
    update: db.prepare(`UPDATE ${name} SET ${sets} WHERE rid = ?`),
    advance: db.prepare(`UPDATE ${CATALOGUE} SET seq = ?, loose = ? WHERE n = ?`),
    attached: db.prepare(`SELECT attachment FROM ${ATTACHMENTS} WHERE n = ? AND document = ?`).pluck(),
    detach: db.prepare(`DELETE FROM ${ATTACHMENTS} WHERE n = ? AND document = ? AND attachment = ?`),
    attach: db.prepare(`INSERT OR REPLACE INTO ${ATTACHMENTS} VALUES (?, ?, ?, ?, ?, ?)`),
  };
}

/** Notes conflicts and existing rows in `written`; returns the rows to write. */
function decide(table: Table, statements: Statements, rows: WireRow[], written: WireWritten): Pending[] {
  const pending: Pending[] = [];
  rows.forEach((wire, row) => {
    const document = JSON.parse(wire.data) as Pending['document'];
    const key = orderKey(String(document[table.primaryPath]));
    const found = statements.find.get(key) as { rid: number; rev: string } | undefined;
    if (found && found.rev !== wire.seen) {
      written.conflicts.push([row, statements.data.get(found.rid) as string]);
      return;
    }
    if (found) written.existing.push(row);
    const complete = found ? document._deleted || wire.updatable : wire.insertable;
    if (complete) pending.push({ wire, document, key, rid: found?.rid ?? null });
  });
  return pending;
}

function announce(
  db: Connection,
  table: Table,
  statements: Statements,
  hooks: StoreHooks,
  pending: Pending[],
): void {
  if (!hooks.onWrite || pending.length === 0) return;
  const rows = pending.map(({ document, rid }): HookRow => {
    const previous = () => (rid === null ? null : JSON.parse(statements.data.get(rid) as string));
    return { id: String(document[table.primaryPath]), previous, current: document };
  });
  hooks.onWrite(db, { collection: table.id.collection, rows });
}

/** Writes the rows; returns whether the table is loose now. */
function store(table: Table, statements: Statements, pending: Pending[], written: WireWritten): boolean {
  let loose = table.loose;
  for (const { wire, document, key, rid } of pending) {
    const extra = extraValues(table, document);
    loose ||= extra.loose;
    written.seq += 1;
    const { _deleted, _meta, _rev } = document;
    const base: ColumnValue[] = [key, written.seq, Number(_deleted), _meta.lwt, _rev, wire.data];
    if (rid === null) statements.insert.run(...base, ...extra.values);
    else statements.update.run(...base, ...extra.values, rid);
    if (wire.attachments) keepAttachments(table.n, key, statements, _deleted, wire.attachments);
  }
  return loose;
}

function keepAttachments(
  n: number,
  key: string,
  statements: Statements,
  deleted: boolean,
  { keep, put }: NonNullable<WireRow['attachments']>,
): void {
  const stay = new Set(deleted ? [] : keep.map(orderKey));
  for (const attachment of statements.attached.all(n, key) as string[]) {
    if (!stay.has(attachment)) statements.detach.run(n, key, attachment);
  }
  if (deleted) return;
  for (const { id, digest, type, data } of put) {
    statements.attach.run(n, key, orderKey(id), digest, type, data);
  }
}
