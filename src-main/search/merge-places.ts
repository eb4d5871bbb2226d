/**
 * The places that the customers of several segments have once these are one: by rank, which is the order in each of them.
 * Pure.
 */
import type { SegmentSource } from './segment-source.ts';

/** Instead of a place: the customer does not count any more. */
export const NO_PLACE = 0xffffffff;

/** `to[source][place]` is the new place, or `NO_PLACE`; ascending within a source. */
export type MergedPlaces = { count: number; to: Uint32Array[] };

type Ranks = Record<'contacts' | 'nameKeys' | 'ties', Uint32Array>;

/** Of customers of the same rank, those of the earlier source come first. */
export function mergePlaces(sources: readonly SegmentSource[]): MergedPlaces {
  const ranks = sources.map(
    ({ column }): Ranks => ({
      contacts: column('contacts'),
      nameKeys: column('nameKeys'),
      ties: column('ties'),
    }),
  );
  const to = ranks.map(({ contacts }) => new Uint32Array(contacts.length).fill(NO_PLACE));
  const heads = sources.map((source, at) => nextAlive(source, to[at] as Uint32Array, 0));
  let count = 0;
  for (;;) {
    const best = lowest(ranks, heads);
    if (best < 0) return { count, to };
    const place = heads[best] as number;
    const places = to[best] as Uint32Array;
    places[place] = count;
    count += 1;
    heads[best] = nextAlive(sources[best] as SegmentSource, places, place + 1);
  }
}

function nextAlive({ isGone }: SegmentSource, { length }: Uint32Array, from: number): number {
  let place = from;
  while (place < length && isGone(place)) place += 1;
  return place;
}

/** The source whose next customer ranks highest; -1 when all are at their end. */
function lowest(ranks: readonly Ranks[], heads: readonly number[]): number {
  let best = -1;
  for (let at = 0; at < ranks.length; at += 1) {
    if ((heads[at] as number) >= (ranks[at] as Ranks).contacts.length) continue;
    if (
      best < 0 ||
      isBefore(ranks[at] as Ranks, heads[at] as number, ranks[best] as Ranks, heads[best] as number)
    )
      best = at;
  }
  return best;
}

/** As `compareRank` has it. */
function isBefore(one: Ranks, at: number, other: Ranks, there: number): boolean {
  const contact = (other.contacts[there] as number) - (one.contacts[at] as number);
  if (contact !== 0) return contact < 0;
  const name = (one.nameKeys[at] as number) - (other.nameKeys[there] as number);
  if (name !== 0) return name < 0;
  return (one.ties[at] as number) < (other.ties[there] as number);
}
