/**
 * Phone numbers as they are found: the same number is typed with and without country code and trunk zero.
 *
 * Source of the country code lengths: ITU-T E.164 assigned codes; zones 1 and 7 have one digit, the codes
 * listed here two, all others three.
 */
import { digitsOf } from '#shared/customer/normalise.ts';

const ONE_DIGIT = /^[17]/;
const TWO_DIGITS = /^(?:2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/;

export type PhoneForms = {
  /** Country code and national number; '' when the number does not say its country. */
  international: string;
  /** Without country code and trunk zeros. */
  national: string;
};

/** The forms of a number as typed: `+49 (0)30 1234` → `49301234` and `301234`. */
export function phoneForms(number: string): PhoneForms {
  const text = number.trim().replace(/\(0\)/g, '');
  const digits = digitsOf(text);
  const abroad = text.startsWith('+') ? digits : digits.startsWith('00') ? digits.slice(2) : '';
  if (abroad === '') return { international: '', national: trimZeros(digits) };
  const national = trimZeros(abroad.slice(codeLength(abroad)));
  return { international: abroad.slice(0, codeLength(abroad)) + national, national };
}

function codeLength(digits: string): number {
  if (ONE_DIGIT.test(digits)) return 1;
  return TWO_DIGITS.test(digits) ? 2 : 3;
}

function trimZeros(digits: string): string {
  return digits.replace(/^0+/, '');
}
