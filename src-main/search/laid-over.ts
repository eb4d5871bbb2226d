/**
 * Sets of pieces laid over each other, a lane of 32 customers at a time, and three sets in one pass: a pass for each took a
 * quarter of the time of slow searches (measured at a million customers).
 */
import { addAll, type Bits, keepOnly } from './bits.ts';
import type { LoadedSegment } from './loaded-segment.ts';
import type { PieceSet } from './piece-set.ts';
import type { WordSet } from './word-set.ts';

const EVERYBODY = -1;

/** Those who count, of those whom the filter lets through, who have all pieces. */
export function laidOver(segment: LoadedSegment, pieces: PieceSet[], allowed: Bits | null): Bits {
  const { dead, pool, rids } = segment;
  const sets = pieces.flatMap((set) => (set.direct ? [wordsOr(segment, set, set.direct)] : wordSets(set)));
  if (allowed) sets.push(allowed);
  const [one, two = one, three = two, ...others] = sets;
  const found = pool.anybody();
  for (let at = 0; at < found.length; at += 1) {
    const alive = ~(dead[at] as number);
    found[at] =
      one && two && three ? alive & (one[at] as number) & (two[at] as number) & (three[at] as number) : alive;
  }
  const over = rids.length & 31;
  if (over !== 0) found[found.length - 1] = (found[found.length - 1] as number) & ((1 << over) - 1);
  return others.reduce(keepOnly, found);
}

/** Of many, the first who have all words but one, or all, as they were typed; not those of the other set, and so many at most. */
export function firstButOneExact(words: WordSet[], many: Bits, without: Bits, limit: number): number[] {
  const places: number[] = [];
  for (let at = 0; at < many.length && places.length < limit; at += 1) {
    const lane = (many[at] as number) & ~(without[at] as number);
    let close = lane === 0 ? 0 : lane & butOneExact(words, at);
    for (; close !== 0 && places.length < limit; close &= close - 1) {
      places.push(at * 32 + 31 - Math.clz32(close & -close));
    }
  }
  return places;
}

function butOneExact(words: WordSet[], at: number): number {
  let all = EVERYBODY;
  let butOne = 0;
  for (const { exact: known, soFar } of words) {
    const exact = known ? (known[at] as number) : 0;
    butOne = (butOne & exact) | (all & (soFar[at] as number));
    all &= exact;
  }
  return butOne | all;
}

function wordSets({ words }: PieceSet): Bits[] {
  return words.map(({ soFar }) => soFar);
}

function wordsOr({ pool }: LoadedSegment, set: PieceSet, direct: Bits): Bits {
  const [one, two = one, ...others] = wordSets(set);
  if (!one || !two) return direct;
  if (others.length > 0) return addAll(others.reduce(keepOnly, keepOnly(pool.copyOf(one), two)), direct);
  const either = pool.anybody();
  for (let at = 0; at < either.length; at += 1) {
    either[at] = ((one[at] as number) & (two[at] as number)) | (direct[at] as number);
  }
  return either;
}
