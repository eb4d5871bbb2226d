/** Near terms against a plain count of edits. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Dictionary, makeDictionary, termAt } from './dictionary.ts';
import { isNear } from './distance.ts';
import { nearTerms } from './edits.ts';

const word = fc.string({ unit: fc.constantFrom(...'abcé'), minLength: 1, maxLength: 9 });

function dictionaryOf(terms: string[]): Dictionary {
  const numbers = Uint32Array.from(terms, (_, at) => at);
  return makeDictionary(terms, numbers, new Uint32Array(terms.length), new Uint32Array(1));
}

it('finds exactly the terms within the distance, and those that begin within it', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(word, { minLength: 1, maxLength: 60 }),
      word,
      fc.constantFrom(1, 2),
      (terms, typed, most) => {
        const dictionary = dictionaryOf(terms);
        const { whole, begun } = nearTerms(dictionary, typed, most);
        const found = whole.map((term) => termAt(dictionary, term));
        expect(found).toEqual(terms.filter((term) => isNear(term, typed, most)).sort());
        const begins = new Set(
          begun.flatMap(([from, to]) => Array.from({ length: to - from }, (_, at) => from + at)),
        );
        const wanted = terms.filter((term) =>
          Array.from({ length: term.length + 1 }, (_, end) => term.slice(0, end)).some((part) =>
            isNear(part, typed, most),
          ),
        );
        expect([...begins].map((term) => termAt(dictionary, term)).sort()).toEqual(wanted.sort());
      },
    ),
    { numRuns: 500 },
  );
});
