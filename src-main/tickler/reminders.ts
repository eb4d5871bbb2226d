/**
 * Reminders of the desk, with or without a network.
 *
 * Invariants
 * - A tickler that is due is spoken of until a window says that it did (`told`), also after a restart; then not
 *   again, unless it is postponed.
 * - The clock is read again at least every minute: it may have been set, or the computer slept.
 */
import {
  BehaviorSubject,
  combineLatest,
  distinctUntilChanged,
  filter,
  firstValueFrom,
  map,
  Observable,
  pairwise,
  shareReplay,
  startWith,
  switchMap,
} from 'rxjs';
import type { TicklerView } from '#shared/api/tickler.ts';
import { reminderKey, reminders } from '#shared/contact/due.ts';
import { errorCode, type Logger } from '../log.ts';
import type { DeskDatabase } from '../store/database.ts';
import { readSetting, writeSetting } from '../store/settings.ts';

const LOOK_EVERY_MS = 60_000;
const TOLD = 'toldTicklers';
/** Keys of ticklers long resolved are let go of, oldest first. */
const MOST_TOLD = 5_000;

export type Reminders = {
  /** Mine that are due and were not spoken of; every emission has all of them. */
  reminders$: Observable<TicklerView[]>;
  told(ids: readonly string[]): Promise<void>;
  /** Stops telling the operating system. */
  close(): void;
};

/** Starts at once: the operating system is told with no window open. */
export async function watchReminders(
  database: DeskDatabase,
  mine$: Observable<TicklerView[]>,
  notify: (due: number) => void,
  log: Logger,
): Promise<Reminders> {
  const told$ = new BehaviorSubject(new Set(await readSetting<string[]>(database, TOLD)));
  const reminders$ = combineLatest([mine$, told$]).pipe(
    switchMap(([mine, told]) => whenDue(mine, told)),
    distinctUntilChanged((one, other) => keysOf(one).join() === keysOf(other).join()),
    shareReplay({ bufferSize: 1, refCount: true }),
  );
  // A store that cannot be read is told of elsewhere; without this the error would end the process.
  const following = newlyDue(reminders$).subscribe({
    next: notify,
    error: (error: unknown) => log.warn('tickler.reminders', { code: errorCode(error) }),
  });
  return {
    reminders$,
    async told(ids) {
      const due = await firstValueFrom(reminders$);
      const keys = keysOf(due.filter(({ id }) => ids.includes(id)));
      const next = [...told$.value, ...keys].slice(-MOST_TOLD);
      await writeSetting(database, TOLD, next);
      told$.next(new Set(next));
    },
    close: () => following.unsubscribe(),
  };
}

const keysOf = (due: readonly TicklerView[]) => due.map(reminderKey);

/** Those that are due, now and whenever it is the time of one. */
function whenDue(mine: readonly TicklerView[], told: ReadonlySet<string>): Observable<TicklerView[]> {
  return new Observable((subscriber) => {
    let timer: NodeJS.Timeout;
    const look = () => {
      const now = new Date();
      const { due, nextAt } = reminders(mine, told, now);
      subscriber.next(due);
      const wait = nextAt === null ? LOOK_EVERY_MS : nextAt.getTime() - now.getTime();
      timer = setTimeout(look, Math.min(wait, LOOK_EVERY_MS));
    };
    look();
    return () => clearTimeout(timer);
  });
}

/** How many got due since the emission before. */
function newlyDue(reminders$: Observable<TicklerView[]>): Observable<number> {
  return reminders$.pipe(
    map(keysOf),
    startWith([] as string[]),
    pairwise(),
    map(([before, now]) => now.filter((key) => !before.includes(key)).length),
    filter((count) => count > 0),
  );
}
