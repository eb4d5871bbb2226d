/**
 * A question of several words, or with a filter, asked of one segment: each word is a set of customers that grows from
 * step to step, and the answer is what all of them have.
 */
import type { SegmentQuery } from './answer.ts';
import {
  addAll,
  type Bits,
  countBits,
  firstBits,
  keepOnly,
  newBits,
  setAll,
  setBit,
  takeOut,
} from './bits.ts';
import { type LoadedSegment, placesOfKey } from './loaded-segment.ts';
import type { Piece, Question } from './question.ts';
import { FIRST_LOOSE_STEP, nearMemory, type Range, rangesOf } from './term-sources.ts';

/** Sets of words so short are asked for with every question that begins so. */
const KEPT_LETTERS = 1;
const KEPT_LIMIT = 120;

type WordSets = { word: string; exact: Bits; soFar: Bits };
type PieceSets = { piece: Piece; words: WordSets[]; direct: Bits };

/** `allowed` are the customers whom the filter lets through; null for all. */
export function setQuery(segment: LoadedSegment, question: Question, allowed: Bits | null): SegmentQuery {
  const places = segment.rids.length;
  const memory = nearMemory(segment);
  const taken = newBits(places);
  const pieces: PieceSets[] = question.pieces.map((piece) => ({
    piece,
    words: piece.words.map((word) => ({ word, exact: newBits(places), soFar: newBits(places) })),
    direct: newBits(places),
  }));
  let last: Bits | null = null;

  const growWord = (sets: WordSets, step: number) => {
    const ranges = rangesOf(segment, sets.word, step, memory);
    addRanges(segment, sets.word, step, ranges, sets.soFar);
    if (step === 0) addAll(sets.exact, sets.soFar);
  };
  const grow = ({ piece, words, direct }: PieceSets, step: number) => {
    for (const sets of words) growWord(sets, step);
    for (const { bytes, whole, step: from } of piece.keys) {
      if (from !== step) continue;
      for (const place of placesOfKey(segment, bytes, whole)) setBit(direct, place);
    }
    if (piece.domain && step === 2) {
      for (const range of rangesOf(segment, piece.domain, step, memory)) addRange(range, direct);
    }
  };
  const all = (): Bits => {
    const found = notDead(segment, allowed);
    for (const sets of pieces) keepOnly(found, pieceBits(sets, places));
    return found;
  };
  const fresh = (found: Bits, limit: number): number[] => {
    const first = firstBits(takeOut(found.slice(), taken), limit);
    for (const place of first) setBit(taken, place);
    return first;
  };
  return {
    closest: (step, limit) => {
      for (const sets of pieces) grow(sets, step);
      last = all();
      const words = pieces.flatMap((sets) => sets.words);
      if (step < FIRST_LOOSE_STEP || words.length < 2) return [];
      return fresh(keepOnly(butOneExact(words, places), last), limit);
    },
    rest: (limit) => (last ? fresh(last, limit) : []),
    total: () => (last ? countBits(last) : 0),
  };
}

/** All who match after a step. */
export function matchingBits(
  segment: LoadedSegment,
  question: Question,
  allowed: Bits | null,
  lastStep: number,
): Bits {
  const found = newBits(segment.rids.length);
  const query = setQuery(segment, question, allowed);
  for (let step = 0; step <= lastStep; step += 1) {
    query.closest(step, 0);
    for (const place of query.rest(Number.POSITIVE_INFINITY)) setBit(found, place);
  }
  return found;
}

/** The customers who have all words but one as they were typed. */
function butOneExact(words: WordSets[], places: number): Bits {
  const found = newBits(places);
  for (const loose of words) {
    const bits = loose.soFar.slice();
    for (const { exact } of words.filter((sets) => sets !== loose)) keepOnly(bits, exact);
    addAll(found, bits);
  }
  return found;
}

function pieceBits({ piece, words, direct }: PieceSets, places: number): Bits {
  const bits = newBits(places);
  const [first, ...others] = words;
  if (first) addAll(bits, first.soFar);
  for (const { soFar } of others) keepOnly(bits, soFar);
  return piece.keys.length > 0 || piece.domain ? addAll(bits, direct) : bits;
}

/** Those who count, of those whom the filter lets through. */
export function notDead({ rids, dead }: LoadedSegment, allowed: Bits | null): Bits {
  const bits = allowed ? allowed.slice() : newBits(rids.length).fill(0xffffffff);
  const over = rids.length & 31;
  if (over !== 0) bits[bits.length - 1] = (bits[bits.length - 1] as number) & ((1 << over) - 1);
  return takeOut(bits, dead);
}

function addRanges(segment: LoadedSegment, word: string, step: number, ranges: Range[], bits: Bits): void {
  if (word.length > KEPT_LETTERS || step === 0 || step >= FIRST_LOOSE_STEP) {
    for (const range of ranges) addRange(range, bits);
    return;
  }
  const key = `${step} ${word}`;
  const kept = segment.kept.get(key) ?? newBits(segment.rids.length);
  if (!segment.kept.has(key)) {
    for (const range of ranges) addRange(range, kept);
    if (segment.kept.size < KEPT_LIMIT) segment.kept.set(key, kept);
  }
  addAll(bits, kept);
}

function addRange([{ postings, starts }, from, to]: Range, bits: Bits): void {
  setAll(bits, postings, starts[from] as number, starts[to] as number);
}
