/**
 * How many rows one request carries. On a link of a few kilobytes a second a request of full size would never end before its
 * deadline; so what took long is asked for in smaller pieces, and what went quickly in larger ones.
 *
 * Invariant: between 1 and `most`, and 1 is reached in few steps, so that everything that a link can carry gets through.
 */

/** A request that takes longer is cut in half; the deadline is six times this (server.ts). */
const LONG_MS = 5_000;
/** One that was answered sooner lets the next be larger. */
const SHORT_MS = 1_000;
/** Steps from one row to the most. */
const STEPS = 10;

export type BatchSize = {
  rows(): number;
  /** Runs a request of that many rows, and learns from how long it took. Rejects as it does. */
  timed<T>(request: () => Promise<T>): Promise<T>;
  /** The last request was too large. */
  halve(): void;
};

/** The size after a request of `rows` that took `ms`. Pure. */
export function nextRows(
  rows: number,
  most: number,
  { ms, answered }: { ms: number; answered: boolean },
): number {
  if (ms > LONG_MS) return halfOf(rows);
  return answered && ms < SHORT_MS ? Math.min(most, rows + Math.ceil(most / STEPS)) : rows;
}

function halfOf(rows: number): number {
  return Math.max(1, Math.floor(rows / 2));
}

/** Starts with the most. `now` is a clock in milliseconds. */
export function createBatchSize(most: number, now: () => number = () => performance.now()): BatchSize {
  let rows = most;
  return {
    rows: () => rows,
    async timed(request) {
      const since = now();
      const learn = (answered: boolean) => {
        rows = nextRows(rows, most, { ms: now() - since, answered });
      };
      try {
        const answer = await request();
        learn(true);
        return answer;
      } catch (error) {
        learn(false);
        throw error;
      }
    },
    halve() {
      rows = halfOf(rows);
    },
  };
}
