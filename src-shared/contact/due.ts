/** When a tickler is due, and when a desk must speak up. */
import type { Tickler } from './schema.ts';

export type Due = 'later' | 'today' | 'due' | 'overdue' | 'done';
type Timed = Pick<Tickler, 'id' | 'remindAt' | 'status'>;

/** Due at its time, overdue a day after it. `endOfToday` is in the zone of whoever looks. */
export function dueState({ remindAt, status }: Omit<Timed, 'id'>, now: Date, endOfToday: Date): Due {
  if (status === 'resolved') return 'done';
  const since = now.getTime() - Date.parse(remindAt);
  if (since >= DAY_MS) return 'overdue';
  if (since >= 0) return 'due';
  return Date.parse(remindAt) <= endOfToday.getTime() ? 'today' : 'later';
}

/** True from its time on until it is resolved. */
export function isDue({ remindAt, status }: Omit<Timed, 'id'>, now: Date): boolean {
  return status !== 'resolved' && Date.parse(remindAt) <= now.getTime();
}

/** Open ones in the order to work them: by time, then the more urgent (priority 1), then by age. */
export function inWorkOrder<T extends Timed & Pick<Tickler, 'priority' | 'createdAt'>>(
  ticklers: readonly T[],
): T[] {
  return ticklers.toSorted(
    (a, b) =>
      Date.parse(a.remindAt) - Date.parse(b.remindAt) ||
      a.priority - b.priority ||
      Date.parse(a.createdAt) - Date.parse(b.createdAt),
  );
}

/** Names one time of one tickler: postponed, it is spoken of again. */
export function reminderKey({ id, remindAt }: Pick<Timed, 'id' | 'remindAt'>): string {
  return `${id} ${remindAt}`;
}

/** What to speak of now, and when to look again; null when nothing is to come. */
export function reminders<T extends Timed>(
  ticklers: readonly T[],
  told: ReadonlySet<string>,
  now: Date,
): { due: T[]; nextAt: Date | null } {
  const untold = ticklers.filter((one) => one.status !== 'resolved' && !told.has(reminderKey(one)));
  const coming = untold.filter((one) => !isDue(one, now)).map(({ remindAt }) => Date.parse(remindAt));
  return {
    due: untold.filter((one) => isDue(one, now)),
    nextAt: coming.length === 0 ? null : new Date(Math.min(...coming)),
  };
}

const DAY_MS = 86_400_000;
