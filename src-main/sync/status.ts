/**
 * What the user is told of sync: one value, derived from the network, the documents and the pulls.
 *
 * Invariant: a status that says the first sync is over counts the documents after it was.
 */
import {
  auditTime,
  type BehaviorSubject,
  combineLatest,
  distinctUntilChanged,
  map,
  merge,
  Observable,
} from 'rxjs';
import type { SyncStatus } from '#shared/api/sync.ts';
import { byCollection, COLLECTIONS, type CollectionName } from '#shared/sync/collections.ts';
import { countDocuments, countWaiting } from '../store/counts.ts';
import type { DeskDatabase } from '../store/database.ts';
import type { NetworkState } from './network.ts';

/** How the pulls of this run stand. */
export type PullProgress = Record<CollectionName, { pulled: number; lastSyncAt: string | null }>;

type Counts = {
  documents: Record<CollectionName, number>;
  waiting: number;
  refused: number;
  firstSync: boolean;
};

/** Counting is cheap, but a first sync changes thousands of documents a second. */
const COUNT_EVERY_MS = 100;

/** The status now and after every change, each different from the one before. */
export function watchStatus(
  database: DeskDatabase,
  network$: Observable<NetworkState>,
  progress$: Observable<PullProgress>,
  firstSync$: BehaviorSubject<boolean>,
): Observable<SyncStatus> {
  return combineLatest([network$, progress$, watchCounts(database, firstSync$)]).pipe(
    map(([network, progress, counts]) => toStatus(network, progress, counts)),
    distinctUntilChanged((one, other) => JSON.stringify(one) === JSON.stringify(other)),
  );
}

function toStatus(network: NetworkState, progress: PullProgress, counts: Counts): SyncStatus {
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
    firstSync: counts.firstSync,
    lastSyncAt: oldest,
    collections,
  };
}

/** Counts at once and after every change: one count at a time, however long it takes, and the last change is in it. */
function watchCounts(database: DeskDatabase, firstSync$: BehaviorSubject<boolean>): Observable<Counts> {
  const documents$ = merge(
    ...COLLECTIONS.map((name) => database[name].eventBulks$),
    database.attention.eventBulks$,
  ).pipe(auditTime(COUNT_EVERY_MS));
  return new Observable((subscriber) => {
    let wanted = false;
    let counting = false;
    async function countWhileWanted(): Promise<void> {
      if (counting) return;
      counting = true;
      while (wanted && !subscriber.closed) {
        wanted = false;
        const firstSync = firstSync$.value;
        subscriber.next({ ...(await count(database)), firstSync });
      }
      counting = false;
    }
    return merge(documents$, firstSync$).subscribe(() => {
      wanted = true;
      countWhileWanted().catch((error: unknown) => subscriber.error(error));
    });
  });
}

async function count(database: DeskDatabase): Promise<Omit<Counts, 'firstSync'>> {
  const [documents, waiting, refused] = await Promise.all([
    Promise.all(COLLECTIONS.map((name) => countDocuments(database, name))),
    countWaiting(database),
    database.attention.count().exec(),
  ]);
  return {
    documents: byCollection((name) => documents[COLLECTIONS.indexOf(name)] ?? 0),
    waiting,
    refused,
  };
}
