/** Which segments are made into one, so that there are few of them and each customer is written a few times only. Pure. */
import type { LoadedSegment } from './loaded-segment.ts';

/** Customers in memory only that are worth a segment in the file; reading them again at a start takes some 50 ms. */
const WORTH_KEEPING = 2048;
/** Where the making of one would take too much memory for a moment. */
const BIGGEST = 1 << 20;
/** So many of a size are merged. */
const ALIKE = 4;
const MOSTLY_DEAD = 0.3;
/** Bigger ones than so many times the rest are not made anew for it. */
const MOST_UNLIKE = 64;
const WORTH_MERGING = 2;

type Sized = Pick<LoadedSegment, 'n' | 'rids' | 'deadCount'>;

/**
 * The segments of the file to merge with what is in memory; null when nothing is to be done. While nothing is written,
 * `idle`, small ones are put together until each is as big as it may be: every one of them costs each search a little.
 */
export function segmentsToMerge<S extends Sized>(
  inMemory: number,
  inFile: readonly S[],
  idle: boolean,
): S[] | null {
  const decayed = inFile.filter((segment) => segment.deadCount > segment.rids.length * MOSTLY_DEAD);
  if (inMemory < WORTH_KEEPING && decayed.length === 0) return idle ? smallOnes(inMemory, inFile) : null;
  const merged = decayed.slice(0, 1);
  let size = merged.reduce((sum, segment) => sum + aliveIn(segment), inMemory);
  const others = inFile
    .filter((segment) => !merged.includes(segment))
    .sort((a, b) => aliveIn(a) - aliveIn(b));
  for (;;) {
    const alike = others.filter((segment) => aliveIn(segment) <= size * 2);
    const sum = alike.reduce((all, segment) => all + aliveIn(segment), size);
    if (alike.length < ALIKE - 1 || sum > BIGGEST) return merged;
    merged.push(...alike);
    others.splice(0, alike.length);
    size = sum;
  }
}

/** As many of the smallest as fit into one segment, each not much bigger than those before it together. */
function smallOnes<S extends Sized>(inMemory: number, inFile: readonly S[]): S[] | null {
  const merged: S[] = [];
  let size = inMemory;
  for (const segment of inFile.toSorted((a, b) => aliveIn(a) - aliveIn(b))) {
    const alive = aliveIn(segment);
    if (merged.length > 0 && alive > size * MOST_UNLIKE) break;
    size += alive;
    if (size > BIGGEST) break;
    merged.push(segment);
  }
  return merged.length >= WORTH_MERGING ? merged : null;
}

/** Customers of a segment who count. */
export function aliveIn({ rids, deadCount }: Sized): number {
  return rids.length - deadCount;
}
