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
import type { Table } from './table.ts';
import type { WireRows, WireWritten } from './wire.ts';
import { keepAttachments } from './write-attachments.ts';
import { type WriteStatements, writeStatements } from './write-statements.ts';

/** A document that stands in the way of a row, or is to be replaced by it. */
type Found = { seq: number; rev: string; deleted: number };
/** A row that is to be written; `found` is what it replaces. */
type Accepted = { row: number; values: ColumnValue[]; found: Found | null };
type Batch = { rows: WireRows; written: WireWritten; accepted: Accepted[]; live: number };

export type TableWriter = (rows: WireRows) => WireWritten;

/** A writer for one table; its statements are prepared once. */
export function tableWriter(db: Connection, table: Table, hooks: StoreHooks): TableWriter {
  const statements = writeStatements(db, table);
  const transaction = db.transaction((rows: WireRows) => {
    const written: WireWritten = { seq: table.seq, existing: [], conflicts: [] };
    const batch: Batch = { rows, written, accepted: [], live: 0 };
    for (let row = 0; row < rows.values.length; row += 1) decide(statements, batch, row);
    announce(db, table, statements, hooks, batch);
    for (const accepted of batch.accepted) if (accepted.found) replace(statements, batch, accepted);
    keepAttachments(table.n, statements, rows, batch.accepted);
    const loose = table.loose || (rows.loose && batch.accepted.length > 0);
    if (batch.accepted.length > 0) statements.advance.run(written.seq, Number(loose), batch.live, table.n);
    return { written, loose };
  });
  return (rows) => {
    const { written, loose } = transaction.immediate(rows);
    table.seq = written.seq;
    table.loose = loose;
    return written;
  };
}

/** Inserts the row when it is new, notes it when it is to replace a document, and notes conflicts. */
function decide(statements: WriteStatements, batch: Batch, row: number): void {
  const { rows, written, accepted } = batch;
  const values = rows.values[row] ?? [];
  const seen = rows.seen[row] ?? null;
  const attachments = rows.attachments?.[row];
  const insertable = attachments?.insertable ?? true;
  if (seen === null && insertable && insert(statements, batch, row, values)) return;
  const found = statements.find.get(values[0]) as Found | undefined;
  if (!found) {
    if (insertable) insert(statements, batch, row, values);
  } else if (found.rev !== seen) {
    written.conflicts.push([row, statements.data.get(found.seq) as string]);
  } else {
    written.existing.push(row);
    const complete = values[1] === 1 || (attachments?.updatable ?? true);
    if (complete) accepted.push({ row, values, found });
  }
}

/** Returns false, and does nothing, when there is a document of this id. */
function insert(statements: WriteStatements, batch: Batch, row: number, values: ColumnValue[]): boolean {
  const { changes } = statements.insert.run(batch.written.seq + 1, values);
  if (changes === 0) return false;
  batch.written.seq += 1;
  batch.live += values[1] === 0 ? 1 : 0;
  batch.accepted.push({ row, values, found: null });
  return true;
}

function replace(statements: WriteStatements, batch: Batch, { values, found }: Accepted): void {
  if (!found) return;
  batch.written.seq += 1;
  batch.live += found.deleted - Number(values[1]);
  statements.update.run(batch.written.seq, values, found.seq);
}

function announce(
  db: Connection,
  table: Table,
  statements: WriteStatements,
  hooks: StoreHooks,
  { accepted }: Batch,
): void {
  if (!hooks.onWrite || accepted.length === 0) return;
  const rows = accepted.map(({ values, found }): HookRow => {
    const text = String(values.at(-1));
    const previous = () => (found ? parse(statements.data.get(found.seq) as string) : null);
    return { previous, current: () => parse(text) };
  });
  hooks.onWrite(db, { collection: table.id.collection, primaryPath: table.primaryPath, rows });
}

function parse(text: string): HookDocument {
  return JSON.parse(text) as HookDocument;
}
