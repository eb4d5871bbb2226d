/**
 * RxDB's bulkWrite over the store worker.
 *
 * The worker says only which documents existed and which conflicted; errors and events are made here from the
 * rows at hand, by RxDB's own function over the same facts, so that documents cross the thread border once.
 *
 * Invariants
 * - The events of a slice are published after its transaction is committed and before the write resolves.
 * - A write of many rows is several transactions, so that another write finds its turn between two of them.
 */
import {
  type BulkWriteRow,
  categorizeBulkWriteRows,
  type RxDocumentData,
  type RxStorageInstance,
  type RxStorageWriteError,
  type StringKeys,
} from 'rxdb';
import type { TableSchema } from './columns.ts';
import type { OpenStore } from './store.ts';
import type { Checkpoint, WireWrite, WireWritten } from './wire.ts';
import { attachmentsOf } from './wire-attachments.ts';
import { type Slice, slicesOf } from './wire-rows.ts';

/**
 * RxDB marks what its replication pulled, and its checkpoints, with these contexts
 * (rxdb/src/replication-protocol/index.ts, checkpoint.ts).
 */
const REPEATABLE = /^replication-(down|set-checkpoint)/;

export type WriteTarget<T> = {
  store: OpenStore;
  n: number;
  schema: TableSchema;
  instance: RxStorageInstance<T, unknown, unknown, Checkpoint>;
};

/** Writes the rows and publishes their events; returns the rows that were not written, with the reason. */
export async function writeRows<T>(
  target: WriteTarget<T>,
  rows: BulkWriteRow<T>[],
  context: string,
): Promise<RxStorageWriteError<T>[]> {
  const withAttachments = target.instance.schema.attachments !== undefined;
  const slices = slicesOf(rows, target.schema, withAttachments);
  const errors: RxStorageWriteError<T>[] = [];
  for (let more = true; more; ) {
    const sent: Slice<T>[] = [];
    const written = await target.store.writer.transaction(() => {
      const { value } = slices.next();
      if (!value) return null;
      sent.push(value);
      return toWire(target.n, value, context, withAttachments);
    });
    target.store.checkpointer.committed(written.at(-1)?.uncopied ?? 0);
    written.forEach((answer, at) => {
      const slice = sent[at];
      if (slice) errors.push(...publish(target, slice, answer, context));
    });
    more = sent.length > 0;
  }
  return errors;
}

/** At once where there are no attachments, so that the worker has the slice before the next one is made. */
function toWire<T>(
  n: number,
  { rows, wire, part }: Slice<T>,
  context: string,
  withAttachments: boolean,
): WireWrite | Promise<WireWrite> {
  const write = { n, rows: wire, part, repeatable: REPEATABLE.test(context) };
  if (!withAttachments) return write;
  return Promise.all(rows.map(attachmentsOf)).then((attachments) => ({
    ...write,
    rows: { ...wire, attachments },
  }));
}

/** Publishes the events of a slice that is committed; returns the rows of it that were not written. */
function publish<T>(
  { store, n, schema, instance }: WriteTarget<T>,
  slice: Slice<T>,
  written: WireWritten,
  context: string,
): RxStorageWriteError<T>[] {
  const { primaryPath } = schema;
  const { errors, eventBulk } = categorizeBulkWriteRows<T>(
    instance,
    primaryPath as StringKeys<T>,
    found(primaryPath, slice, written),
    slice.rows,
    context,
  );
  const unwritten = new Set(errors.map((error) => error.documentId));
  const events =
    errors.length === 0
      ? eventBulk.events
      : eventBulk.events.filter((event) => !unwritten.has(event.documentId));
  if (events.length > 0) store.changesOf(n).next({ ...eventBulk, events, checkpoint: { seq: written.seq } });
  return errors;
}

/** The documents that the worker found, as the map that RxDB's function reads. */
function found<T>(
  primaryPath: string,
  { rows }: Slice<T>,
  { existing, conflicts }: WireWritten,
): Map<string, RxDocumentData<T>> {
  const documents = new Map<string, RxDocumentData<T>>();
  for (const row of existing) {
    const previous = rows[row]?.previous;
    if (previous) documents.set(idOf(previous, primaryPath), previous);
  }
  for (const [, data] of conflicts) {
    const document = JSON.parse(data) as RxDocumentData<T>;
    documents.set(idOf(document, primaryPath), document);
  }
  return documents;
}

function idOf(document: object, primaryPath: string): string {
  return String((document as Record<string, unknown>)[primaryPath]);
}
