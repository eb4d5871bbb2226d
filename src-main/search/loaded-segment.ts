/** A segment that is searched: its arrays, which of its customers do not count any more, and its blocks of keys. */
import { BitPool } from './bit-pool.ts';
import { type Bits, newBits } from './bits.ts';
import { blockOf, findInBlock } from './key-blocks.ts';
import type { Segment } from './segment.ts';

/** Keys that are read for one beginning: more customers than these are no answer to anybody. */
const KEYS_LIMIT = 4000;

export type LoadedSegment = Segment & {
  /** Number in the file; 0 for one that is in memory only. */
  n: number;
  /** The last change that it knows of. */
  built: number;
  dead: Bits;
  deadCount: number;
  blockAt: (block: number) => Uint8Array | null;
  /** Sets that are asked for often, by what they are. */
  kept: Map<string, Bits>;
  /** Sets for the question that is being answered. */
  pool: BitPool;
};

/** A segment ready to be searched, with all of its customers alive. */
export function loaded(
  segment: Segment,
  { n, built, blockAt }: Pick<LoadedSegment, 'n' | 'built' | 'blockAt'>,
): LoadedSegment {
  const places = segment.rids.length;
  const made = {
    dead: newBits(places),
    deadCount: 0,
    kept: new Map<string, Bits>(),
    pool: new BitPool(places),
  };
  return { ...segment, n, built, blockAt, ...made };
}

/** Places of the customers who have the key, or one that begins so. */
export function placesOfKey(segment: LoadedSegment, bytes: string, whole: boolean): number[] {
  const places: number[] = [];
  const wanted = Buffer.from(bytes, 'latin1');
  const tell = (place: number): boolean => places.push(place) < KEYS_LIMIT;
  for (let block = blockOf(segment.firsts, bytes); block < segment.firsts.length; block += 1) {
    const read = segment.blockAt(block);
    if (!read || !findInBlock(read, wanted, whole, tell)) break;
  }
  return places;
}

/** Memory that the arrays of a segment take, in bytes. */
export function bytesOf(segment: LoadedSegment): number {
  const firsts = segment.firsts.reduce((sum, { length }) => sum + length + 24, 0);
  return arraysOf(segment).reduce((sum, { byteLength }) => sum + byteLength, firsts);
}

/**
 * Gives the memory of a segment back at once, which must not be used any more. Its arrays are outside the heap, so that a
 * collection may be long in coming, and two generations of an index would be in memory until then.
 */
export function release(segment: LoadedSegment): void {
  for (const { buffer } of arraysOf(segment)) if (buffer instanceof ArrayBuffer) buffer.transfer(0);
}

function arraysOf(segment: LoadedSegment): (Uint32Array | Uint16Array)[] {
  const { names, others, facets } = segment;
  return [
    segment.rids,
    segment.contacts,
    segment.nameKeys,
    segment.ties,
    segment.since,
    segment.dead,
    segment.dense.bits,
    ...[names, others, facets].flatMap(({ units, ends, starts, postings }) => [
      units,
      ends,
      starts,
      postings,
    ]),
    ...segment.kept.values(),
    ...segment.pool.sets,
  ];
}
