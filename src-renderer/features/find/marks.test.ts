import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wordsOf } from '#shared/customer/normalise.ts';
import { markRanges } from './marks.ts';

const marked = (text: string, query: string) =>
  markRanges(text, wordsOf(query)).map(([start, end]) => text.slice(start, end));

describe('marking the match', () => {
  it.each([
    ['Łódź Straße', 'lodz str', ['Łódź', 'Str']],
    ['Mu\u0308ller', 'mull', ['Mu\u0308ll']],
    ['Anna Smith-Jones', 'jo', ['Jo']],
    ['Anna Susanna', 'anna', ['Anna']],
    ['+49 30 / 12-345', '301234', ['30 / 12-34']],
    ['C-100042', 'c100042', ['C-100042']],
    ['C-100042', 'C-1000', ['C-1000']],
    ['Café Camilla', 'C-1000', []],
    ['Camilla', 'cam c-1000', ['Cam']],
    ['anna.smith@example.org', 'smi ex', ['smi', 'ex']],
    ['中村 健', '中', ['中']],
    ['Anna', 'x', []],
    ['', 'anna', []],
    ['Anna', '', []],
  ])('%s for %s', (text, query, parts) => expect(marked(text, query)).toEqual(parts));

  it('gives ranges in order, apart, and inside the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (text, query) => {
        let before = -1;
        for (const [start, end] of markRanges(text, wordsOf(query))) {
          expect(start).toBeGreaterThan(before);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          before = end;
        }
      }),
    );
  });
});
