/**
 * The tokens of the index: words as they are, and everything else under a mark of its own.
 *
 * Invariants
 * - A token holds only letters, digits and characters of the private use area, so that the tokenizer takes it
 *   as one piece and no user text can carry a mark: marks are neither letters nor digits.
 * - Rows and queries are tokenized by the same functions.
 */
import { foldEmail, foldKey } from '#shared/customer/normalise.ts';

/** What a token stands for, by the private-use character in front of it. */
const MARKS = {
  email: '\ue000',
  domain: '\ue001',
  key: '\ue002',
  phone: '\ue003',
  phoneEnd: '\ue004',
} as const;
export type MarkedKind = keyof typeof MARKS;

const PUNCTUATION = /[^\p{L}\p{N}]/gu;
/** Punctuation of an address is kept apart by code point, moved into the private use area. */
const PUNCTUATION_BASE = 0xe100;

/** A token of a kind; '' for an empty value, which is never a token. */
export function marked(kind: MarkedKind, value: string): string {
  return value === '' ? '' : MARKS[kind] + value;
}

/** An address, or the beginning of one, as one token's value. */
export function emailValue(address: string): string {
  return foldEmail(address).replace(PUNCTUATION, (sign) =>
    String.fromCharCode(PUNCTUATION_BASE + (sign.charCodeAt(0) & 0xff)),
  );
}

/** A customer or external number as one token's value. */
export function keyValue(value: string): string {
  return foldKey(value);
}

/** The digits from the end, so that the last ones are a prefix. */
export function phoneEndValue(digits: string): string {
  return [...digits].reverse().join('');
}
