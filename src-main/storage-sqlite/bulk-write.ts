/**
 * RxDB's bulkWrite over the store worker.
 *
 * The worker says only which documents existed and which conflicted; errors and events are made here from the
 * rows at hand, by RxDB's own function over the same facts, so that documents cross the thread border once.
 *
 * Invariants
 * - The events of a slice are published after its commit and before the write resolves.
 * - At most two slices are under way, so that a first sync never piles up in the worker.
 */
import {
  type BulkWriteRow,
  categorizeBulkWriteRows,
  type RxDocumentData,
  type RxStorageInstance,
  type RxStorageWriteError,
  type StringKeys,
} from 'rxdb';
import type { OpenStore } from './store.ts';
import type { Checkpoint, WireWritten } from './wire.ts';
import { type Slice, slicesOf } from './wire-rows.ts';

/** RxDB marks what its replication pulled with this context (rxdb/src/replication-protocol/index.ts). */
const PULLED = /^replication-down/;
const DEPTH = 2;

export type WriteTarget<T> = {
  store: OpenStore;
  n: number;
  primaryPath: string;
  instance: RxStorageInstance<T, unknown, unknown, Checkpoint>;
};

/** Writes the rows and publishes their events; returns the rows that were not written, with the reason. */
export async function writeRows<T>(
  target: WriteTarget<T>,
  rows: BulkWriteRow<T>[],
  context: string,
): Promise<RxStorageWriteError<T>[]> {
  const errors: RxStorageWriteError<T>[] = [];
  const underWay: Promise<void>[] = [];
  const hasAttachments = target.instance.schema.attachments !== undefined;
  for await (const slice of slicesOf(rows, target.primaryPath, hasAttachments)) {
    const writing = writeSlice(target, slice, context, errors);
    writing.catch(() => {}); // Reported below; it may fail while the next slice is still being made.
    underWay.push(writing);
    if (underWay.length >= DEPTH) await settleFirst(underWay);
  }
  await Promise.all(underWay);
  return errors;
}

/** Waits for the oldest slice; when it failed, for the others too, so that no rejection is left alone. */
async function settleFirst(underWay: Promise<void>[]): Promise<void> {
  try {
    await underWay.shift();
  } catch (error) {
    await Promise.allSettled(underWay);
    throw error;
  }
}

async function writeSlice<T>(
  target: WriteTarget<T>,
  slice: Slice<T>,
  context: string,
  errors: RxStorageWriteError<T>[],
): Promise<void> {
  const { store, n } = target;
  const written = await store.writer.call('write', { n, rows: slice.wire, pulled: PULLED.test(context) });
  const { errors: failed, eventBulk } = categorizeBulkWriteRows<T>(
    target.instance,
    target.primaryPath as StringKeys<T>,
    found(target.primaryPath, slice, written),
    slice.rows,
    context,
  );
  errors.push(...failed);
  const unwritten = new Set(failed.map((error) => error.documentId));
  const events = eventBulk.events.filter((event) => !unwritten.has(event.documentId));
  if (events.length === 0) return;
  store.changesOf(n).next({ ...eventBulk, events, checkpoint: { seq: written.seq } });
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
