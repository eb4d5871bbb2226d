/** One run of RxDB's replication of a collection, from its start until it is cancelled. */
import type { RxCollection, RxError, RxTypeError } from 'rxdb/plugins/core';
import { type RxReplicationState, replicateRxCollection } from 'rxdb/plugins/replication';
import { Subject } from 'rxjs';
import type { CollectionName } from '#shared/sync/collections.ts';
import { type Checkpoint, MAX_PUSH_ROWS } from '#shared/sync/protocol.ts';
import type { Logger } from '../log.ts';
import type { Activity } from './activity.ts';
import { createBatchSize } from './batch-size.ts';
import { IDENTIFIER } from './identifier.ts';
import type { Landing } from './landing.ts';
import { createPace } from './pace.ts';
import type { Passing } from './passing.ts';
import { createPullHandler } from './pull.ts';
import { LEAST_ROWS, PULL_ROWS, type PullRows } from './pull-rows.ts';
import { createPushHandler, type PushContext, type Replicated } from './push.ts';
import { createRefetch } from './refetch.ts';

/** Batches handed to RxDB that may wait for the disk. */
const BATCHES_AHEAD = 2;

export type ReplicationContext = Omit<PushContext, 'batch' | 'passing' | 'landing' | 'doubt'> & {
  /** How many documents are pulled at a time. */
  pullRows: PullRows;
  log: Logger;
  /** False while nothing can be written; then everything stands still, and should. */
  isWritable: () => boolean;
  /** Told when the server wants a collection to start over. */
  startedOver: () => void;
  progress: (collection: CollectionName, documents: number) => void;
  /** Told when everything there was to pull is in the store. */
  completed: (collection: CollectionName) => void;
};

/** What one run hands on to the next. */
export type Kept = {
  activity: Activity;
  passing: Passing;
  landing: Landing;
  isPushed: boolean;
  /** Told that RxDB dropped what it had in its hands. */
  broke: () => void;
};

export type ReplicationRun = {
  state: RxReplicationState<Replicated, Checkpoint>;
  resync: () => void;
  /** Ends it, as far as RxDB can. */
  cancel: () => Promise<void>;
};

/** Begins a run. It never rejects: what goes wrong is logged, and told by `broke` where it matters. */
export function beginRun(
  name: CollectionName,
  collection: RxCollection<Replicated>,
  context: ReplicationContext,
  { activity, passing, landing, isPushed, broke }: Kept,
): ReplicationRun {
  const stream$ = new Subject<'RESYNC'>();
  const refetch = createRefetch(context.database, name, collection);
  const pull = createPullHandler<Replicated>(name, {
    ...context,
    refetch,
    passing,
    landing,
    batch: createBatchSize(PULL_ROWS),
    pace: {
      room: () => pace.room(),
      written: () => pace.written(),
      handedOver: (...given) => pace.handedOver(...given),
    },
    progress: (documents) => context.progress(name, documents),
    completed: () => state.isStopped() || context.completed(name),
  });
  const push = createPushHandler<Replicated>(name, {
    ...context,
    batch: createBatchSize(MAX_PUSH_ROWS),
    passing,
    landing,
    async doubt() {
      context.log.warn('replication.doubt', { collection: name });
      await refetch.doubt();
      stream$.next('RESYNC');
    },
  });
  const state: ReplicationRun['state'] = replicateRxCollection<Replicated, Checkpoint>({
    collection,
    replicationIdentifier: IDENTIFIER,
    live: true,
    retryTime: 1_000,
    waitForLeadership: false,
    autoStart: false,
    pull: {
      batchSize: LEAST_ROWS,
      stream$,
      handler: activity.watched((...asked) => {
        activity.pullBegins();
        return pull(...asked);
      }),
    },
    ...(isPushed && { push: { batchSize: MAX_PUSH_ROWS, handler: activity.watched(push) } }),
  });
  const pace = createPace(state, () => BATCHES_AHEAD * context.pullRows.rows());
  state.error$.subscribe((error) => {
    context.log.error('replication', { collection: name, code: error.code });
    if (!isDropped(error)) return;
    refetch.doubt().catch(() => context.log.error('replication.doubt', { collection: name }));
    broke();
  });
  void state.startPromise.then(() => {
    state.metaInstance?.changeStream().subscribe(({ events }) => {
      landing.noted(events.map(({ documentData }) => documentData.itemId));
    });
  });
  state.start().catch(() => context.log.error('replication.start', { collection: name }));
  return {
    state,
    resync: () => stream$.next('RESYNC'),
    async cancel() {
      refetch.retire();
      await state.cancel();
    },
  };
}

/**
 * Whether RxDB dropped what it was about to store. What a handler throws, it asks for again (and names the direction); a
 * document that changed meanwhile, it comes back to; and a store that is closed is read from its checkpoint when it is opened.
 */
function isDropped({
  code,
  parameters,
}: { code: string } & Pick<RxError | RxTypeError, 'parameters'>): boolean {
  if (code === 'STORE_CLOSED') return false;
  return parameters?.direction === undefined && parameters?.writeError?.status !== 409;
}
