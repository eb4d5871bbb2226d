/** What the user is told of sync: one value, derived from the network, the documents and the pulls. */
import {
  auditTime,
  combineLatest,
  distinctUntilChanged,
  from,
  map,
  merge,
  type Observable,
  startWith,
  switchMap,
} from 'rxjs';
import type { SyncStatus } from '#shared/api/sync.ts';
import { COLLECTIONS, type CollectionName } from '#shared/sync/protocol.ts';
import type { DeskDatabase } from '../store/database.ts';
import type { NetworkState } from './network.ts';

/** How the pulls of this run stand. */
export type PullProgress = Record<CollectionName, { pulled: number; lastSyncAt: string | null }>;

type Counts = { documents: Record<CollectionName, number>; waiting: number; refused: number };

/** Counting is cheap, but a first sync changes thousands of documents a second. */
const COUNT_EVERY_MS = 100;

/** The status now and after every change, each different from the one before. */
export function watchStatus(
  database: DeskDatabase,
  network$: Observable<NetworkState>,
  progress$: Observable<PullProgress>,
  firstSync$: Observable<boolean>,
): Observable<SyncStatus> {
  return combineLatest([network$, progress$, firstSync$, watchCounts(database)]).pipe(
    map(([network, progress, firstSync, counts]) => toStatus(network, progress, firstSync, counts)),
    distinctUntilChanged((one, other) => JSON.stringify(one) === JSON.stringify(other)),
  );
}

function toStatus(
  network: NetworkState,
  progress: PullProgress,
  firstSync: boolean,
  counts: Counts,
): SyncStatus {
  const collections = COLLECTIONS.map((name) => ({
    name,
    documents: counts.documents[name],
    ...progress[name],
  }));
  const times = collections.map((collection) => collection.lastSyncAt);
  const oldest = times.includes(null) ? null : (times.toSorted()[0] ?? null);
  return {
    network,
    waiting: counts.waiting,
    refused: counts.refused,
    firstSync,
    lastSyncAt: oldest,
    collections,
  };
}

function watchCounts(database: DeskDatabase): Observable<Counts> {
  const changed$ = merge(
    ...COLLECTIONS.map((name) => database[name].eventBulks$),
    database.attention.eventBulks$,
  );
  return changed$.pipe(
    auditTime(COUNT_EVERY_MS),
    startWith(null),
    switchMap(() => from(count(database))),
  );
}

async function count(database: DeskDatabase): Promise<Counts> {
  const waits = { selector: { pendingSince: { $gt: '' } } };
  const [teams, customers, comments, waitingCustomers, waitingComments, refused] = await Promise.all([
    database.teams.count().exec(),
    database.customers.count().exec(),
    database.comments.count().exec(),
    database.customers.count(waits).exec(),
    database.comments.count(waits).exec(),
    database.attention.count().exec(),
  ]);
  return { documents: { teams, customers, comments }, waiting: waitingCustomers + waitingComments, refused };
}
