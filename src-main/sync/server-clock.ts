/** The server's clock, as its answers tell it. */
import { BehaviorSubject, combineLatest, map, type Observable } from 'rxjs';
import type { SyncStatus } from '#shared/api/sync.ts';
import { clockOff } from '#shared/sync/clock.ts';

export type ServerClock = {
  /** How far this computer's clock is ahead of the server's; 0 while it is right, or nobody knows. */
  off$: BehaviorSubject<number>;
  /** The time of the server. */
  now(): Date;
  /** The same `fetch`; every answer tells the time. */
  watching(fetchPort: typeof fetch): typeof fetch;
};

export function createServerClock(): ServerClock {
  const off$ = new BehaviorSubject(0);
  return {
    off$,
    now: () => new Date(Date.now() - off$.value),
    watching: (fetchPort) => async (input, init) => {
      const askedAt = Date.now();
      const response = await fetchPort(input, init);
      const off = clockOff(response.headers.get('date'), askedAt, Date.now());
      if (off !== null && off !== off$.value) off$.next(off);
      return response;
    },
  };
}

/** The status, and how far the clock is off. */
export function withClock(status$: Observable<SyncStatus>, { off$ }: ServerClock): Observable<SyncStatus> {
  return combineLatest([status$, off$]).pipe(map(([status, clockOffMs]) => ({ ...status, clockOffMs })));
}
