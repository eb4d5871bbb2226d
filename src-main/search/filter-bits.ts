/** The customers of a segment whom a filter lets through. */
import type { Filter, FilterCondition } from '#shared/search/filter.ts';
import { addAll, type Bits, keepOnly, setAll } from './bits.ts';
import { denseBits } from './dense-facets.ts';
import { findTerm } from './dictionary.ts';
import { facet } from './facets.ts';
import type { LoadedSegment } from './loaded-segment.ts';
import { dayNumber } from './segment.ts';

const ALL_OF_A_LANE = -1;
const FIRST_DAY = 0;
const LAST_DAY = 99_999_999;

/** A set of places, not to be changed; those who do not count any more may be in it. */
export function filterBits(segment: LoadedSegment, filter: Filter): Bits {
  const { pool } = segment;
  if ('all' in filter)
    return inOrder(filter.all).reduce((bits, part) => narrowed(segment, bits, part), pool.everybody());
  if ('any' in filter)
    return filter.any.reduce((bits, part) => addAll(bits, filterBits(segment, part)), pool.nobody());
  return filter.field === 'since' ? sinceBits(segment, filter) : facetBits(segment, facetOf(filter));
}

/** Days are looked at one by one, and therefore last, of those who are left. */
function inOrder(parts: Filter[]): Filter[] {
  return [...parts.filter((part) => !isSince(part)), ...parts.filter(isSince)];
}

type SinceCondition = Extract<FilterCondition, { field: 'since' }>;

function isSince(filter: Filter): filter is SinceCondition {
  return 'field' in filter && filter.field === 'since';
}

function narrowed(segment: LoadedSegment, bits: Bits, part: Filter): Bits {
  return isSince(part) ? sinceBits(segment, part, bits) : keepOnly(bits, filterBits(segment, part));
}

function facetOf(condition: Exclude<FilterCondition, { field: 'since' }>): string {
  const name = 'key' in condition ? `${condition.field} ${condition.key}` : condition.field;
  return facet(name, condition.value);
}

function facetBits(segment: LoadedSegment, text: string): Bits {
  const dense = denseBits(segment.dense, segment.rids.length, text);
  if (dense) return dense;
  const bits = segment.pool.nobody();
  const term = findTerm(segment.facets, text);
  const { postings, starts } = segment.facets;
  if (term >= 0) setAll(bits, postings, starts[term] as number, starts[term + 1] as number);
  return bits;
}

/** The days of all are looked at: a month is a list, and a range of years most of them. */
function sinceBits(
  { since, pool }: LoadedSegment,
  { from, to }: SinceCondition,
  among: Bits | null = null,
): Bits {
  const bits = pool.nobody();
  const [first, last] = [from ? dayNumber(from) : FIRST_DAY, to ? dayNumber(to) : LAST_DAY];
  for (let lane = 0; lane < bits.length; lane += 1) {
    const places = among ? (among[lane] as number) : ALL_OF_A_LANE;
    let found = 0;
    for (let rest = places; rest !== 0; rest &= rest - 1) {
      const bit = rest & -rest;
      const day = since[lane * 32 + 31 - Math.clz32(bit)] as number;
      if (day >= first && day <= last) found |= bit;
    }
    bits[lane] = found;
  }
  return bits;
}
