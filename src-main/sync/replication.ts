/** Keeps one collection in step with the server, by RxDB's replication protocol. */
import type { RxCollection } from 'rxdb/plugins/core';
import { type RxReplicationState, replicateRxCollection } from 'rxdb/plugins/replication';
import { Subject } from 'rxjs';
import { type CollectionName, WRITABLE_COLLECTIONS } from '#shared/sync/collections.ts';
import { type Checkpoint, MAX_PUSH_ROWS } from '#shared/sync/protocol.ts';
import type { Logger } from '../log.ts';
import { createBatchSize } from './batch-size.ts';
import { createPace } from './pace.ts';
import { createPassing } from './passing.ts';
import { createPullHandler } from './pull.ts';
import { createPushHandler, type PushContext, type Replicated } from './push.ts';
import { createRefetch } from './refetch.ts';

/** Never change it: RxDB starts a replication with another identifier from zero and pushes everything again. */
const IDENTIFIER = 'callbook';
/** Larger ones are not faster (measured at 200, 500 and 1,000) and stop the event loop for longer. */
export const PULL_ROWS = 250;
/** Documents handed to RxDB that may wait for the disk. */
const AHEAD = 2 * PULL_ROWS;

export type Replication = { state: RxReplicationState<Replicated, Checkpoint>; resync: () => void };

export type ReplicationContext = Omit<PushContext, 'batch' | 'passing'> & {
  log: Logger;
  /** Told when the server wants a collection to start over. */
  startedOver: () => void;
  progress: (collection: CollectionName, documents: number, complete: boolean) => void;
};

/** Starts to replicate. The returned `resync` pulls again; `state.cancel()` ends it. */
export function startReplication(
  name: CollectionName,
  collection: RxCollection<Replicated>,
  context: ReplicationContext,
): Replication {
  const stream$ = new Subject<'RESYNC'>();
  const writable = (WRITABLE_COLLECTIONS as readonly string[]).includes(name);
  const passing = createPassing();
  const pushing = { ...context, batch: createBatchSize(MAX_PUSH_ROWS), passing };
  const state = replicateRxCollection<Replicated, Checkpoint>({
    collection,
    replicationIdentifier: IDENTIFIER,
    live: true,
    retryTime: 1_000,
    waitForLeadership: false,
    autoStart: false,
    pull: {
      batchSize: PULL_ROWS,
      stream$,
      handler: createPullHandler(name, {
        ...context,
        refetch: createRefetch(context.database, name, collection),
        passing,
        batch: createBatchSize(PULL_ROWS),
        pace: { room: () => pace.room(), handedOver: (...given) => pace.handedOver(...given) },
        progress: (documents, complete) => context.progress(name, documents, complete),
      }),
    },
    ...(writable && { push: { batchSize: MAX_PUSH_ROWS, handler: createPushHandler(name, pushing) } }),
  });
  const pace = createPace(state, AHEAD);
  state.error$.subscribe((error) => context.log.error('replication', { collection: name, code: error.code }));
  return { state, resync: () => stream$.next('RESYNC') };
}
