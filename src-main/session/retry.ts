/** Tries again by itself what can only be waited for, ever more slowly. */
import type { StoreProblem } from '#shared/api/session.ts';

/** A lease that the server can renew, a key ring that is locked, a disk that is full, another program: they pass. */
const PASSING: ReadonlySet<StoreProblem> = new Set([
  'LEASE_ENDED',
  'KEYRING_AWAY',
  'STORE_IN_USE',
  'STORE_FULL',
  'STORE_READ_ONLY',
]);
const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;

export type Retry = {
  /** Plans a try when the problem is one that passes. */
  plan(problem: StoreProblem): void;
  /** Forgets what was planned, and begins with the shortest wait again. */
  reset(): void;
};

export function createRetry(run: () => void): Retry {
  let timer: NodeJS.Timeout | null = null;
  let wait = FIRST_MS;
  const stop = () => {
    if (timer) clearTimeout(timer);
    timer = null;
  };
  return {
    plan(problem) {
      stop();
      if (!PASSING.has(problem)) return;
      timer = setTimeout(run, wait).unref();
      wait = Math.min(LONGEST_MS, wait * 2);
    },
    reset() {
      stop();
      wait = FIRST_MS;
    },
  };
}
