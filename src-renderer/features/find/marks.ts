/** Where in a text the folded words of a query are, so that `lodz` marks `Łódź`. Pure. */

import type { Range } from '#renderer/components/marked-text.tsx';
import { foldText } from '#shared/customer/normalise.ts';

const WORD_CHAR = /[\p{L}\p{N}]/u;
const DIGITS_ONLY = /^\d+$/;
const LONE_LETTER = /^\p{L}$/u;
const SHORTEST_COMPACT = 3;

/** A folded character and the part of the original text it came from. */
type Folded = { char: string; start: number; end: number };

/**
 * The parts of `text` to mark: every word of it that begins with a word of the query; failing that, the query
 * without its spaces and signs, as it is found in a phone or customer number. A letter before digits (`C-1000`) is part of a
 * number, and begins no name.
 */
export function markRanges(text: string, words: readonly string[]): Range[] {
  if (text === '' || words.length === 0) return [];
  const folded = fold(text);
  const numbers = words.flatMap((_, at) => numberAt(words, at) ?? []);
  const names = words.filter((_, at) => !numberAt(words, at) && !numberAt(words, at - 1));
  const found = [
    ...names.flatMap((word) => wordStarts(folded, word)),
    ...numbers.flatMap((number) => compact(folded, [number])),
  ];
  return joined(found.length > 0 ? found : compact(folded, words));
}

/** A lone letter and the digits after it, as one. */
function numberAt(words: readonly string[], at: number): string | null {
  const [letter = '', digits = ''] = words.slice(Math.max(at, 0), at + 2);
  return LONE_LETTER.test(letter) && DIGITS_ONLY.test(digits) ? letter + digits : null;
}

/** Folds a text character by character, so that each folded character knows where it came from. */
function fold(text: string): Folded[] {
  let at = 0;
  return [...text].flatMap((char) => {
    const start = at;
    at += char.length;
    return [...foldText(char)].map((one) => ({ char: one, start, end: start + char.length }));
  });
}

function wordStarts(folded: Folded[], word: string): Range[] {
  const wanted = [...word];
  return folded.flatMap((_, at) => {
    const before = folded[at - 1];
    if (before && WORD_CHAR.test(before.char)) return [];
    return matchAt(folded, wanted, at);
  });
}

function compact(folded: Folded[], words: readonly string[]): Range[] {
  const wanted = [...words.join('')];
  if (wanted.length < SHORTEST_COMPACT) return [];
  const kept = DIGITS_ONLY.test(words.join('')) ? /\d/ : WORD_CHAR;
  const signless = folded.filter(({ char }) => kept.test(char));
  for (const at of signless.keys()) {
    const range = matchAt(signless, wanted, at);
    if (range.length > 0) return range;
  }
  return [];
}

function matchAt(folded: Folded[], wanted: string[], at: number): Range[] {
  const part = folded.slice(at, at + wanted.length);
  const [first, last] = [part[0], part.at(-1)];
  if (!first || !last || part.length < wanted.length) return [];
  return part.every(({ char }, step) => char === wanted[step]) ? [[first.start, last.end]] : [];
}

/** Sorted, and those that touch or overlap made one. */
function joined(ranges: Range[]): Range[] {
  const result: Range[] = [];
  for (const range of ranges.toSorted((a, b) => a[0] - b[0])) {
    const last = result.at(-1);
    if (last && range[0] <= last[1]) result[result.length - 1] = [last[0], Math.max(last[1], range[1])];
    else result.push(range);
  }
  return result;
}
