/**
 * Locks a desk that has a PIN when nobody used it for a while.
 *
 * Invariants
 * - Time is the clock's, not that of a timer: a computer that slept is locked when it wakes, before anything that
 *   is typed then counts as use.
 * - Only what a person does counts. Sync, and windows that are merely open, keep no desk open.
 */
import { distinctUntilChanged, map, type Observable } from 'rxjs';
import type { SessionState } from '#shared/api/session.ts';

const IDLE_MINUTES = 15;
const LONGEST_CHECK_MS = 15_000;
const CHECKS = 10;

export type IdleClock = {
  now(): number;
  /** Calls `run` again and again; returns what ends it. */
  every(ms: number, run: () => void): () => void;
};

const SYSTEM_CLOCK: IdleClock = {
  now: Date.now,
  every(ms, run) {
    const timer = setInterval(run, ms).unref();
    return () => clearInterval(timer);
  },
};

export type IdleLock = {
  /** Somebody uses the desk. */
  active(): void;
  close(): void;
};

/** Calls `lock` once the desk that `state$` tells of was not used for `minutes`; a number that is none is the usual. */
export function createIdleLock(
  state$: Observable<SessionState>,
  lock: () => void,
  minutes: number = IDLE_MINUTES,
  clock: IdleClock = SYSTEM_CLOCK,
): IdleLock {
  const isUsable = Number.isFinite(minutes) && minutes > 0;
  const idleMs = (isUsable ? minutes : IDLE_MINUTES) * 60_000;
  let last = clock.now();
  let stop: (() => void) | null = null;
  const isOver = () => stop !== null && clock.now() - last >= idleMs;
  const check = () => {
    if (isOver()) lock();
  };
  const end = () => {
    stop?.();
    stop = null;
  };
  const isGuarded = (session: SessionState) => session.state === 'signedIn' && session.hasPin;
  const following = state$.pipe(map(isGuarded), distinctUntilChanged()).subscribe((guarded) => {
    end();
    last = clock.now();
    if (guarded) stop = clock.every(Math.min(idleMs / CHECKS, LONGEST_CHECK_MS), check);
  });
  return {
    active() {
      if (isOver()) lock();
      else last = clock.now();
    },
    close() {
      following.unsubscribe();
      end();
    },
  };
}
