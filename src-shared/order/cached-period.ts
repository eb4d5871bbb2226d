/** Orders, quotes and returns that desks keep: those of the last two years; older ones stay on the server. */

const KEPT_MONTHS = 24;

/** The oldest instant that desks keep, seen from `now`. */
export function keptSince(now: Date): Date {
  const since = new Date(now);
  since.setUTCMonth(since.getUTCMonth() - KEPT_MONTHS);
  return since;
}

/** True when desks keep what was placed then. */
export function isKept(placedAt: string, now: Date): boolean {
  return Date.parse(placedAt) >= keptSince(now).getTime();
}

/** Why a history is empty, or that it is not. Three reasons that must never be taken for one another. */
export type HistoryState = 'some' | 'none' | 'noneKept' | 'notLoaded';

/**
 * `isComplete`: the desk has everything it keeps. `older` is how many older ones the server named, null when it
 * was not asked or did not answer.
 */
export function historyState(facts: {
  kept: number;
  isComplete: boolean;
  older: number | null;
}): HistoryState {
  const { kept, isComplete, older } = facts;
  if (kept + (older ?? 0) > 0) return 'some';
  if (older === 0) return 'none';
  return isComplete ? 'noneKept' : 'notLoaded';
}
