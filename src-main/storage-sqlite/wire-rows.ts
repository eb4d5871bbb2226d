/**
 * From RxDB's write rows to what travels, in slices.
 *
 * Invariants
 * - A slice is one transaction: small enough that another write waits a few milliseconds for it.
 * - A document occurs at most once in a slice.
 */
import type { BulkWriteRow, RxAttachmentWriteData } from 'rxdb';
import type { WireAttachment, WireRow } from './wire.ts';

export type Slice<T> = { rows: BulkWriteRow<T>[]; wire: WireRow[] };

const SLICE_ROWS = 200;
const SLICE_CHARACTERS = 512 * 1024;

/** Cuts rows into slices, turning them into text only as they are asked for. */
export async function* slicesOf<T>(
  rows: readonly BulkWriteRow<T>[],
  primaryPath: string,
  withAttachments: boolean,
): AsyncGenerator<Slice<T>> {
  let slice: Slice<T> = { rows: [], wire: [] };
  let ids = new Set<unknown>();
  let characters = 0;
  for (const row of rows) {
    const id = (row.document as Record<string, unknown>)[primaryPath];
    if (slice.rows.length >= SLICE_ROWS || characters >= SLICE_CHARACTERS || ids.has(id)) {
      yield slice;
      slice = { rows: [], wire: [] };
      ids = new Set();
      characters = 0;
    }
    const wire = withAttachments ? await wireWithAttachments(row) : wireOf(row);
    slice.rows.push(row);
    slice.wire.push(wire);
    ids.add(id);
    characters += wire.data.length;
  }
  if (slice.rows.length > 0) yield slice;
}

function wireOf<T>({ document, previous }: BulkWriteRow<T>): WireRow {
  return {
    data: JSON.stringify(document),
    seen: previous?._rev ?? null,
    insertable: true,
    updatable: true,
    attachments: null,
  };
}

async function wireWithAttachments<T>(row: BulkWriteRow<T>): Promise<WireRow> {
  const entries = Object.entries(row.document._attachments);
  const stubs = entries.map(([id, { length, type, digest }]) => [id, { length, type, digest }]);
  const before = row.previous?._attachments ?? {};
  const wire = wireOf({
    ...row,
    document: { ...row.document, _attachments: Object.fromEntries(stubs) },
  });
  return {
    ...wire,
    insertable: entries.every(([, attachment]) => 'data' in attachment),
    updatable: entries.every(([id, attachment]) => 'data' in attachment || id in before),
    attachments: { keep: entries.map(([id]) => id), put: await Promise.all(withData(entries).map(bytesOf)) },
  };
}

type Entry<A> = [id: string, attachment: A];

function withData(entries: Entry<object>[]): Entry<RxAttachmentWriteData>[] {
  return entries.filter((entry): entry is Entry<RxAttachmentWriteData> => 'data' in entry[1]);
}

async function bytesOf([id, { digest, type, data }]: Entry<RxAttachmentWriteData>): Promise<WireAttachment> {
  return { id, digest, type, data: new Uint8Array(await data.arrayBuffer()) };
}
