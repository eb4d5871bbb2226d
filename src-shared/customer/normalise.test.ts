import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digitsOf, foldKey, foldText, wordsOf } from './normalise.ts';

describe('normalising', () => {
  it.each([
    ['Straße', 'strasse'],
    ['STRASSE', 'strasse'],
    ['İstanbul', 'istanbul'],
    ['Łódź', 'lodz'],
    ['Ørsted', 'orsted'],
    ['Müller', 'muller'],
    ['Mu\u0308ller', 'muller'],
    ['ＡＢＣ', 'abc'],
  ])('folds %s to %s', (text, folded) => expect(foldText(text)).toBe(folded));

  it('is idempotent and gives the same for composed and decomposed text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(foldText(foldText(text))).toBe(foldText(text));
        expect(foldText(text.normalize('NFC'))).toBe(foldText(text.normalize('NFD')));
      }),
    );
  });

  it('splits into words of any script', () => {
    expect(wordsOf("O'Brien-Smith 中村 αβγ, 42")).toEqual(['o', 'brien', 'smith', '中村', 'αβγ', '42']);
  });

  it('keeps the digits only', () => {
    expect(digitsOf('+49 (0)30/12-34')).toBe('490301234');
    expect(foldKey('C-100 042/x')).toBe('c100042x');
  });
});
