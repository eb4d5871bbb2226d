/**
 * One normaliser for rows, queries and comparisons. Pure; the same text gives the same result on every desk.
 * Its version goes into the search index, which is rebuilt when it changes.
 */
export const NORMALISER_VERSION = 1;

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
const UNDECOMPOSED_PATTERN = /[ßæœøđðþłħı]/gu;

/** Case, diacritics and width folded: `Łódź` → `lodz`, `STRASSE` and `Straße` → `strasse`. */
export function foldText(text: string): string {
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
  return text
    .normalize('NFKD')
    .replace(/\P{Nd}+/gu, '')
    .replace(/[^0-9]/gu, '');
}

/** An e-mail address as it is compared: trimmed and folded for case. */
export function foldEmail(address: string): string {
  return address.trim().toLowerCase();
}

/** Letters and digits only, folded: how customer and external numbers are compared. */
export function foldKey(value: string): string {
  return foldText(value).replace(/[^\p{L}\p{N}]+/gu, '');
}
