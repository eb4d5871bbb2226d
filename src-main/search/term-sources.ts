/** Where a word may be found in a segment, step by step from the best match to the worst. */
import { type Dictionary, findTerm, termsWithPrefix } from './dictionary.ts';
import { type Near, nearTerms } from './edits.ts';
import type { LoadedSegment } from './loaded-segment.ts';
import { nicknamesOf } from './nicknames.ts';

/** Terms from the first to the one after the last. */
export type Range = readonly [dictionary: Dictionary, from: number, to: number];

/**
 * The word itself; its beginning; in other fields; an edit or a nickname; a beginning with an edit; two edits, or a letter that
 * is missing in a short word.
 */
export const STEPS = 6;
/** From here on a word is not as it was typed. */
export const FIRST_LOOSE_STEP = 3;

const ONE_EDIT_LETTERS = 4;
const TWO_EDITS_LETTERS = 8;
const DIGITS = /\d/;

/** The ranges of a word that a step adds to those of the steps before. */
export function rangesOf(segment: LoadedSegment, word: string, step: number, memory: NearMemory): Range[] {
  const { names, others } = segment;
  if (step === 0) return single(names, findTerm(names, word));
  if (step === 1) return [[names, ...termsWithPrefix(names, word)]];
  if (step === 2) return [[others, ...termsWithPrefix(others, word)]];
  const edits = editsFor(word);
  if (step === 3) return [...wholes(names, memory(names, word, edits)), ...nicknameRanges(names, word)];
  if (step === 4) {
    const near = memory(names, word, edits);
    return [...begun(names, near), ...wholes(others, memory(others, word, edits))];
  }
  if (word.length === ONE_EDIT_LETTERS - 1 && !DIGITS.test(word)) return oneLetterMore(names, word, memory);
  return word.length >= TWO_EDITS_LETTERS && edits > 0 ? wholes(names, memory(names, word, 2)) : [];
}

/** Names of four letters of which one was not typed: what is meant is long enough for an edit. */
function oneLetterMore(names: Dictionary, word: string, memory: NearMemory): Range[] {
  const { whole } = memory(names, word, 1);
  const length = (term: number) => (names.ends[term + 1] as number) - (names.ends[term] as number);
  return joined(
    names,
    whole.filter((term) => length(term) === ONE_EDIT_LETTERS),
  );
}

/** Near terms of words, each computed once for a question. */
export type NearMemory = (dictionary: Dictionary, word: string, edits: number) => Near;

export function nearMemory(segment: LoadedSegment): NearMemory {
  const known = new Map<string, Near>();
  return (dictionary, word, edits) => {
    if (edits === 0) return { whole: [], begun: [] };
    const key = `${dictionary === segment.names} ${edits} ${word}`;
    const near = known.get(key) ?? nearTerms(dictionary, word, edits);
    known.set(key, near);
    return near;
  };
}

/** A number with one digit changed is another number. */
function editsFor(word: string): number {
  return word.length >= ONE_EDIT_LETTERS && !DIGITS.test(word) ? 1 : 0;
}

function nicknameRanges(names: Dictionary, word: string): Range[] {
  return nicknamesOf(word).flatMap((name) => single(names, findTerm(names, name)));
}

function wholes(dictionary: Dictionary, { whole }: Near): Range[] {
  return joined(dictionary, whole);
}

function begun(dictionary: Dictionary, near: Near): Range[] {
  return near.begun.map(([from, to]): Range => [dictionary, from, to]);
}

function single(dictionary: Dictionary, term: number): Range[] {
  return term < 0 ? [] : [[dictionary, term, term + 1]];
}

/** Terms in ascending order as ranges of neighbours. */
function joined(dictionary: Dictionary, terms: readonly number[]): Range[] {
  const ranges: Range[] = [];
  for (let at = 0; at < terms.length; ) {
    const from = terms[at] as number;
    let to = from + 1;
    for (at += 1; terms[at] === to; at += 1) to += 1;
    ranges.push([dictionary, from, to]);
  }
  return ranges;
}

/** How many customers, some of them more than once, a range names. */
export function sizeOf([{ starts }, from, to]: Range): number {
  return (starts[to] as number) - (starts[from] as number);
}
