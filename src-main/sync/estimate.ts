/** How long a first sync will still take. Pure. */

/** Before that a rate says nothing. */
const SOONEST_MS = 3_000;

export type Course = {
  /** Documents on this desk, and how many there will be. */
  held: number;
  expected: number;
  /** Documents that came in this run, and how long it took. */
  arrived: number;
  ms: number;
};

/** Whole seconds, at the rate of this run so far; null while nothing can be said. */
export function secondsLeft({ held, expected, arrived, ms }: Course): number | null {
  if (ms < SOONEST_MS || arrived === 0) return null;
  return Math.ceil((Math.max(0, expected - held) * ms) / arrived / 1000);
}
