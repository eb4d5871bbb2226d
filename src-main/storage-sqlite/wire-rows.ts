/**
 * From RxDB's write rows to what travels, in slices.
 *
 * Invariants
 * - A slice is one transaction. It is big enough that a commit and the index's own bookkeeping are paid for many
 *   documents, and small enough that making it never holds the main thread for a frame.
 * - A document occurs at most once in a slice.
 */
import type { BulkWriteRow, RxDocumentData } from 'rxdb';
import { extraColumns, type TableSchema } from './columns.ts';
import { rowEncoder } from './encode.ts';
import type { WireAttachments, WireRows } from './wire.ts';
import { attachmentsOf, withStubs } from './wire-attachments.ts';

export type Slice<T> = { rows: BulkWriteRow<T>[]; wire: WireRows };

/** The first slice is smaller, so that the worker has something to do while the second is made. */
const FIRST_ROWS = 250;
const SLICE_ROWS = 500;
const SLICE_CHARACTERS = 1024 * 1024;

/** Cuts rows into slices, turning them into text only as they are asked for. */
export async function* slicesOf<T>(
  rows: readonly BulkWriteRow<T>[],
  schema: TableSchema,
  withAttachments: boolean,
): AsyncGenerator<Slice<T>> {
  const encode = rowEncoder(schema.primaryPath, extraColumns(schema));
  let slice = emptySlice<T>(withAttachments);
  let ids = new Set<unknown>();
  let characters = 0;
  let limit = FIRST_ROWS;
  for (const row of rows) {
    const id = (row.document as Record<string, unknown>)[schema.primaryPath];
    if (slice.rows.length >= limit || characters >= SLICE_CHARACTERS || ids.has(id)) {
      yield slice;
      limit = SLICE_ROWS;
      slice = emptySlice<T>(withAttachments);
      ids = new Set();
      characters = 0;
    }
    if (slice.wire.attachments) slice.wire.attachments.push(await attachmentsOf(row));
    const document = withAttachments ? withStubs(row.document) : row.document;
    const data = JSON.stringify(document);
    const { values, loose } = encode(document as RxDocumentData<unknown>, data);
    slice.rows.push(row);
    slice.wire.values.push(values);
    slice.wire.seen.push(row.previous?._rev ?? null);
    slice.wire.loose ||= loose;
    ids.add(id);
    characters += data.length;
  }
  if (slice.rows.length > 0) yield slice;
}

function emptySlice<T>(withAttachments: boolean): Slice<T> {
  const attachments: WireAttachments[] | null = withAttachments ? [] : null;
  return { rows: [], wire: { values: [], seen: [], loose: false, attachments } };
}
