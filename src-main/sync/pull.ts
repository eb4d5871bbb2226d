/**
 * The pull side of one collection.
 *
 * Invariants
 * - A batch shorter than RxDB asked for means "nothing more": so batches are filled up until the server says so.
 * - The checkpoint handed to RxDB covers exactly the documents handed over with it.
 * - What was erased is written down before it is handed over.
 * - No more is handed over than the pace lets: memory stays bounded, and a first sync is faster for it
 *   (STORAGE.md, trap 3).
 */
import type { WithDeleted } from 'rxdb/plugins/core';
import type { CollectionName } from '#shared/sync/collections.ts';
import type { Envelope } from '#shared/sync/envelope.ts';
import type { Checkpoint, PullResponse } from '#shared/sync/protocol.ts';
import type { Logger } from '../log.ts';
import type { Pending } from '../store/schemas.ts';
import type { BatchSize } from './batch-size.ts';
import type { ErasureNotes } from './erasures.ts';
import type { Landing } from './landing.ts';
import type { Network } from './network.ts';
import type { Pace } from './pace.ts';
import type { Passing } from './passing.ts';
import type { PullRows } from './pull-rows.ts';
import type { Refetch } from './refetch.ts';
import type { Server } from './server.ts';
import { ServerError } from './server-error.ts';
import { goneDocument, toLocal } from './wire.ts';

type Replicated = Envelope & Pending;
export type Batch<T> = { documents: WithDeleted<T>[]; checkpoint: Checkpoint | undefined };

export type PullContext = {
  network: Network;
  server: Server;
  clientId: string;
  log: Logger;
  pace: Pace;
  batch: BatchSize;
  pullRows: PullRows;
  passing: Passing;
  landing: Landing;
  erasures: ErasureNotes;
  refetch: Refetch;
  /** Told when the server wants this desk to start over. */
  startedOver: () => void;
  /** Told after each answer how many documents came. */
  progress: (documents: number) => void;
  /** Told when everything there was to pull is in the store. */
  completed: () => void;
};

/** The handler RxDB calls for the documents after `checkpoint`. */
export function createPullHandler<T extends Replicated>(collection: CollectionName, context: PullContext) {
  const { pace, landing, pullRows } = context;
  const known: Known = { epoch: null };
  /** Up to where there was nothing. RxDB keeps no checkpoint of an empty answer, and would ask from the beginning each time. */
  let nothingUpTo: Checkpoint | null = null;
  /** Until RxDB has the first batch of a start over: it comes again with its old checkpoint when there was an error. */
  let isAnew = false;
  return async (last: Checkpoint | undefined, least: number): Promise<Batch<T>> => {
    await pace.room();
    isAnew = (await beginsAnew(context)) || isAnew;
    const from = isAnew ? null : (last ?? nothingUpTo);
    const { documents, checkpoint, more } = await uncrossed(landing, () =>
      gather(collection, context, known, from, Math.max(least, pullRows.rows())),
    );
    isAnew = false;
    nothingUpTo = documents.size === 0 ? checkpoint : null;
    pace.handedOver(documents.size, checkpoint ?? undefined);
    if (!more) void pace.written().then(context.completed);
    return {
      documents: [...documents.values()] as unknown as WithDeleted<T>[],
      checkpoint: checkpoint ?? undefined,
    };
  };
}

type Known = { epoch: string | null };
type Gathered = {
  documents: Map<string, WithDeleted<Replicated>>;
  checkpoint: Checkpoint | null;
  more: boolean;
};

/** The first batch that was asked for after the last answer to a push of its documents. */
async function uncrossed(landing: Landing, ask: () => Promise<Gathered>): Promise<Gathered> {
  for (;;) {
    const asked = landing.now();
    const gathered = await ask();
    if (!(await landing.crossed(gathered.documents.keys(), asked))) return gathered;
  }
}

/** Asks until there are so many, or no more. */
async function gather(
  collection: CollectionName,
  context: PullContext,
  known: Known,
  from: Checkpoint | null,
  rows: number,
): Promise<Gathered> {
  const documents = new Map<string, WithDeleted<Replicated>>();
  let checkpoint = from;
  let more = true;
  while (more && documents.size < rows) {
    const answer = await ask(collection, context, checkpoint, rows);
    if (checkpoint === null && answer.checkpoint?.epoch !== known.epoch) await doubtEarlier(context);
    known.epoch = answer.checkpoint?.epoch ?? known.epoch;
    await context.erasures.note(collection, erasedIds(answer));
    for (const document of localDocuments(collection, answer, context.log)) {
      documents.set(document.id, document);
    }
    context.refetch.came(documents.keys());
    context.passing.passed(documents.keys());
    checkpoint = answer.checkpoint ?? checkpoint;
    context.progress(answer.documents.length);
    more = answer.more;
    if (!more) await dropLeftovers(collection, context, documents);
  }
  return { documents, checkpoint, more };
}

/** True when an earlier run was interrupted while it started over. */
async function beginsAnew({ refetch }: PullContext): Promise<boolean> {
  const interrupted = await refetch.wasInterrupted();
  if (interrupted) await refetch.begin();
  return interrupted;
}

/**
 * The first answer of all says what this user may hold now. What the server confirmed before it, to a push, may have left the
 * user's scope since, and no feed tells a desk so that never had a checkpoint.
 */
async function doubtEarlier({ refetch, passing }: PullContext): Promise<void> {
  if (refetch.isUnderWay()) return;
  passing.startedOver();
  if (passing.hasBelieved() || (await refetch.holdsConfirmed())) await refetch.begin();
}

/** Adds the tombstones of what did not come again, when everything was pulled anew. */
async function dropLeftovers(
  collection: CollectionName,
  { refetch, log }: PullContext,
  documents: Map<string, WithDeleted<Replicated>>,
): Promise<void> {
  if (!refetch.isUnderWay()) return;
  const ids = await refetch.leftovers();
  if (ids.length > 0) log.info('pull.dropped', { collection, count: ids.length });
  for (const id of ids) documents.set(id, goneDocument(collection, id));
}

/** One answer of the server. A checkpoint it does not know starts over; unsent changes are not touched by that. */
async function ask(
  collection: CollectionName,
  context: PullContext,
  checkpoint: Checkpoint | null,
  rows: number,
): Promise<PullResponse> {
  const { network, server, clientId, log, refetch, batch } = context;
  try {
    return await network.run((signal) => {
      const request = { clientId, checkpoint, limit: Math.min(rows, batch.rows()) };
      return batch.timed(() => server.pull(collection, request, signal));
    });
  } catch (error) {
    if (!(error instanceof ServerError) || error.kind !== 'mustRefetch' || checkpoint === null) throw error;
    log.warn('pull.refetch', { collection });
    await refetch.begin();
    context.passing.startedOver();
    context.startedOver();
    return ask(collection, context, null, rows);
  }
}

function erasedIds({ gone }: PullResponse): string[] {
  return gone.filter(({ reason }) => reason === 'erased').map(({ id }) => id);
}

function localDocuments(
  collection: CollectionName,
  answer: PullResponse,
  log: Logger,
): WithDeleted<Replicated>[] {
  const documents = answer.documents.flatMap((document) => toLocal(collection, document) ?? []);
  const unreadable = answer.documents.length - documents.length;
  if (unreadable > 0) log.warn('pull.unreadable', { collection, count: unreadable });
  return [...documents, ...answer.gone.map(({ id, rev }) => goneDocument(collection, id, rev))];
}
