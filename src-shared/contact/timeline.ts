/** One timeline of all that happened with a customer: its order, and what of it is asked for. */

export const TIMELINE_KINDS = ['comment', 'contact', 'activity', 'tickler'] as const;
export type TimelineKind = (typeof TIMELINE_KINDS)[number];

/** What order and filter look at; the entries carry more. */
export type Dated = {
  kind: TimelineKind;
  id: string;
  at: string;
  by: string;
  pinned: boolean;
};

/** No kinds, an empty name and no dates let everything through. Dates are `YYYY-MM-DD` and both inclusive. */
export type TimelineFilter = {
  kinds: readonly TimelineKind[];
  by: string;
  from: string | null;
  to: string | null;
};

export const EVERYTHING: TimelineFilter = { kinds: [], by: '', from: null, to: null };

/** Pinned ones first, then the newest; what has one time and one id is one entry. */
export function inTimelineOrder<T extends Dated>(entries: readonly T[]): T[] {
  return entries.toSorted(
    (a, b) =>
      Number(b.pinned) - Number(a.pinned) || Date.parse(b.at) - Date.parse(a.at) || (a.id < b.id ? 1 : -1),
  );
}

/** The entries asked for. `dayOf` says on which calendar day an instant is for whoever looks. */
export function filterTimeline<T extends Dated>(
  entries: readonly T[],
  { kinds, by, from, to }: TimelineFilter,
  dayOf: (at: string) => string,
): T[] {
  return entries.filter((entry) => {
    const day = dayOf(entry.at);
    const isOfKind = kinds.length === 0 || kinds.includes(entry.kind);
    return isOfKind && (by === '' || entry.by === by) && (from ?? day) <= day && day <= (to ?? day);
  });
}

/** Everybody who has an entry, by name. */
export function peopleOf(entries: readonly Dated[]): string[] {
  return [...new Set(entries.map(({ by }) => by))].filter(Boolean).toSorted((a, b) => a.localeCompare(b));
}
