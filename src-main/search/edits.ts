/**
 * Terms that are a few edits away from a word: a letter more, less or other, or two that changed places.
 *
 * The terms are sorted, so that those that begin alike are one range. The word is followed letter by letter into ever
 * smaller ranges, trying an edit at each letter; when no edit is left, what remains of the word is looked up at once. What
 * it takes depends on the word and hardly on how many terms there are.
 */
import type { Dictionary } from './dictionary.ts';

export type Near = {
  /** Terms within the distance, ascending. */
  whole: number[];
  /** Ranges of terms of which a beginning is: from the first to the one after the last. */
  begun: [from: number, to: number][];
};

/** The terms of which the whole, or a beginning, is at most `most` edits from the word. */
export function nearTerms(dictionary: Dictionary, word: string, most: number): Near {
  const walk = new Walk(dictionary, word);
  walk.follow(0, dictionary.ends.length - 1, 0, 0, most);
  const begun = [...walk.begun.values()].sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  return { whole: [...walk.whole].sort((a, b) => a - b), begun };
}

class Walk {
  readonly whole = new Set<number>();
  readonly begun = new Map<string, [number, number]>();
  readonly #units: Uint16Array;
  readonly #ends: Uint32Array;
  readonly #word: string;

  constructor({ units, ends }: Dictionary, word: string) {
    this.#units = units;
    this.#ends = ends;
    this.#word = word;
  }

  /** Terms from `low` to before `high` begin alike for `depth` letters; the word is to go on at `at`. */
  follow(low: number, high: number, depth: number, at: number, edits: number): void {
    if (low >= high) return;
    const word = this.#word;
    if (at === word.length) {
      this.#take(low, high, depth, edits);
      return;
    }
    if (edits === 0) {
      this.#lookUp(low, high, depth, at);
      return;
    }
    const wanted = word.charCodeAt(at);
    const next = at + 1 < word.length ? word.charCodeAt(at + 1) : -1;
    this.follow(low, high, depth, at + 1, edits - 1);
    let from = low;
    while (from < high && this.#letter(from, depth) < 0) from += 1;
    while (from < high) {
      const letter = this.#letter(from, depth);
      const to = this.#endOf(from, high, depth, letter);
      this.follow(from, to, depth + 1, at + 1, letter === wanted ? edits : edits - 1);
      this.follow(from, to, depth + 1, at, edits - 1);
      if (letter === next && letter !== wanted) this.#swap(from, to, depth, at, edits);
      from = to;
    }
  }

  /** The next two letters in the other order. */
  #swap(low: number, high: number, depth: number, at: number, edits: number): void {
    const wanted = this.#word.charCodeAt(at);
    const from = this.#firstWith(low, high, depth + 1, wanted);
    const to = this.#endOf(from, high, depth + 1, wanted);
    this.follow(from, to, depth + 2, at + 2, edits - 1);
  }

  /** What is left of the word must stand there as it is. */
  #lookUp(low: number, high: number, depth: number, at: number): void {
    let [from, to] = [low, high];
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (this.#compareRest(middle, depth, at) < 0) from = middle + 1;
      else to = middle;
    }
    if (from === high || this.#compareRest(from, depth, at) !== 0) return;
    to = from + 1;
    while (to < high && this.#compareRest(to, depth, at) === 0) to += 1;
    this.#take(from, to, depth + this.#word.length - at, 0);
  }

  /** Zero when the term goes on as the word does. */
  #compareRest(term: number, depth: number, at: number): number {
    let unit = (this.#ends[term] as number) + depth;
    const end = this.#ends[term + 1] as number;
    for (let letter = at; letter < this.#word.length; letter += 1, unit += 1) {
      if (unit >= end) return -1;
      const difference = (this.#units[unit] as number) - this.#word.charCodeAt(letter);
      if (difference !== 0) return difference;
    }
    return 0;
  }

  #take(low: number, high: number, depth: number, edits: number): void {
    this.begun.set(`${low} ${high}`, [low, high]);
    for (let term = low; term < high; term += 1) {
      const length = (this.#ends[term + 1] as number) - (this.#ends[term] as number);
      if (length <= depth + edits) this.whole.add(term);
      else if (edits === 0) break;
    }
  }

  /** The letter of a term at a depth; below zero after its end. */
  #letter(term: number, depth: number): number {
    const at = (this.#ends[term] as number) + depth;
    return at < (this.#ends[term + 1] as number) ? (this.#units[at] as number) : -1;
  }

  #firstWith(low: number, high: number, depth: number, letter: number): number {
    let [from, to] = [low, high];
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (this.#letter(middle, depth) < letter) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  /** The first term after `from` that has another letter: looked for in steps that double, then between two. */
  #endOf(from: number, high: number, depth: number, letter: number): number {
    if (from >= high || this.#letter(from, depth) !== letter) return from;
    let step = 1;
    let low = from;
    while (low + step < high && this.#letter(low + step, depth) === letter) {
      low += step;
      step *= 2;
    }
    let to = Math.min(high, low + step);
    while (low + 1 < to) {
      const middle = (low + to) >>> 1;
      if (this.#letter(middle, depth) === letter) low = middle;
      else to = middle;
    }
    return low + 1;
  }
}
