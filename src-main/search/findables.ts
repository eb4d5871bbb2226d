/**
 * What a customer is found by: words of their names, other words, and keys that are found whole or by their beginning.
 * Pure. Rows and questions are taken apart by the same functions.
 */
import { digitsOf, foldEmail, foldKey, foldText, wordsOf } from '#shared/customer/normalise.ts';
import type { Entry } from './entry.ts';
import { phoneForms } from './phone.ts';

export type Findables = { names: string[]; others: string[]; keys: string[] };

/** What a key is, by the letter in front of it. */
export const KEY_KINDS = {
  number: 'k',
  numberEnd: 'r',
  email: 'e',
  phone: 'p',
  phoneEnd: 'q',
} as const;
export type KeyKind = keyof typeof KEY_KINDS;

/** Marks a domain among the other words: no word begins so. */
export const DOMAIN = '@';

const WORD_LENGTH = 40;
const KEY_LENGTH = 48;
const ENDING_LENGTH = 4;
const SIMPLE_WORD = /^[a-z0-9]+$/;
const LETTERS_BEFORE = /^\p{L}+/u;

/** A key of a kind as it is compared; '' for an empty value, which is never a key. */
export function keyOf(kind: KeyKind, value: string): string {
  return value === '' ? '' : KEY_KINDS[kind] + value.toWellFormed().slice(0, KEY_LENGTH);
}

/** From the end, so that the last characters are a beginning. */
export function reversed(text: string): string {
  if (!SIMPLE_WORD.test(text)) return [...text].reverse().join('');
  let turned = '';
  for (let at = text.length - 1; at >= 0; at -= 1) turned += text[at];
  return turned;
}

/** The words of an address before the `@`. */
export function localWords(address: string): string[] {
  return foldWords(address.slice(0, Math.max(0, address.lastIndexOf('@'))));
}

/** What an entry and the numbers of its orders make findable. */
export function findablesOf(entry: Entry, orders: readonly string[]): Findables {
  const [number, prefix, given, family, middle, organisation, , , , emails, phones, e164, places, numbers] =
    entry;
  const names = new Set([given, family, middle, organisation].flatMap(foldWords));
  const others = new Set(foldWords(prefix));
  for (const [city, postcode] of places) {
    for (const word of [...foldWords(city), ...foldWords(postcode), foldKey(postcode)]) others.add(word);
  }
  for (const email of emails) {
    for (const word of localWords(email)) if (!names.has(word)) others.add(word);
    others.add(DOMAIN + domainOf(email));
  }
  others.delete('');
  others.delete(DOMAIN);
  const keys = new Set<string>();
  for (const text of [number, ...numbers, ...orders]) addNumber(keys, foldKey(text));
  for (const email of emails) keys.add(keyOf('email', foldEmail(email)));
  for (const phone of [...phones, ...e164]) addPhone(keys, phone);
  keys.delete('');
  return { names: [...names].map(cut), others: [...others].map(cut), keys: [...keys] };
}

/** Words of a text; most texts are one simple word already. */
export function foldWords(text: string): string[] {
  if (text === '') return [];
  const lower = text.toLowerCase();
  return SIMPLE_WORD.test(lower) ? [lower] : wordsOf(text);
}

/** What follows the `@`, folded. */
export function domainOf(address: string): string {
  return foldText(address.slice(address.lastIndexOf('@') + 1).trim());
}

function addNumber(keys: Set<string>, value: string): void {
  if (value === '') return;
  keys.add(keyOf('number', value));
  keys.add(keyOf('number', value.replace(LETTERS_BEFORE, '')));
  if (value.length > ENDING_LENGTH) keys.add(keyOf('numberEnd', reversed(value)));
}

function addPhone(keys: Set<string>, phone: string): void {
  const { international, national } = phoneForms(phone);
  keys.add(keyOf('phone', national));
  keys.add(keyOf('phoneEnd', reversed(international || national || digitsOf(phone))));
}

function cut(word: string): string {
  return word.length > WORD_LENGTH ? word.slice(0, WORD_LENGTH) : word;
}
