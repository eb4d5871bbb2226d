/**
 * A question of several words, or with a filter, asked of one segment: each word is a set of customers that grows from
 * step to step, and the answer is what all of them have. Where one of the sets is small, its members are looked at one by
 * one; otherwise the sets are laid over each other.
 */
import type { SegmentQuery } from './answer.ts';
import {
  addAll,
  type Bits,
  countBits,
  firstBits,
  hasBit,
  keepOnly,
  newBits,
  setBit,
  takeOut,
} from './bits.ts';
import { type LoadedSegment, placesOfKey } from './loaded-segment.ts';
import type { Piece, Question } from './question.ts';
import { FIRST_LOOSE_STEP, nearMemory, rangesOf } from './term-sources.ts';
import { WordSet } from './word-set.ts';

/** To look at one customer costs as much as to lay so many bits over others. */
const BITS_FOR_ONE = 64;
const ALWAYS_FEW = 256;

type PieceSet = { piece: Piece; words: WordSet[]; direct: Bits | null; directPlaces: number[] };

/** `allowed` are the customers whom the filter lets through; null for all. */
export function setQuery(segment: LoadedSegment, question: Question, allowed: Bits | null): SegmentQuery {
  const memory = nearMemory(segment);
  const pieces = question.pieces.map((piece) => pieceSet(segment, piece));
  const words = pieces.flatMap((set) => set.words);
  const taken = newBits(segment.rids.length);
  const isOpen = (place: number) =>
    !hasBit(segment.dead, place) && !hasBit(taken, place) && (allowed === null || hasBit(allowed, place));
  let few: number[] | null = null;
  let many: Bits | null = null;
  let counted = 0;

  const grow = (step: number): boolean => {
    let grown = false;
    for (const set of pieces) grown = growPiece(segment, set, step, memory) || grown;
    return grown;
  };
  const match = () => {
    const driver = smallest(pieces, Math.max(ALWAYS_FEW, segment.rids.length / BITS_FOR_ONE));
    few = driver
      ? [...membersOf(driver)].filter((place) => isOpen(place) && pieces.every((set) => has(set, place)))
      : null;
    many = few ? null : laidOver(segment, pieces, allowed);
  };
  const take = (places: number[]): number[] => {
    for (const place of places) setBit(taken, place);
    counted += places.length;
    return places;
  };
  return {
    closest: (step, limit) => {
      few = [];
      many = null;
      if (!grow(step) && (step > 0 || pieces.length > 0)) return [];
      match();
      if (step < FIRST_LOOSE_STEP || words.length < 2) return [];
      if (few) return take(few.filter((place) => misses(words, place) < 2).slice(0, limit));
      return many ? take(firstBits(takeOut(keepOnly(butOneExact(words), many), taken), limit)) : [];
    },
    rest: (limit) => {
      if (many) return take(firstBits(takeOut(many.slice(), taken), limit));
      return take((few ?? []).filter((place) => !hasBit(taken, place)).slice(0, limit));
    },
    total: () =>
      many ? countBits(many) : counted + (few ?? []).filter((place) => !hasBit(taken, place)).length,
  };
}

function pieceSet(segment: LoadedSegment, piece: Piece): PieceSet {
  const hasDirect = piece.keys.length > 0 || piece.domain !== '';
  return {
    piece,
    words: piece.words.map((word) => new WordSet(segment, word)),
    direct: hasDirect ? newBits(segment.rids.length) : null,
    directPlaces: [],
  };
}

function growPiece(
  segment: LoadedSegment,
  { piece, words, direct, directPlaces }: PieceSet,
  step: number,
  memory: ReturnType<typeof nearMemory>,
): boolean {
  let grown = false;
  for (const word of words) grown = word.grow(step, memory) || grown;
  if (!direct) return grown;
  const before = directPlaces.length;
  for (const { bytes, whole, step: from } of piece.keys) {
    if (from === step) for (const place of placesOfKey(segment, bytes, whole)) directPlaces.push(place);
  }
  if (piece.domain && step === 2) {
    for (const [{ starts, postings }, from, to] of rangesOf(segment, piece.domain, step, memory)) {
      for (const place of postings.subarray(starts[from], starts[to])) directPlaces.push(place);
    }
  }
  for (let at = before; at < directPlaces.length; at += 1) setBit(direct, directPlaces[at] as number);
  return grown || directPlaces.length > before;
}

/** The piece with the fewest members, if they are few. */
function smallest(pieces: PieceSet[], few: number): PieceSet | null {
  const sizes = pieces.map(({ words, directPlaces }) => {
    const least = words.length === 0 ? 0 : Math.min(...words.map(({ size }) => size));
    return least + directPlaces.length;
  });
  const least = Math.min(...sizes);
  return least <= few ? (pieces[sizes.indexOf(least)] ?? null) : null;
}

/** Ascending, each once; some may not have the piece's other words. */
function membersOf({ words, directPlaces }: PieceSet): Uint32Array {
  const rarest = words.toSorted((a, b) => a.size - b.size)[0];
  const members = rarest?.members() ?? new Uint32Array();
  const places = new Uint32Array(members.length + directPlaces.length);
  places.set(members);
  places.set(directPlaces, members.length);
  return places.sort().filter((place, at) => place !== places[at - 1]);
}

function has({ words, direct }: PieceSet, place: number): boolean {
  if (direct && hasBit(direct, place)) return true;
  return words.length > 0 && words.every(({ soFar }) => hasBit(soFar, place));
}

/** How many words a customer has otherwise than as they were typed. */
function misses(words: WordSet[], place: number): number {
  return words.reduce((sum, { exact }) => sum + (hasBit(exact, place) ? 0 : 1), 0);
}

/** The customers who have all words but one, or all, as they were typed. */
function butOneExact(words: WordSet[]): Bits {
  const [first] = words;
  const all = (first?.soFar ?? new Uint32Array()).slice().fill(0xffffffff);
  const butOne = all.slice().fill(0);
  for (const { exact, soFar } of words) {
    for (let at = 0; at < all.length; at += 1) {
      butOne[at] =
        ((butOne[at] as number) & (exact[at] as number)) | ((all[at] as number) & (soFar[at] as number));
      all[at] = (all[at] as number) & (exact[at] as number);
    }
  }
  return addAll(butOne, all);
}

function laidOver(segment: LoadedSegment, pieces: PieceSet[], allowed: Bits | null): Bits {
  const found = notDead(segment, allowed);
  for (const { words, direct } of pieces) {
    if (!direct) {
      for (const { soFar } of words) keepOnly(found, soFar);
      continue;
    }
    const bits = words[0]?.soFar.slice() ?? newBits(segment.rids.length);
    for (const { soFar } of words.slice(1)) keepOnly(bits, soFar);
    keepOnly(found, addAll(bits, direct));
  }
  return found;
}

/** Those who count, of those whom the filter lets through. */
function notDead({ rids, dead }: LoadedSegment, allowed: Bits | null): Bits {
  const bits = allowed ? allowed.slice() : newBits(rids.length).fill(0xffffffff);
  const over = rids.length & 31;
  if (over !== 0) bits[bits.length - 1] = (bits[bits.length - 1] as number) & ((1 << over) - 1);
  return takeOut(bits, dead);
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
