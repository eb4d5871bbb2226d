/**
 * What somebody wrote about a person, without how other people are reached: an export is for the person, and a note may
 * name a neighbour. Pure.
 *
 * Invariant: what is the person's own stays. An e-mail or phone that is not known as theirs goes (GDPR, article 15 (4):
 * a copy shall not harm the rights of others).
 */
import { findPhoneNumbersInText, isSupportedCountry } from 'libphonenumber-js/min';

export const LEFT_OUT = '[left out: how somebody else is reached]';

const EMAIL = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
/** Of two ways to write a number, the end is the same: `+44 20 7946 0000` and `020 7946 0000`. */
const SAME_DIGITS = 7;

/** How the person is reached: addresses and numbers as they were typed, and the country in which numbers are read. */
export type Own = { emails: readonly string[]; phones: readonly string[]; country: string };

/** The text with `LEFT_OUT` in place of each e-mail and phone of somebody else. */
export function redactOthers(text: string, own: Own): string {
  const emails = new Set(own.emails.map((address) => address.toLowerCase()));
  const known = text.replace(EMAIL, (found) => (emails.has(found.toLowerCase()) ? found : LEFT_OUT));
  return withoutPhones(known, own);
}

function withoutPhones(text: string, { phones, country }: Own): string {
  const ends = new Set(phones.map(endOf));
  const options = isSupportedCountry(country) ? { defaultCountry: country, v2: true as const } : undefined;
  const found = options ? findPhoneNumbersInText(text, options) : findPhoneNumbersInText(text);
  return found
    .filter(({ number }) => !ends.has(endOf(number.number)))
    .reduceRight(
      (left, { startsAt, endsAt }) => left.slice(0, startsAt) + LEFT_OUT + left.slice(endsAt),
      text,
    );
}

function endOf(number: string): string {
  return number.replace(/\D/gu, '').slice(-SAME_DIGITS);
}

/** The names of fields that staff write freely into. */
const FREE_TEXT = new Set(['text', 'notes', 'resolution', 'why']);

/** The value with every free text in it redacted, however deep. */
export function withoutOthers<T>(value: T, own: Own): T {
  return walk(value, own, false) as T;
}

function walk(value: unknown, own: Own, isFree: boolean): unknown {
  if (typeof value === 'string') return isFree ? redactOthers(value, own) : value;
  if (Array.isArray(value)) return value.map((one) => walk(one, own, isFree));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, walk(inner, own, FREE_TEXT.has(key))]),
  );
}
