/**
 * One gate to the network for everything that syncs.
 *
 * A request runs through `run`, which waits while the desk is offline and tries again after a transient
 * failure, so that RxDB sees slow handlers and never errors: no retry timers of its own, nothing marked as
 * pushed without an answer. One backoff is shared by all: 1 s doubling to 10 s, half of it jitter; the longest that any
 * answer asks for (Retry-After) holds for all.
 *
 * Invariant: a request is only ever given up by `close`, or because its answer says that it cannot succeed.
 */
import { BehaviorSubject, firstValueFrom, type Observable } from 'rxjs';
import { filter } from 'rxjs/operators';
import type { SyncStatus } from '#shared/api/sync.ts';
import { ServerError } from './server-error.ts';

export type NetworkState = SyncStatus['network'];

export type Network = {
  readonly state$: Observable<NetworkState>;
  state(): NetworkState;
  /** Runs the call when the network allows, again and again until it answers. Throws `ServerError` or `Closed`. */
  run<T>(call: (signal: AbortSignal) => Promise<T>): Promise<T>;
  setOffline(offline: boolean): void;
  /** Tries now instead of at the next planned time, and after a fresh sign-in. */
  retryNow(): void;
  /** Gives up what is under way, which goes over dead connections, and sends it again at once. */
  wake(): void;
  /** Ends waiting and running requests with `Closed`. */
  close(): void;
};

export class Closed extends Error {
  override readonly name = 'Closed';
}

const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 10_000;

/** The delay before try `attempt` (0 is the first retry), jittered by `random` in [0, 1). Pure. */
export function backoffDelay(attempt: number, random: number): number {
  const ceiling = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** attempt);
  return Math.round(ceiling / 2 + (random * ceiling) / 2);
}

/** A gate that starts out connecting. */
export function createNetwork(): Network {
  const state$ = new BehaviorSubject<NetworkState | 'closed'>('connecting');
  let attempt = 0;
  let timer: NodeJS.Timeout | undefined;
  let plannedFor = 0;
  let inFlight = new AbortController();

  const passable = (state: NetworkState | 'closed') =>
    state === 'online' || state === 'connecting' || state === 'closed';

  function to(state: NetworkState | 'closed') {
    if (state$.value === 'closed') return;
    clearTimeout(timer);
    timer = undefined;
    if (state$.value !== state) state$.next(state);
  }

  function failed(error: ServerError) {
    if (state$.value === 'offline' && performance.now() + error.retryAfterMs > plannedFor)
      return planRetry(error.retryAfterMs);
    if (!passable(state$.value)) return;
    if (error.kind === 'unauthorized') return to('signInNeeded');
    if (error.kind === 'updateNeeded') return to('updateNeeded');
    to('offline');
    const delay = Math.max(backoffDelay(attempt, Math.random()), error.retryAfterMs);
    attempt += 1;
    planRetry(delay);
  }

  function planRetry(delay: number) {
    clearTimeout(timer);
    plannedFor = performance.now() + delay;
    timer = setTimeout(() => to('connecting'), delay);
    timer.unref();
  }

  async function run<T>(call: (signal: AbortSignal) => Promise<T>): Promise<T> {
    for (;;) {
      const state = await firstValueFrom(state$.pipe(filter(passable)));
      if (state === 'closed') throw new Closed();
      const { signal } = inFlight;
      try {
        const answer = await call(signal);
        attempt = 0;
        if (state$.value === 'connecting') to('online');
        return answer;
      } catch (error) {
        if (state$.value === 'closed') throw new Closed();
        if (signal.aborted) continue;
        const known = ServerError.of(error);
        if (known.kind === 'final' || known.kind === 'mustRefetch' || known.kind === 'tooLarge') throw known;
        failed(known);
      }
    }
  }

  function abortAll() {
    inFlight.abort();
    inFlight = new AbortController();
  }

  return {
    state$: state$.pipe(filter((state): state is NetworkState => state !== 'closed')),
    state: () => (state$.value === 'closed' ? 'offline' : state$.value),
    run,
    setOffline(offline) {
      if (offline === (state$.value === 'offlineByChoice')) return;
      to(offline ? 'offlineByChoice' : 'connecting');
      attempt = 0;
      if (offline) abortAll();
    },
    retryNow() {
      attempt = 0;
      if (state$.value !== 'offlineByChoice' && state$.value !== 'online') to('connecting');
    },
    wake() {
      attempt = 0;
      if (state$.value !== 'offlineByChoice' && state$.value !== 'signInNeeded') to('connecting');
      abortAll();
    },
    close() {
      to('closed');
      abortAll();
    },
  };
}
