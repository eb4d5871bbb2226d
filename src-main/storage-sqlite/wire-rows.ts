/**
 * From RxDB's write rows to what travels, in slices.
 *
 * Invariants
 * - A slice is so small that the worker soon has something to do, and that making it never holds the main thread
 *   for a frame. A transaction is so big that a commit and the index's own bookkeeping are paid for many documents.
 * - A document occurs at most once in a slice.
 */
import type { BulkWriteRow, RxDocumentData } from 'rxdb';
import { extraColumns, type TableSchema } from './columns.ts';
import { rowEncoder } from './encode.ts';
import type { SlicePart, WireRows } from './wire.ts';
import { withStubs } from './wire-attachments.ts';

export type Slice<T> = { rows: BulkWriteRow<T>[]; wire: WireRows; part: SlicePart };

/** The first slice is smaller still, because until it is made the worker has nothing to do. */
const FIRST_ROWS = 125;
const SLICE_ROWS = 250;
const TRANSACTION_ROWS = 1000;
const SLICE_CHARACTERS = 1024 * 1024;

/**
 * Cuts rows into slices, turning them into text only as they are asked for, and then at once: what is asked for
 * can be sent before the next is made. `withAttachments` keeps the data of attachments out of the text.
 */
export function* slicesOf<T>(
  rows: readonly BulkWriteRow<T>[],
  schema: TableSchema,
  withAttachments: boolean,
): Generator<Slice<T>, undefined> {
  const encode = rowEncoder(schema.primaryPath, extraColumns(schema));
  let slice = emptySlice<T>(true);
  let ids = new Set<unknown>();
  let characters = 0;
  let sum = 0;
  for (const row of rows) {
    const id = (row.document as Record<string, unknown>)[schema.primaryPath];
    const limit = sum === 0 ? FIRST_ROWS : SLICE_ROWS;
    if (slice.rows.length >= limit || characters >= SLICE_CHARACTERS || ids.has(id)) {
      sum += slice.rows.length;
      slice.part.ends = sum >= TRANSACTION_ROWS;
      yield slice;
      if (slice.part.ends) sum = 0;
      slice = emptySlice<T>(sum === 0);
      ids = new Set();
      characters = 0;
    }
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
  slice.part.ends = true;
  if (slice.rows.length > 0) yield slice;
}

function emptySlice<T>(begins: boolean): Slice<T> {
  const wire: WireRows = { values: [], seen: [], loose: false, attachments: null };
  return { rows: [], wire, part: { begins, ends: false } };
}
