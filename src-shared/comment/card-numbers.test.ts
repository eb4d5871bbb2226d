import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findCardNumbers, hasCardNumber, maskCardNumbers } from './card-numbers.ts';

/** Prefix and length of the schemes, independent of how the rule lists them. */
const SCHEMES: readonly (readonly [prefix: string, length: number])[] = [
  ['4', 13],
  ['4', 16],
  ['4', 19],
  ['51', 16],
  ['55', 16],
  ['2221', 16],
  ['2720', 16],
  ['34', 15],
  ['37', 15],
  ['36', 14],
  ['305', 14],
  ['6011', 16],
  ['65', 16],
  ['3528', 16],
  ['3589', 16],
  ['62', 19],
  ['2202', 16],
  ['6759', 18],
];

/** The digit that makes the number valid, by the double-and-add table. */
function withCheckDigit(payload: string): string {
  const doubled = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9];
  const sum = [...payload]
    .reverse()
    .map((digit, at) => (at % 2 === 0 ? (doubled[Number(digit)] ?? 0) : Number(digit)))
    .reduce((total, value) => total + value, 0);
  return payload + String((10 - (sum % 10)) % 10);
}

const digit = fc.integer({ min: 0, max: 9 }).map(String);
const card = fc
  .constantFrom(...SCHEMES)
  .chain(([prefix, length]) =>
    fc
      .array(digit, { minLength: length - prefix.length - 1, maxLength: length - prefix.length - 1 })
      .map((rest) => withCheckDigit(prefix + rest.join(''))),
  );
const separator = fc.constantFrom('', '', ' ', '-', '.', '\u00a0', ' - ', '/', '\n', '\u2009', '–');
const spaced = (number: string) =>
  fc
    .array(separator, { minLength: number.length - 1, maxLength: number.length - 1 })
    .map((between) => [...number].map((one, at) => one + (between[at] ?? '')).join(''));
const words = fc.constantFrom('', 'Card: ', 'Paid with ', 'Ref 12 ', 'he said (', 'x', '€ 5,00; ');
const anywhere = fc.tuple(
  words,
  card.chain(spaced),
  fc.constantFrom('', '.', ' thanks', ') ', ', exp 12/29'),
);

describe('card numbers in free text', () => {
  it('are found however they are spaced, wherever they stand', () => {
    fc.assert(
      fc.property(anywhere, ([before, number, after]) => {
        const found = findCardNumbers(before + number + after);
        expect(found.length).toBeGreaterThan(0);
      }),
      { numRuns: 2000 },
    );
  });

  it('are found in other scripts', () => {
    const arabic = [...'4111111111111111'].map((one) => String.fromCodePoint(0x660 + Number(one))).join('');
    const wide = [...'4111111111111111'].map((one) => String.fromCodePoint(0xff10 + Number(one))).join('');
    expect([hasCardNumber(arabic), hasCardNumber(wide)]).toEqual([true, true]);
  });

  it('are masked to their last four digits, and what was masked is none any more', () => {
    expect(maskCardNumbers('Card 4111 1111 1111 1111, ok')).toBe('Card •••• •••• •••• 1111, ok');
    fc.assert(
      fc.property(anywhere, ([before, number, after]) => {
        expect(hasCardNumber(maskCardNumbers(before + number + after))).toBe(false);
      }),
    );
  });

  it('are not what fails the check digit', () => {
    fc.assert(
      fc.property(card, (number) => {
        const wrong = number.slice(0, -1) + String((Number(number.at(-1)) + 1) % 10);
        expect(hasCardNumber(wrong)).toBe(false);
      }),
    );
  });

  it('are not phone numbers, dates, amounts and numbers of orders', () => {
    const harmless = [
      '+4915112345678',
      '+49 151 1234 5674',
      '0049 4111 111 111',
      '00 49 151 1234 5678',
      'C-100042, SO-2026-004711, RMA 30021',
      '2026-11-22 12:03:55, 2026-11-23 09:15:00',
      '1,000.00 4,111.11 1,111.11 1,111.11',
      'DE89 3704 0044 0532 0130 00',
    ];
    expect(harmless.filter(hasCardNumber)).toEqual([]);
  });
});
