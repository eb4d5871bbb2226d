/** A part of a question as the set of customers who have it, growing from step to step. */
import { type Bits, hasBit, setBit } from './bits.ts';
import { type LoadedSegment, placesOfKey } from './loaded-segment.ts';
import type { Piece } from './question.ts';
import { type NearMemory, rangesOf } from './term-sources.ts';
import { WordSet } from './word-set.ts';

export type PieceSet = {
  piece: Piece;
  words: WordSet[];
  /** Those who have one of its keys, or its domain; null where it has neither. */
  direct: Bits | null;
  directPlaces: number[];
};

/** Nobody yet. */
export function pieceSet(segment: LoadedSegment, piece: Piece): PieceSet {
  const hasDirect = piece.keys.length > 0 || piece.domain !== '';
  return {
    piece,
    words: piece.words.map((word) => new WordSet(segment, word)),
    direct: hasDirect ? segment.pool.nobody() : null,
    directPlaces: [],
  };
}

/** Adds what a step lets in; false when that is nobody. */
export function growPiece(
  segment: LoadedSegment,
  { piece, words, direct, directPlaces }: PieceSet,
  step: number,
  memory: NearMemory,
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
export function smallest(pieces: PieceSet[], few: number): PieceSet | null {
  const sizes = pieces.map(({ words, directPlaces }) => {
    const least = words.length === 0 ? 0 : Math.min(...words.map(({ size }) => size));
    return least + directPlaces.length;
  });
  const least = Math.min(...sizes);
  return least <= few ? (pieces[sizes.indexOf(least)] ?? null) : null;
}

/** Ascending, each once; some may not have the piece's other words. */
export function membersOf(driver: PieceSet | null): number[] {
  if (!driver) return [];
  const { words, directPlaces } = driver;
  const rarest = words.toSorted((a, b) => a.size - b.size)[0];
  const members = rarest?.members() ?? new Uint32Array();
  const places = new Uint32Array(members.length + directPlaces.length);
  places.set(members);
  places.set(directPlaces, members.length);
  return [...places.sort()].filter((place, at) => place !== places[at - 1]);
}

/** True for a customer who has it. */
export function hasPiece({ words, direct }: PieceSet, place: number): boolean {
  if (direct && hasBit(direct, place)) return true;
  return words.length > 0 && words.every(({ soFar }) => hasBit(soFar, place));
}

/** How many words a customer has otherwise than as they were typed. */
export function misses(words: WordSet[], place: number): number {
  return words.reduce((sum, { exact }) => sum + (exact && hasBit(exact, place) ? 0 : 1), 0);
}
