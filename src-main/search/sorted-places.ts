/** Matches in another order than how well they match: by name, by first day, by last contact. */
import type { CustomerSort } from '#shared/api/search.ts';
import type { Filter } from '#shared/search/filter.ts';
import type { Answer, Found } from './answer.ts';
import { hasBit } from './bits.ts';
import { filterBits } from './filter-bits.ts';
import type { LoadedSegment } from './loaded-segment.ts';
import type { Question } from './question.ts';
import { matchingBits } from './set-query.ts';
import { FIRST_LOOSE_STEP } from './term-sources.ts';

/** The first in the order, of all that match as they were typed. */
export function sortedPlaces(
  segments: readonly LoadedSegment[],
  question: Question,
  filter: Filter | null,
  sort: Exclude<CustomerSort, 'best'>,
  limit: number,
): Answer {
  const best: Found[] = [];
  let total = 0;
  for (const segment of segments) {
    const bits = matchingBits(
      segment,
      question,
      filter ? filterBits(segment, filter) : null,
      FIRST_LOOSE_STEP - 1,
    );
    const key = keyOf(segment, sort);
    for (let place = 0; place < segment.rids.length; place += 1) {
      if (!hasBit(bits, place)) continue;
      total += 1;
      offer(best, { segment, place, step: 0 }, key, sort, limit);
    }
  }
  return { found: best, total };
}

function offer(
  best: Found[],
  found: Found,
  key: (place: number) => number,
  sort: CustomerSort,
  limit: number,
): void {
  const value = key(found.place);
  const keyAt = (at: number) => keyOf((best[at] as Found).segment, sort)((best[at] as Found).place);
  if (best.length === limit && value >= keyAt(limit - 1)) return;
  let at = best.length;
  while (at > 0 && keyAt(at - 1) > value) at -= 1;
  best.splice(at, 0, found);
  if (best.length > limit) best.pop();
}

/** Smaller comes first; the longest customers and the latest contacts do. */
function keyOf({ nameKeys, since, contacts }: LoadedSegment, sort: CustomerSort): (place: number) => number {
  if (sort === 'name') return (place) => nameKeys[place] as number;
  if (sort === 'since') return (place) => since[place] as number;
  return (place) => -(contacts[place] as number);
}
