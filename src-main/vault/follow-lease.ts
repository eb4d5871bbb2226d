/** Renews the lease of an open store by the network, and says when it ends and that it has ended. */
import { BehaviorSubject, combineLatest, distinctUntilChanged, filter, map, type Observable } from 'rxjs';
import type { SyncStatus } from '#shared/api/sync.ts';
import type { Network } from '../sync/network.ts';
import type { Lease } from './lease.ts';

export type LeaseFollower = {
  /** When work here ends unless the server is reached, once that is soon; null before. */
  endsAt$: Observable<string | null>;
  close(): Promise<void>;
};

/** At most this much of the time that ran is not known after a crash. */
const LOOK_MS = 30_000;
/** The part of what is left after which to look again, so that short leases are renewed and end in time too. */
const PART = 1 / 4;
const SHORTEST_MS = 50;

/**
 * Follows the lease until it is closed, or has ended and the server gives no other: `onEnded` is then called, once. While
 * the desk is offline by choice nobody is asked.
 */
export function followLease(
  lease: Lease,
  network: Pick<Network, 'state' | 'state$'>,
  onEnded: () => void,
): LeaseFollower {
  const endsAt$ = new BehaviorSubject<string | null>(null);
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> = Promise.resolve();
  let isDone = false;
  const ending = new AbortController();
  const hasEnded = () => lease.state().state === 'ended';
  const mayAsk = () => network.state() === 'online' || (hasEnded() && network.state() !== 'offlineByChoice');

  async function look(isNewlyOnline: boolean): Promise<void> {
    if (mayAsk() && (isNewlyOnline || lease.isDue())) await lease.renew(ending.signal);
    if (isDone) return;
    const now = lease.state();
    if (now.state === 'ended') {
      end();
      return onEnded();
    }
    // A disk that takes nothing is told elsewhere.
    await lease.note().catch(() => undefined);
    endsAt$.next(now.state === 'ending' ? now.until : null);
    plan(Math.max(SHORTEST_MS, Math.min(LOOK_MS, lease.left() * PART)));
  }

  function next(isNewlyOnline: boolean): void {
    looking = looking.then(() => (isDone ? undefined : look(isNewlyOnline)));
  }

  function plan(delay: number): void {
    clearTimeout(timer);
    if (!isDone) timer = setTimeout(() => next(false), delay).unref();
  }

  const online = network.state$.pipe(filter((state) => state === 'online')).subscribe(() => next(true));
  plan(0);

  function end(): void {
    isDone = true;
    ending.abort();
    online.unsubscribe();
    clearTimeout(timer);
  }

  return {
    endsAt$: endsAt$.pipe(distinctUntilChanged()),
    async close() {
      end();
      await looking;
      await lease.note();
    },
  };
}

/** The status, and when work ends here, where that is soon. */
export function withLease(
  status$: Observable<SyncStatus>,
  { endsAt$ }: LeaseFollower,
): Observable<SyncStatus> {
  return combineLatest([status$, endsAt$]).pipe(
    map(([status, endsAt]) => ({ ...status, workEndsAt: endsAt })),
  );
}
