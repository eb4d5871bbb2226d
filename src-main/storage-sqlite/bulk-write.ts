/**
 * RxDB's bulkWrite over the store worker.
 *
 * The worker says only which documents existed and which conflicted; errors and events are made here from the
 * rows at hand, by RxDB's own function over the same facts, so that documents cross the thread border once.
 *
 * Invariants
 * - The events of a slice are published after its commit and before the write resolves.
 * - A write has at most one slice in the worker and one on its way, and all writes together no more than the gate
 *   lets through, so that a first sync never piles up and another write finds its turn between two slices.
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
import type { Checkpoint, WireWritten } from './wire.ts';
import { type Slice, slicesOf } from './wire-rows.ts';

/**
 * RxDB marks what its replication pulled, and its checkpoints, with these contexts
 * (rxdb/src/replication-protocol/index.ts, checkpoint.ts).
 */
const REPEATABLE = /^replication-(down|set-checkpoint)/;
const DEPTH = 2;

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
  const errors: RxStorageWriteError<T>[] = [];
  const hasAttachments = target.instance.schema.attachments !== undefined;
  const slices = slicesOf(rows, target.schema, hasAttachments);
  const lanes = Array.from({ length: DEPTH }, () => lane(target, slices, context, errors));
  const ends = await Promise.allSettled(lanes);
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  return errors;
}

/** Takes one slice after the other until there is none; the lanes of a write share its slices. */
async function lane<T>(
  target: WriteTarget<T>,
  slices: AsyncGenerator<Slice<T>>,
  context: string,
  errors: RxStorageWriteError<T>[],
): Promise<void> {
  const { gate } = target.store;
  for (let more = true; more; ) {
    await gate.enter();
    try {
      const { value } = await slices.next();
      more = value !== undefined;
      if (value) await writeSlice(target, value, context, errors);
    } catch (error) {
      await slices.return(undefined);
      throw error;
    } finally {
      gate.leave();
    }
  }
}

async function writeSlice<T>(
  target: WriteTarget<T>,
  slice: Slice<T>,
  context: string,
  errors: RxStorageWriteError<T>[],
): Promise<void> {
  const { store, n, schema } = target;
  const { primaryPath } = schema;
  const written = await store.writer.call('write', {
    n,
    rows: slice.wire,
    repeatable: REPEATABLE.test(context),
  });
  const { errors: failed, eventBulk } = categorizeBulkWriteRows<T>(
    target.instance,
    primaryPath as StringKeys<T>,
    found(primaryPath, slice, written),
    slice.rows,
    context,
  );
  errors.push(...failed);
  const unwritten = new Set(failed.map((error) => error.documentId));
  const events =
    failed.length === 0
      ? eventBulk.events
      : eventBulk.events.filter((event) => !unwritten.has(event.documentId));
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
