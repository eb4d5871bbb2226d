/**
 * A question of several words, or with a filter, asked of one segment: each word is a set of customers that grows from
 * step to step, and the answer is what all of them have. Where one of the sets is small, its members are looked at one by
 * one; otherwise the sets are laid over each other.
 */
import type { SegmentQuery } from './answer.ts';
import { type Bits, countBits, firstBits, hasBit, setBit } from './bits.ts';
import { firstButOneExact, laidOver } from './laid-over.ts';
import type { LoadedSegment } from './loaded-segment.ts';
import { growPiece, hasPiece, membersOf, misses, pieceSet, smallest } from './piece-set.ts';
import type { Question } from './question.ts';
import { FIRST_LOOSE_STEP, nearMemory } from './term-sources.ts';

/** To look at one customer costs as much as to lay so many bits over others (measured at a million customers). */
const BITS_FOR_ONE = 2048;
const ALWAYS_FEW = 64;

/** `allowed` are the customers whom the filter lets through; null for all. */
export function setQuery(segment: LoadedSegment, question: Question, allowed: Bits | null): SegmentQuery {
  const memory = nearMemory(segment);
  const pieces = question.pieces.map((piece) => pieceSet(segment, piece));
  const words = pieces.flatMap((set) => set.words);
  const { pool } = segment;
  const taken = pool.nobody();
  const isOpen = (place: number) =>
    !hasBit(segment.dead, place) && !hasBit(taken, place) && (allowed === null || hasBit(allowed, place));
  let open: number[] = [];
  /** Everybody who matches, where those are not few. */
  let many: Bits | null = null;
  /** True where `open` has everybody who matches and was not taken. */
  let isWhole = true;
  let counted = 0;

  const grow = (step: number): boolean => {
    let grown = false;
    for (const set of pieces) grown = growPiece(segment, set, step, memory) || grown;
    return grown;
  };
  const match = (limit: number) => {
    const driver = smallest(pieces, Math.max(ALWAYS_FEW, segment.rids.length / BITS_FOR_ONE));
    many = driver ? null : laidOver(segment, pieces, allowed);
    open = many
      ? firstBits(many, taken, limit)
      : membersOf(driver).filter((place) => isOpen(place) && pieces.every((set) => hasPiece(set, place)));
    isWhole = many === null || open.length < limit;
  };
  const take = (places: number[]): number[] => {
    for (const place of places) setBit(taken, place);
    counted += places.length;
    return places;
  };
  const left = () => open.filter((place) => !hasBit(taken, place));
  return {
    closest: (step, limit) => {
      [open, many, isWhole] = [[], null, true];
      if (!grow(step) && (step > 0 || pieces.length > 0)) return [];
      match(limit);
      if (step < FIRST_LOOSE_STEP || words.length < 2) return [];
      if (isWhole || !many) return take(open.filter((place) => misses(words, place) < 2).slice(0, limit));
      return take(firstButOneExact(words, many, taken, limit));
    },
    rest: (limit) => take(isWhole || !many ? left().slice(0, limit) : firstBits(many, taken, limit)),
    total: () => (many ? countBits(many) : counted + left().length),
  };
}

/** All who match after a step. */
export function matchingBits(
  segment: LoadedSegment,
  question: Question,
  allowed: Bits | null,
  lastStep: number,
): Bits {
  const found = segment.pool.nobody();
  const query = setQuery(segment, question, allowed);
  for (let step = 0; step <= lastStep; step += 1) {
    query.closest(step, 0);
    for (const place of query.rest(Number.POSITIVE_INFINITY)) setBit(found, place);
  }
  return found;
}
