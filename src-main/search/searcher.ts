/**
 * Searching: every segment is asked step by step, and as soon as a step has given enough, the best of it are read.
 *
 * Invariant: the order is that of step and rank, wherever a customer is found, so that it is the same on every desk.
 */
import type { CustomerSort } from '#shared/api/search.ts';
import type { Filter } from '#shared/search/filter.ts';
import type { Connection } from '../storage-sqlite/connect.ts';
import type { Answer, Found, SegmentQuery } from './answer.ts';
import { filterBits } from './filter-bits.ts';
import type { LiveIndex } from './live-index.ts';
import type { LoadedSegment } from './loaded-segment.ts';
import type { Question } from './question.ts';
import { compareRank } from './rank.ts';
import { segmentQuery } from './segment-query.ts';
import { sortedPlaces } from './sorted-places.ts';
import { FIRST_LOOSE_STEP, STEPS } from './term-sources.ts';

type Asked = { segment: LoadedSegment; query: SegmentQuery };

/** The best matches, at most so many. Without words it is whoever the filter lets through. */
export function findIn(
  index: LiveIndex,
  question: Question,
  { filter, sort, limit }: { filter: Filter | null; sort: CustomerSort; limit: number },
): Answer {
  if (question.pieces.length === 0 && !filter) return { found: [], total: 0 };
  for (const { pool } of index.segments) pool.startOver();
  if (sort !== 'best') return sortedPlaces(index.segments, question, filter, sort, limit);
  const asked = index.segments.map((segment): Asked => {
    const allowed = filter ? filterBits(segment, filter) : null;
    return { segment, query: segmentQuery(segment, question, allowed) };
  });
  const found: Found[] = [];
  const steps = question.pieces.length === 0 ? 1 : STEPS;
  let total: number | null = null;
  for (let step = 0; step < steps && found.length < limit; step += 1) {
    if (step >= FIRST_LOOSE_STEP && isAnswered(question, found.length, step)) break;
    const closest = asked.map(({ query }) => query.closest(step, limit));
    found.push(...best(asked, closest, step, limit - found.length));
    if (found.length < limit) {
      const rest = asked.map(({ query }) => query.rest(limit));
      found.push(...best(asked, rest, step, limit - found.length));
    }
    const isLast = found.length >= limit || step + 1 === Math.min(steps, FIRST_LOOSE_STEP);
    if (step < FIRST_LOOSE_STEP && isLast) total = totalOf(asked);
  }
  return { found, total };
}

/** So many matches as they were typed fill a list well enough. */
const ENOUGH = 10;
/** So many words that somebody has as they were typed were meant so. */
const PRECISE_WORDS = 3;

/**
 * Whether worse matches are not worth looking for: a number or address that was found is what was meant, so are several
 * words together, and of several words that are nearly right none is two steps away.
 */
function isAnswered({ pieces }: Question, found: number, step: number): boolean {
  if (found >= ENOUGH) return true;
  if (found === 0) return false;
  const words = pieces.reduce((sum, piece) => sum + piece.words.length, 0);
  if (step > FIRST_LOOSE_STEP ? words > 1 : words >= PRECISE_WORDS) return true;
  return pieces.length === 1 && pieces[0]?.keys.some(({ whole }) => whole) === true;
}

/** Of places that are in order in each segment, the first of all. */
function best(asked: Asked[], places: number[][], step: number, limit: number): Found[] {
  const all = asked.flatMap(({ segment }, at) =>
    (places[at] ?? []).map((place) => ({ segment, place, step })),
  );
  const from = asked.filter((_, at) => (places[at]?.length ?? 0) > 0).length;
  if (from > 1) all.sort((one, other) => compareRank(rankAt(one), rankAt(other)));
  return all.slice(0, limit);
}

function rankAt({ segment, place }: Found) {
  return {
    contact: segment.contacts[place] as number,
    name: segment.nameKeys[place] as number,
    tie: segment.ties[place] as number,
  };
}

function totalOf(asked: Asked[]): number | null {
  let sum = 0;
  for (const { query } of asked) {
    const total = query.total();
    if (total === null) return null;
    sum += total;
  }
  return sum;
}

/** Runs work on one state of the file. */
export function atOneMoment<R>(db: Connection, work: () => R): R {
  db.exec('BEGIN');
  try {
    return work();
  } finally {
    db.exec('COMMIT');
  }
}
