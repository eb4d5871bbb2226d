/** The attachments of written rows: what is new is stored, what the document names no longer is removed. */
import type { ColumnValue } from './columns.ts';
import { orderKey } from './order-key.ts';
import type { WireAttachments, WireRows } from './wire.ts';
import type { WriteStatements } from './write-statements.ts';

type WrittenRow = { row: number; values: ColumnValue[] };

/** Brings the attachments of table `n` up to the rows. A deleted document keeps none. */
export function keepAttachments(
  n: number,
  statements: WriteStatements,
  { attachments }: WireRows,
  accepted: readonly WrittenRow[],
): void {
  if (!attachments) return;
  for (const { row, values } of accepted) {
    const entry = attachments[row];
    if (entry) keepRow(n, statements, String(values[0]), values[1] === 1, entry);
  }
}

function keepRow(
  n: number,
  statements: WriteStatements,
  key: string,
  deleted: boolean,
  { keep, put }: WireAttachments,
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
