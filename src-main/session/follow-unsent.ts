/** Keeps the number of unsent changes beside the store, for when the store cannot be opened. */
import {
  auditTime,
  combineLatest,
  concatMap,
  distinctUntilChanged,
  from,
  map,
  merge,
  startWith,
  switchMap,
} from 'rxjs';
import type { StoreStatus } from '#shared/api/store.ts';
import { WRITABLE_COLLECTIONS } from '#shared/sync/collections.ts';
import { errorCode, type Logger } from '../log.ts';
import { countWaiting } from '../store/counts.ts';
import type { DeskDatabase } from '../store/database.ts';
import type { Health } from '../store/health.ts';
import { writeUnsent } from '../vault/unsent.ts';

const COUNT_EVERY_MS = 100;

/** Follows what waits, and what was rescued and still waits to be put back. Returns what stops it. */
export function followUnsent(
  folder: string,
  database: DeskDatabase,
  { status$ }: Health,
  log: Logger,
): () => Promise<void> {
  const changed$ = merge(...WRITABLE_COLLECTIONS.map((name) => database[name].eventBulks$));
  const waiting$ = changed$.pipe(
    auditTime(COUNT_EVERY_MS),
    startWith(null),
    switchMap(() => from(countWaiting(database))),
  );
  const write = (unsent: number) =>
    writeUnsent(folder, unsent).catch((error: unknown) =>
      log.warn('store.unsent', { code: errorCode(error) }),
    );
  const following = combineLatest([waiting$, status$])
    .pipe(
      map(([waiting, status]) => waiting + toPutBack(status)),
      distinctUntilChanged(),
      concatMap(write),
    )
    .subscribe({ error: (error: unknown) => log.warn('store.unsent', { code: errorCode(error) }) });
  return async () => {
    following.unsubscribe();
    await write((await countWaiting(database)) + toPutBack(status$.value));
  };
}

const toPutBack = ({ rescue }: StoreStatus) => rescue?.waiting ?? 0;
