/** How far the clock of this computer is from the server's (FEATURES A9). Pure. */

/** A clock that is off by this much is worth a warning. */
export const CLOCK_TOLERANCE_MS = 2 * 60_000;
const MINUTE_MS = 60_000;

/**
 * How far this computer's clock is ahead of the server's, to the minute; negative where it is behind, 0 within the
 * tolerance. `date` is the header of an answer that was asked for at `askedAt` and came at `answeredAt`; what is no date
 * tells nothing: null.
 */
export function clockOff(date: string | null, askedAt: number, answeredAt: number): number | null {
  const told = Date.parse(date ?? '');
  if (Number.isNaN(told) || answeredAt < askedAt) return null;
  // It was somewhere in between that the server looked at its clock: only what lies outside is off.
  const ahead = askedAt - told;
  const behind = told - answeredAt;
  if (ahead > CLOCK_TOLERANCE_MS) return Math.round(ahead / MINUTE_MS) * MINUTE_MS;
  return behind > CLOCK_TOLERANCE_MS ? -Math.round(behind / MINUTE_MS) * MINUTE_MS : 0;
}
