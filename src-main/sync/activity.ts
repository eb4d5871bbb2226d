/**
 * Whether a replication still does anything.
 *
 * RxDB works through queues of promises that end for good with the first error nobody catches, a read of the store that
 * failed for instance, and passes over what it had in its hands (rxdb/src/replication-protocol/upstream.ts, `streamQueue.up`).
 * From outside that looks like this: there is work, and for a long while no handler was called and nothing was written. A
 * handler that waits for the network has been called.
 */

/** Longer than RxDB is ever between two calls of a handler, on a slow disk too. */
export const STALLED_MS = 60_000;

export type Activity = {
  /** The same handler, watched. */
  watched<A extends unknown[], R>(handler: (...args: A) => Promise<R>): (...args: A) => Promise<R>;
  /** Something was written. */
  moved(): void;
  /** Somebody wants the collection pulled; over when a pull begins. */
  pullAsked(): void;
  pullBegins(): void;
  /** True when nothing was done for `STALLED_MS` though a pull was asked for or, as the caller says, documents wait. */
  isStalled(waits: boolean): boolean;
};

/** `now` is a clock in milliseconds. */
export function createActivity(now: () => number = () => performance.now()): Activity {
  let running = 0;
  let last = now();
  let askedAt: number | null = null;
  let waitsSince: number | null = null;
  const moved = () => {
    last = now();
  };
  return {
    moved,
    watched:
      (handler) =>
      async (...args) => {
        running += 1;
        try {
          return await handler(...args);
        } finally {
          running -= 1;
          moved();
        }
      },
    pullAsked() {
      askedAt ??= now();
    },
    pullBegins() {
      askedAt = null;
    },
    isStalled(waits) {
      waitsSince = waits ? (waitsSince ?? now()) : null;
      const since = Math.min(askedAt ?? Number.POSITIVE_INFINITY, waitsSince ?? Number.POSITIVE_INFINITY);
      return running === 0 && now() - Math.max(last, since) >= STALLED_MS;
    },
  };
}
