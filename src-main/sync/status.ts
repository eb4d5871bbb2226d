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
import type { Expected } from '#shared/sync/protocol.ts';
import { countDocuments, countWaiting } from '../store/counts.ts';
import type { DeskDatabase } from '../store/database.ts';
import { secondsLeft } from './estimate.ts';
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
  expected$: Observable<Expected>,
): Observable<SyncStatus> {
  const since = performance.now();
  return combineLatest([network$, progress$, watchCounts(database, firstSync$), expected$]).pipe(
    map(([network, progress, counts, expected]) =>
      toStatus({ network, progress, counts, expected, ms: performance.now() - since }),
    ),
    distinctUntilChanged((one, other) => JSON.stringify(one) === JSON.stringify(other)),
  );
}

type Facts = {
  network: NetworkState;
  progress: PullProgress;
  counts: Counts;
  expected: Expected;
  /** Since sync was started. */
  ms: number;
};

function toStatus({ network, progress, counts, expected, ms }: Facts): SyncStatus {
  const collections = COLLECTIONS.map((name) => ({
    name,
    documents: counts.documents[name],
    ...progress[name],
    expected: counts.firstSync ? (expected[name] ?? null) : null,
  }));
  const times = collections.map((collection) => collection.lastSyncAt);
  const oldest = times.includes(null) ? null : (times.toSorted()[0] ?? null);
  return {
    network,
    waiting: counts.waiting,
    refused: counts.refused,
    firstSync: counts.firstSync,
    secondsLeft: counts.firstSync ? timeLeft(collections, ms) : null,
    lastSyncAt: oldest,
    collections,
  };
}

/** Null where the server did not say how much there is. */
function timeLeft(collections: SyncStatus['collections'], ms: number): number | null {
  const sum = (of: (one: SyncStatus['collections'][number]) => number) =>
    collections.reduce((total, one) => total + of(one), 0);
  const expected = sum((one) => one.expected ?? 0);
  if (expected === 0) return null;
  return secondsLeft({ held: sum((one) => one.documents), expected, arrived: sum((one) => one.pulled), ms });
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
