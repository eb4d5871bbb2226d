/**
 * From what a user typed to what is asked of a segment.
 *
 * Invariant: user text is never syntax, and there is a bounded number of pieces, words and keys of bounded length.
 */
import { digitsOf, foldEmail, foldKey, wordsOf } from '#shared/customer/normalise.ts';
import { DOMAIN, domainOf, foldWords, type KeyKind, keyOf, localWords, reversed } from './findables.ts';
import { keyBytes } from './key-blocks.ts';
import { phoneForms } from './phone.ts';

/** What is looked at of a longer text. Not the contract's constant, whose module would load all of it. */
const TEXT_LIMIT = 200;
const PIECE_LIMIT = 6;
const WORD_LIMIT = 40;
/** Below these, numbers and addresses match too much to be of use. */
const KEY_LENGTH = 3;
const ENDING_LENGTH = 4;
const WHOLE_PHONE_LENGTH = 7;
const ONLY_LETTERS = /^[\p{L}\p{M}'’.-]+$/u;
const PHONE_TEXT = /^[+\d\s()./-]+$/u;

/** A key to look up: how good a match it is, and whether it must be the whole key. */
export type KeyAsked = { bytes: string; step: number; whole: boolean };

/** One part of the text: all of its words, or the beginning of a domain, or one of its keys. */
export type Piece = { words: string[]; domain: string; keys: KeyAsked[]; isAddress?: true };

export type Question = {
  /** Pieces that must all match. */
  pieces: Piece[];
  /** The folded words of the text, for marking. */
  words: string[];
};

/** Splits at spaces; a text of digits and phone punctuation is one piece. */
export function questionOf(text: string): Question {
  const cut = text.slice(0, TEXT_LIMIT).trim();
  const parts = isPhone(cut) ? [cut] : cut.split(/[\s,;]+/u).filter(Boolean);
  const pieces = parts.slice(0, PIECE_LIMIT).map((part) => pieceOf(part, parts.length > 1));
  return { pieces: pieces.filter(isAsked), words: wordsOf(cut).slice(0, PIECE_LIMIT) };
}

/** Beside other parts, letters alone are a word of a name or place: all numbers that begin so are too many. */
function pieceOf(part: string, besideOthers: boolean): Piece {
  if (part.includes('@')) return addressPiece(part);
  const words = foldWords(part)
    .slice(0, PIECE_LIMIT)
    .map((word) => word.slice(0, WORD_LIMIT));
  if (besideOthers && ONLY_LETTERS.test(part)) return { words, domain: '', keys: [] };
  return { words, domain: domainIn(part), keys: [...numberKeys(part), ...phoneKeys(part)] };
}

/** With an `@` it is an address and nothing else: whole, or words of what is before it and the beginning of the domain. */
function addressPiece(part: string): Piece {
  const whole = asked('email', foldEmail(part), 0, true);
  const domain = domainOf(part);
  const words = [...localWords(part).slice(0, PIECE_LIMIT), ...(domain ? [DOMAIN + domain] : [])];
  return { words: words.map((word) => word.slice(0, WORD_LIMIT)), domain: '', keys: whole, isAddress: true };
}

function domainIn(part: string): string {
  return part.includes('.') && part.length > KEY_LENGTH ? DOMAIN + domainOf(part).slice(0, WORD_LIMIT) : '';
}

function numberKeys(part: string): KeyAsked[] {
  const key = foldKey(part);
  if (key.length < KEY_LENGTH) return [];
  const ending = key.length >= ENDING_LENGTH ? asked('numberEnd', reversed(key), 2, false) : [];
  return [...asked('number', key, 0, true), ...asked('number', key, 2, false), ...ending];
}

function phoneKeys(part: string): KeyAsked[] {
  const digits = digitsOf(part);
  if (!isPhone(part)) return [];
  const { international, national } = phoneForms(part);
  const ending =
    digits.length >= ENDING_LENGTH ? asked('phoneEnd', reversed(international || digits), 1, false) : [];
  const whole = national.length >= WHOLE_PHONE_LENGTH ? asked('phone', national, 0, true) : [];
  const begun = national.length >= KEY_LENGTH ? asked('phone', national, 2, false) : [];
  return [...whole, ...ending, ...begun];
}

function asked(kind: KeyKind, value: string, step: number, whole: boolean): KeyAsked[] {
  const key = keyOf(kind, value);
  return key === '' ? [] : [{ bytes: keyBytes(key), step, whole }];
}

function isPhone(text: string): boolean {
  return PHONE_TEXT.test(text) && digitsOf(text).length >= KEY_LENGTH;
}

function isAsked({ words, domain, keys }: Piece): boolean {
  return words.length > 0 || domain !== '' || keys.length > 0;
}

/** What is left of a question where only whole numbers and addresses may be asked for. */
export function wholeKeysOnly({ pieces, words }: Question): Question {
  const [piece, ...others] = pieces;
  const keys = piece && others.length === 0 ? piece.keys.filter(({ whole }) => whole) : [];
  return { pieces: keys.length > 0 ? [{ words: [], domain: '', keys }] : [], words };
}
