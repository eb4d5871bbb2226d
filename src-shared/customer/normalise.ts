/**
 * One normaliser for rows, queries and comparisons. Pure; the same text gives the same result on every desk.
 * Its version goes into the search index, which is rebuilt when it changes.
 */
import { asciiEmail } from './email-address.ts';

export const NORMALISER_VERSION = 2;

/** Letters that Unicode does not decompose but people type without their marks. */
const UNDECOMPOSED: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
};
// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is what this means
const ASCII = /^[\u0000-\u007f]*$/u;
const UNDECOMPOSED_PATTERN = /[ßæœøđðþłħı]/gu;

/** Case, diacritics and width folded: `Łódź` → `lodz`, `STRASSE` and `Straße` → `strasse`. */
export function foldText(text: string): string {
  // Most texts; there is nothing in them to fold but case.
  if (ASCII.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/\p{M}+/gu, '')
    .replace(UNDECOMPOSED_PATTERN, (letter) => UNDECOMPOSED[letter] ?? letter);
}

/** The folded words of a text: runs of letters and digits of any script. */
export function wordsOf(text: string): string[] {
  return foldText(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** The decimal digits of a text, of any script, as ASCII. */
export function digitsOf(text: string): string {
  // Of other scripts only digits that decompose into ours count, such as those of full width.
  return (ASCII.test(text) ? text : text.normalize('NFKD')).replace(/[^0-9]+/gu, '');
}

/** An e-mail address as it is compared: trimmed, folded for case, its domain as it is looked up. */
export function foldEmail(address: string): string {
  return asciiEmail(address.trim());
}

/**
 * As it is compared, and as it is written in lower case: for what is looked up in texts, and among keys that were made
 * before domains were compared as they are looked up.
 */
export function emailForms(address: string): string[] {
  return [...new Set([foldEmail(address), address.trim().toLowerCase()])];
}

/** Letters and digits only, folded: how customer and external numbers are compared. */
export function foldKey(value: string): string {
  return foldText(value).replace(/[^\p{L}\p{N}]+/gu, '');
}
