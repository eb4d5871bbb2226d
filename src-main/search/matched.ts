/** Which field of a row answered, for the mark in the list and for ranking. Pure. */
import type { SearchHit } from '#shared/api/customer.ts';
import type { Part } from './parse.ts';
import type { Findable } from './row.ts';
import { emailValue, phoneEndValue } from './tokens.ts';

export type Matched = SearchHit['matched'];

/** In the order in which equal matches are ranked. */
const TESTS: readonly (readonly [Matched, (find: Findable, part: Part) => boolean])[] = [
  ['name', (find, part) => beginAll(find.name, part.words)],
  ['organisation', (find, part) => beginAll(find.organisation, part.words)],
  [
    'number',
    (find, { key }) =>
      key !== '' && [find.number, ...find.otherNumbers].some((number) => number.includes(key)),
  ],
  ['externalId', (find, { key }) => key !== '' && find.externalId.startsWith(key)],
  ['phone', (find, part) => find.phones.some((digits) => isPhoneOf(digits, part))],
  ['email', (find, part) => find.emails.some((email) => isEmailOf(email, part))],
  ['place', (find, part) => beginAll(find.place, part.words)],
];

export const MATCH_ORDER: readonly Matched[] = [...TESTS.map(([kind]) => kind), 'none'];

/** The field for all parts together: the least prominent of those that the parts need. */
export function matchedField(find: Findable, parts: readonly Part[]): Matched {
  const ranks = parts.map((part) => MATCH_ORDER.indexOf(fieldOf(find, part)));
  return MATCH_ORDER[Math.max(...ranks)] ?? 'none';
}

function fieldOf(find: Findable, part: Part): Matched {
  return TESTS.find(([, test]) => test(find, part))?.[0] ?? 'none';
}

function beginAll(candidates: string[], words: string[]): boolean {
  if (words.length === 0) return false;
  return words.every((word) => candidates.some((candidate) => candidate.startsWith(word)));
}

function isPhoneOf(digits: string, { phones, phoneEnd }: Part): boolean {
  if (phones.some((form) => digits.startsWith(form))) return true;
  return phoneEnd !== '' && phoneEndValue(digits).startsWith(phoneEnd);
}

function isEmailOf(email: string, { email: typed, domain }: Part): boolean {
  const value = emailValue(email);
  const host = emailValue(email.slice(email.lastIndexOf('@') + 1));
  return (typed !== '' && value.startsWith(typed)) || (domain !== '' && host.startsWith(domain));
}
