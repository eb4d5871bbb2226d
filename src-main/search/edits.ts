/**
 * Terms that are a few edits away from a word: a letter more, less or other, or two that changed places (the optimal
 * string alignment distance).
 *
 * The terms are sorted, so that those that begin alike stand together: the table of distances is kept for the letters
 * that a term shares with the one before, and when a beginning is too far away, all that begin so are passed over.
 */
import { type Dictionary, termCount } from './dictionary.ts';

const MOST_LETTERS = 40;

export type Near = {
  /** Terms within the distance. */
  whole: number[];
  /** Terms of which only a beginning is. */
  begun: number[];
};

/** The terms of which the whole, or a beginning, is at most `most` edits from the word and not the word itself. */
export function nearTerms(dictionary: Dictionary, shared: Uint8Array, word: string, most: number): Near {
  const near: Near = { whole: [], begun: [] };
  const width = word.length + 1;
  const letters = Uint16Array.from(word, (_, at) => word.charCodeAt(at));
  const table = new Uint8Array((MOST_LETTERS + 2) * width);
  for (let column = 0; column < width; column += 1) table[column] = column;
  /** How many letters of the table are those of the term at hand. */
  let known = 0;
  /** The depth at which a beginning was too far away, or near enough for all that begin so. */
  let farAt = MOST_LETTERS + 1;
  let nearAt = MOST_LETTERS + 1;
  const { units, ends } = dictionary;
  for (let term = 0; term < termCount(dictionary); term += 1) {
    const same = shared[term] as number;
    if (same >= farAt) {
      if (nearAt <= same) near.begun.push(term);
      continue;
    }
    farAt = MOST_LETTERS + 1;
    if (same < nearAt) nearAt = MOST_LETTERS + 1;
    known = Math.min(known, same);
    const from = ends[term] as number;
    const length = Math.min((ends[term + 1] as number) - from, MOST_LETTERS);
    while (known < length) {
      const least = addRow(table, width, letters, units, from, known);
      known += 1;
      if (known < nearAt && (table[known * width + width - 1] as number) <= most) nearAt = known;
      if (least > most && (known < 2 || rowLeast(table, width, known - 1) > most)) {
        farAt = known;
        break;
      }
    }
    if (known === length && farAt > MOST_LETTERS) {
      const distance = table[length * width + width - 1] as number;
      if (distance <= most) {
        if (distance > 0) near.whole.push(term);
        continue;
      }
    }
    if (nearAt <= length) near.begun.push(term);
  }
  return near;
}

/** Computes the row for one more letter of the term; returns the least distance in it. */
function addRow(
  table: Uint8Array,
  width: number,
  letters: Uint16Array,
  units: Uint16Array,
  from: number,
  depth: number,
): number {
  const letter = units[from + depth] as number;
  const before = depth * width;
  const row = before + width;
  let least = depth + 1;
  table[row] = depth + 1;
  for (let column = 1; column < width; column += 1) {
    const typed = letters[column - 1] as number;
    let distance = Math.min(
      (table[before + column] as number) + 1,
      (table[row + column - 1] as number) + 1,
      (table[before + column - 1] as number) + (typed === letter ? 0 : 1),
    );
    const swapped =
      depth > 0 && column > 1 && typed === units[from + depth - 1] && letters[column - 2] === letter;
    if (swapped) distance = Math.min(distance, (table[before - width + column - 2] as number) + 1);
    table[row + column] = distance;
    if (distance < least) least = distance;
  }
  return least;
}

function rowLeast(table: Uint8Array, width: number, row: number): number {
  let least = table[row * width] as number;
  for (let column = 1; column < width; column += 1) {
    least = Math.min(least, table[row * width + column] as number);
  }
  return least;
}

/** How many letters each term shares with the one before it, for `nearTerms`. */
export function sharedLetters({ units, ends }: Dictionary): Uint8Array {
  const shared = new Uint8Array(Math.max(0, ends.length - 1));
  for (let term = 1; term < shared.length; term += 1) {
    const [before, from] = [ends[term - 1] as number, ends[term] as number];
    const most = Math.min(from - before, (ends[term + 1] as number) - from, MOST_LETTERS);
    let length = 0;
    while (length < most && units[before + length] === units[from + length]) length += 1;
    shared[term] = length;
  }
  return shared;
}
