/** Sets of pieces laid over each other, a lane of 32 customers at a time. */
import { addAll, type Bits, keepOnly, takeOut } from './bits.ts';
import type { LoadedSegment } from './loaded-segment.ts';
import type { PieceSet } from './piece-set.ts';
import type { WordSet } from './word-set.ts';

/** Those who count, of those whom the filter lets through. */
export function aliveBits({ rids, dead, pool }: LoadedSegment, allowed: Bits | null): Bits {
  const bits = allowed ? pool.copyOf(allowed) : pool.everybody();
  const over = rids.length & 31;
  if (over !== 0) bits[bits.length - 1] = (bits[bits.length - 1] as number) & ((1 << over) - 1);
  return takeOut(bits, dead);
}

/** The customers who have all words but one, or all, as they were typed. */
export function butOneExact({ pool }: LoadedSegment, words: WordSet[]): Bits {
  const all = pool.everybody();
  const butOne = pool.nobody();
  const none = pool.nobody();
  for (const { exact: known, soFar } of words) {
    const exact = known ?? none;
    for (let at = 0; at < all.length; at += 1) {
      butOne[at] =
        ((butOne[at] as number) & (exact[at] as number)) | ((all[at] as number) & (soFar[at] as number));
      all[at] = (all[at] as number) & (exact[at] as number);
    }
  }
  return addAll(butOne, all);
}

/** Those who count and have all pieces. */
export function laidOver(segment: LoadedSegment, pieces: PieceSet[], alive: Bits): Bits {
  const sets = pieces.flatMap((set) => (set.direct ? [haveWordsOr(segment, set, set.direct)] : soFarOf(set)));
  return sets.reduce(
    (found, set, at) => (at === 0 ? segment.pool.inBoth(found, set) : keepOnly(found, set)),
    alive,
  );
}

function soFarOf({ words }: PieceSet): Bits[] {
  return words.map(({ soFar }) => soFar);
}

function haveWordsOr({ pool }: LoadedSegment, set: PieceSet, direct: Bits): Bits {
  const [first, ...others] = soFarOf(set);
  if (!first) return direct;
  const all = others.reduce<Bits>((bits, other) => keepOnly(bits, other), pool.copyOf(first));
  return addAll(all, direct);
}
