/** The customers of a segment who have a word, growing with each step. */
import { addAll, type Bits, newBits, setAll } from './bits.ts';
import type { LoadedSegment } from './loaded-segment.ts';
import { FIRST_LOOSE_STEP, type NearMemory, type Range, rangesOf, sizeOf } from './term-sources.ts';

/** Sets of words so short are asked for with every question that begins so. */
const KEPT_LETTERS = 1;
const KEPT_LIMIT = 48;

export class WordSet {
  /** Those who have the word as it was typed; null for nobody. */
  exact: Bits | null = null;
  readonly soFar: Bits;
  /** How many there are so far, some of them counted more than once. */
  size = 0;
  readonly #segment: LoadedSegment;
  readonly #word: string;
  readonly #ranges: Range[] = [];

  constructor(segment: LoadedSegment, word: string) {
    this.#segment = segment;
    this.#word = word;
    this.soFar = segment.pool.nobody();
  }

  /** Adds what the next step lets in; false when that is nobody. */
  grow(step: number, memory: NearMemory): boolean {
    const ranges = rangesOf(this.#segment, this.#word, step, memory).filter(([, from, to]) => to > from);
    if (ranges.length === 0) return false;
    this.#ranges.push(...ranges);
    for (const range of ranges) this.size += sizeOf(range);
    if (this.#word.length <= KEPT_LETTERS && step > 0 && step < FIRST_LOOSE_STEP) this.#addKept(step, ranges);
    else for (const range of ranges) addRange(range, this.soFar);
    if (step === 0) this.exact = this.#segment.pool.copyOf(this.soFar);
    return true;
  }

  /** The places of all so far, some of them more than once. */
  members(): Uint32Array {
    const places = new Uint32Array(this.size);
    let at = 0;
    for (const [{ starts, postings }, from, to] of this.#ranges) {
      const range = postings.subarray(starts[from], starts[to]);
      places.set(range, at);
      at += range.length;
    }
    return places;
  }

  #addKept(step: number, ranges: Range[]): void {
    const { kept, rids } = this.#segment;
    const key = `${step} ${this.#word}`;
    const bits = kept.get(key) ?? newBits(rids.length);
    if (!kept.has(key)) {
      for (const range of ranges) addRange(range, bits);
      if (kept.size < KEPT_LIMIT) kept.set(key, bits);
    }
    addAll(this.soFar, bits);
  }
}

function addRange([{ postings, starts }, from, to]: Range, bits: Bits): void {
  setAll(bits, postings, starts[from] as number, starts[to] as number);
}
