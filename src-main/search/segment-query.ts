/**
 * A question asked of one segment, step by step: each step lets in customers who match less well than those before.
 * A question of a single word needs no sets: of each term the first customers are looked at, until one ranks lower than
 * those found, so that the most frequent beginning costs no more than a rare one.
 */
import type { SegmentQuery } from './answer.ts';
import { type Bits, hasBit } from './bits.ts';
import { type LoadedSegment, placesOfKey } from './loaded-segment.ts';
import type { Piece, Question } from './question.ts';
import { setQuery } from './set-query.ts';
import { nearMemory, type Range, rangesOf, sizeOf } from './term-sources.ts';

/** To count more than these, one after the other, is not worth it. */
const COUNTED = 1000;

/** A question of a segment. `allowed` are the customers whom the filter lets through; null for all. */
export function segmentQuery(segment: LoadedSegment, question: Question, allowed: Bits | null): SegmentQuery {
  const [piece, ...others] = question.pieces;
  const simple = piece && others.length === 0 && piece.words.length <= 1;
  return simple && !allowed ? wordQuery(segment, piece) : setQuery(segment, question, allowed);
}

function wordQuery(segment: LoadedSegment, piece: Piece): SegmentQuery {
  const memory = nearMemory(segment);
  const taken = new Set<number>();
  const seen: Source[] = [];
  let sources: Source[] = [];
  return {
    closest: (step) => {
      sources = sourcesOf(segment, piece, step, memory);
      seen.push(...sources);
      return [];
    },
    rest: (limit) => {
      const best = firstOf(segment, sources, taken, limit);
      for (const place of best) taken.add(place);
      return best;
    },
    total: () => countOf(segment, seen),
  };
}

/** Lists of places in ascending order. */
type Source = { ranges: Range[]; places: number[] };

function sourcesOf(
  segment: LoadedSegment,
  piece: Piece,
  step: number,
  memory: ReturnType<typeof nearMemory>,
): Source[] {
  const words = [...piece.words, ...(step === 2 && piece.domain ? [piece.domain] : [])];
  const ranges = words.flatMap((word) => rangesOf(segment, word, step, memory));
  const places = piece.keys
    .filter((key) => key.step === step)
    .flatMap(({ bytes, whole }) => placesOfKey(segment, bytes, whole));
  return [{ ranges, places }];
}

/** The lowest places of all sources that are alive and not taken, ascending. */
function firstOf(segment: LoadedSegment, sources: Source[], taken: Set<number>, limit: number): number[] {
  const best: number[] = [];
  const offer = (place: number): boolean => {
    if (best.length === limit && place >= (best[limit - 1] as number)) return false;
    if (!hasBit(segment.dead, place) && !taken.has(place)) insert(best, place, limit);
    return true;
  };
  for (const { ranges, places } of sources) {
    for (const [{ starts, postings }, from, to] of ranges) {
      for (let term = from; term < to; term += 1) {
        const end = starts[term + 1] as number;
        for (let at = starts[term] as number; at < end && offer(postings[at] as number); at += 1);
      }
    }
    for (const place of places) offer(place);
  }
  return best;
}

/** Keeps the list ascending, without doubles, and no longer than the limit. */
function insert(best: number[], place: number, limit: number): void {
  let at = best.length;
  while (at > 0 && (best[at - 1] as number) > place) at -= 1;
  if (best[at - 1] === place) return;
  best.splice(at, 0, place);
  if (best.length > limit) best.pop();
}

function countOf(segment: LoadedSegment, sources: Source[]): number | null {
  const most = sources.reduce(
    (sum, { ranges, places }) => sum + places.length + ranges.reduce((all, range) => all + sizeOf(range), 0),
    0,
  );
  if (most > COUNTED) return null;
  const found = new Set<number>();
  for (const { ranges, places } of sources) {
    for (const [{ starts, postings }, from, to] of ranges) {
      for (let at = starts[from] as number; at < (starts[to] as number); at += 1)
        found.add(postings[at] as number);
    }
    for (const place of places) found.add(place);
  }
  return [...found].filter((place) => !hasBit(segment.dead, place)).length;
}
