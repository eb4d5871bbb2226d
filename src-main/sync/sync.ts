/**
 * Sync of one store: the replications in their order, the pokes that wake them, and the status.
 *
 * Order: configuration, then customers, then what hangs on customers. A collection starts when the one before it
 * was pulled to its end once in this run.
 */

import { setTimeout as wait } from 'node:timers/promises';
import { BehaviorSubject, distinctUntilChanged, map, type Observable, shareReplay } from 'rxjs';
import type { AttentionItem, SyncStatus } from '#shared/api/sync.ts';
import { byCollection, COLLECTIONS, type CollectionName } from '#shared/sync/collections.ts';
import type { Expected } from '#shared/sync/protocol.ts';
import type { Logger } from '../log.ts';
import { collectionOf } from '../store/collection-of.ts';
import type { DeskDatabase } from '../store/database.ts';
import { readSetting, writeSetting } from '../store/settings.ts';
import type { Settled } from './conflict-handler.ts';
import type { Admission, ErasureNotes } from './erasures.ts';
import type { Network } from './network.ts';
import { listenForPokes } from './poke.ts';
import type { PullRows } from './pull-rows.ts';
import type { Replicated } from './push.ts';
import { removeAttention } from './refused-registration.ts';
import { type Replication, startReplication } from './replication.ts';
import type { Server } from './server.ts';
import { type PullProgress, watchStatus } from './status.ts';
import { createWaitingList, type WaitingList } from './waiting.ts';
import { watchSleep } from './wake.ts';
import { watchAttention } from './watch-attention.ts';

export type Sync = {
  status$: Observable<SyncStatus>;
  /** When customers were last pulled to the end: without the counts of a status, which only a window needs. */
  pulled$: Observable<string | null>;
  attention$: Observable<Promise<AttentionItem[]>>;
  waitingList: WaitingList;
  setOffline(offline: boolean): void;
  retryNow(): void;
  dismiss(id: string): Promise<void>;
  /** Resolves when nothing is on its way between store and server, or when that cannot be waited for. */
  atRest(): Promise<void>;
  close(): Promise<void>;
};

export type SyncOptions = {
  database: DeskDatabase;
  network: Network;
  server: Server;
  clientId: string;
  settled: Settled;
  erasures: ErasureNotes;
  requests: Admission;
  /** How many documents are pulled at a time. */
  pullRows: PullRows;
  log: Logger;
  /** False while nothing can be written to the store. */
  isWritable: () => boolean;
  /** Told when the server wants this desk to start over, as it does when the user's role or scope changed. */
  startedOver: () => void;
};

const LAST_SYNC = 'lastSync';
/** Offline it would never come to rest. */
const REST_MS = 5_000;

/** Starts sync and keeps it up until `close`. Works offline: it then waits, and says so in the status. */
export async function startSync(options: SyncOptions): Promise<Sync> {
  const { database, network, server, log } = options;
  const remembered = await readSetting<PullProgress>(database, LAST_SYNC);
  const progress$ = new BehaviorSubject<PullProgress>({ ...neverPulled(), ...remembered });
  const firstSync$ = new BehaviorSubject(remembered === null);
  const expected$ = new BehaviorSubject<Expected>({});
  const replications = new Map<CollectionName, Replication>();
  let isClosed = false;

  function tell(collection: CollectionName, change: Partial<PullProgress[CollectionName]>) {
    const all = progress$.value;
    progress$.next({ ...all, [collection]: { ...all[collection], ...change } });
  }

  function onCompleted(collection: CollectionName) {
    if (isClosed) return;
    tell(collection, { lastSyncAt: new Date().toISOString() });
    startAfter(collection);
  }

  function start(collection: CollectionName) {
    if (replications.has(collection)) return;
    const replication = startReplication(collection, collectionOf<Replicated>(database, collection), {
      ...options,
      progress: (name, documents) => tell(name, { pulled: progress$.value[name].pulled + documents }),
      completed: onCompleted,
    });
    replications.set(collection, replication);
  }

  function startAfter(collection: CollectionName) {
    const next = COLLECTIONS[COLLECTIONS.indexOf(collection) + 1];
    if (next) return start(next);
    if (!firstSync$.value) return;
    replications
      .get(collection)
      ?.awaitInitialReplication()
      .then(() => firstSync$.next(false))
      .then(remember);
  }

  async function remember() {
    if (firstSync$.value || database.closed) return;
    const run = progress$.value;
    const at = (name: CollectionName) => ({ pulled: 0, lastSyncAt: run[name].lastSyncAt });
    await writeSetting(database, LAST_SYNC, byCollection(at));
  }

  start(COLLECTIONS[0]);
  if (firstSync$.value) {
    // Older servers do not say; then there is no estimate.
    network
      .run((signal) => server.expected(signal))
      .then(
        (expected) => expected$.next(expected),
        () => log.info('sync.expected'),
      );
  }
  const stopWatch = watchSleep(() => {
    network.wake();
    for (const { resync } of replications.values()) resync();
  });
  const stopPokes = listenForPokes(network, server, (collection) => replications.get(collection)?.resync());
  return {
    status$: watchStatus(database, network.state$, progress$, firstSync$, expected$).pipe(
      shareReplay({ bufferSize: 1, refCount: true }),
    ),
    pulled$: progress$.pipe(
      map(({ customers }) => customers.lastSyncAt),
      distinctUntilChanged(),
    ),
    attention$: watchAttention(database),
    waitingList: createWaitingList(database),
    setOffline: network.setOffline,
    retryNow() {
      network.retryNow();
      for (const { resync } of replications.values()) resync();
    },
    dismiss: (id) => removeAttention(database, id),
    async atRest() {
      const resting = [...replications.values()].map((replication) => replication.awaitInSync());
      await Promise.race([Promise.all(resting), wait(REST_MS, undefined, { ref: false })]);
    },
    async close() {
      isClosed = true;
      await remember();
      stopWatch();
      network.close();
      stopPokes();
      await Promise.all([...replications.values()].map((replication) => replication.close()));
    },
  };
}

function neverPulled(): PullProgress {
  const never = { pulled: 0, lastSyncAt: null };
  return byCollection(() => never);
}
