/**
 * From what a user typed to what is asked of the index.
 *
 * Invariant: user text is never syntax. Every token that leaves here is made of letters, digits and marks
 * (see `tokens.ts`), and there is a bounded number of them.
 */
import { digitsOf, foldEmail, wordsOf } from '#shared/customer/normalise.ts';
import { phoneForms } from './phone.ts';
import { emailValue, keyValue, marked, phoneEndValue } from './tokens.ts';

/** What is looked at of a longer text. Not the contract's constant, whose module would load all of it. */
const TEXT_LIMIT = 200;
const PART_LIMIT = 6;
/** Below these, numbers and addresses match too much to be of use. */
const KEY_LENGTH = 3;
const PHONE_END_LENGTH = 4;
const ONLY_LETTERS = /^[\p{L}\p{M}]+$/u;
const PHONE_TEXT = /^[+\d\s()./-]+$/u;

/** One part of the text, in all the ways it may be meant. Empty values mean: not meant this way. */
export type Part = {
  words: string[];
  key: string;
  email: string;
  domain: string;
  phones: string[];
  phoneEnd: string;
};

export type Parsed = {
  /** Parts that must all match. */
  parts: Part[];
  /** The folded words of the text, for marking. */
  words: string[];
};

/** Splits at spaces; a text of digits and phone punctuation is one part. */
export function parseText(text: string): Parsed {
  const cut = text.slice(0, TEXT_LIMIT).trim();
  const pieces = isPhone(cut) ? [cut] : cut.split(/[\s,;]+/u);
  const parts = pieces.map(pieces.length > 1 ? partBesideOthers : partOf).filter(isAsked);
  return { parts: parts.slice(0, PART_LIMIT), words: wordsOf(cut).slice(0, PART_LIMIT) };
}

/** A piece with an `@` is meant as an address and as nothing else. */
function partOf(piece: string): Part {
  const words = piece.includes('@') ? [] : wordsOf(piece).slice(0, PART_LIMIT);
  const key = keyValue(piece);
  const long = key.length >= KEY_LENGTH;
  return {
    words,
    key: long ? key : '',
    email: long && !piece.startsWith('@') ? emailValue(piece) : '',
    domain: long ? domainOf(piece) : '',
    ...phonesOf(piece),
  };
}

/** Beside other parts, letters alone are a word of a name or place: all addresses that begin so are too many. */
function partBesideOthers(piece: string): Part {
  const part = partOf(piece);
  return ONLY_LETTERS.test(piece) ? { ...part, key: '', email: '' } : part;
}

function isAsked(part: Part): boolean {
  return part.words.length > 0 || keyTokensOf(part).length > 0;
}

/** What follows the `@`, when nothing precedes it, or a piece that looks like a domain. */
function domainOf(piece: string): string {
  const at = piece.indexOf('@');
  if (at > 0 || (at < 0 && !piece.includes('.'))) return '';
  return emailValue(foldEmail(piece).slice(at + 1));
}

function phonesOf(piece: string): Pick<Part, 'phones' | 'phoneEnd'> {
  const digits = digitsOf(piece);
  if (!isPhone(piece)) return { phones: [], phoneEnd: '' };
  const { international, national } = phoneForms(piece);
  const phones = [...new Set([international, national])].filter((form) => form.length >= KEY_LENGTH);
  return { phones, phoneEnd: digits.length >= PHONE_END_LENGTH ? phoneEndValue(digits) : '' };
}

function isPhone(text: string): boolean {
  return PHONE_TEXT.test(text) && digitsOf(text).length >= KEY_LENGTH;
}

/** The marked tokens of a part, apart from its words. */
export function keyTokensOf({ key, email, domain, phones }: Part): string[] {
  const tokens = [
    marked('key', key),
    marked('email', email),
    marked('domain', domain),
    ...phones.map((digits) => marked('phone', digits)),
  ];
  return tokens.filter(Boolean);
}
