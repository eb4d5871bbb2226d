/**
 * How long a request may wait to be sent, and by when the law wants it done. Pure.
 *
 * Invariant: a clock that is wrong never lets an old request through: one from the future is refused where it could expire.
 */
import type { Regime, RequestKind, RequestOutcome } from './schema.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** How far a desk's clock may be ahead. */
const AHEAD_MS = 5 * 60_000;

/** An unlock or a reset that fires days later helps nobody but a thief; being forgotten is a right that does not lapse. */
const LASTS_MS: Partial<Record<RequestKind, number>> = {
  resetPassword: HOUR,
  enableAccount: 24 * HOUR,
  partnerPassword: 72 * HOUR,
  confirmEmail: 72 * HOUR,
};

/** When a request made at this instant expires in the queue; null for never. */
export function expiryOf(kind: RequestKind, createdAt: string): string | null {
  const lasts = LASTS_MS[kind];
  return lasts === undefined ? null : new Date(Date.parse(createdAt) + lasts).toISOString();
}

/** Why a request of this age is not taken any more; '' when it is. The one rule of desk and server. */
export function staleness(kind: RequestKind, createdAt: string, now: Date): RequestOutcome {
  const expiresAt = expiryOf(kind, createdAt);
  if (expiresAt === null) return '';
  if (Date.parse(createdAt) > now.getTime() + AHEAD_MS) return 'clockWrong';
  return Date.parse(expiresAt) <= now.getTime() ? 'tooOld' : '';
}

/** By when a request under this law must be answered, from when the person made it. */
export function dueOf(regime: Regime, receivedAt: string): string {
  const received = new Date(receivedAt);
  if (regime === 'ccpa') return new Date(received.getTime() + 45 * DAY).toISOString();
  if (regime === 'other') return new Date(received.getTime() + 30 * DAY).toISOString();
  return oneMonthAfter(received).toISOString();
}

/** The same day of the next month, or its last one. */
function oneMonthAfter(day: Date): Date {
  const end = new Date(day);
  end.setUTCMonth(day.getUTCMonth() + 1);
  if (end.getUTCDate() !== day.getUTCDate()) end.setUTCDate(0);
  return end;
}
