/**
 * What a customer may be saved with. The same function speaks in the form, in main and on the server, so that
 * no one of them is stricter than the others.
 */
import type { FieldIssue } from '../api/errors.ts';
import { digitsOf, foldEmail } from './normalise.ts';
import { type AddressElement, CUSTOMER_LIMITS, type CustomerEditable } from './schema.ts';

type Code = FieldIssue['code'];

/** Local part up to 64, a dot in the domain, no white space: what mail servers agree on (RFC 5321 4.5.3.1). */
const EMAIL = /^[^\s@]{1,64}@[^\s@.]+(?:\.[^\s@.]+)+$/u;
/** Digits with the marks people write between them, and an extension. */
const PHONE = /^\+?[\d\s()./-]{3,}(?:\s*(?:x|ext\.?|#)\s*\d{1,6})?$/iu;
const COUNTRY = /^[A-Z]{2}$/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/u;

/** True when the text holds a control character or half a surrogate pair, which no database column takes. */
export function hasForbiddenCharacters(text: string): boolean {
  return CONTROL.test(text) || !text.isWellFormed();
}

function textIssue(text: string, limit: number): Code | null {
  if (hasForbiddenCharacters(text)) return 'control';
  return text.length > limit ? 'tooLong' : null;
}

function emailIssue(address: string): Code | null {
  if (address.trim() === '') return 'required';
  return textIssue(address, CUSTOMER_LIMITS.email) ?? (EMAIL.test(address.trim()) ? null : 'email');
}

function phoneIssue(number: string): Code | null {
  if (number.trim() === '') return 'required';
  const digits = digitsOf(number).length;
  const plausible = PHONE.test(number.trim()) && digits >= 3 && digits <= 20;
  return textIssue(number, CUSTOMER_LIMITS.phone) ?? (plausible ? null : 'phone');
}

function addressIssues(address: AddressElement, path: string): FieldIssue[] {
  const empty = address.lines.every((line) => line.trim() === '') && address.city.trim() === '';
  const texts: [string, string, number][] = [
    ...address.lines.map((line, at): [string, string, number] => [`lines.${at}`, line, CUSTOMER_LIMITS.line]),
    ['city', address.city, CUSTOMER_LIMITS.name],
    ['postcode', address.postcode, 20],
    ['nickname', address.nickname, CUSTOMER_LIMITS.label],
  ];
  return [
    ...(empty ? [issue(`${path}.lines.0`, 'required')] : []),
    ...texts.flatMap(([field, text, limit]) => issues(`${path}.${field}`, textIssue(text, limit))),
    ...(COUNTRY.test(address.country) ? [] : [issue(`${path}.country`, 'country')]),
  ];
}

function issue(path: string, code: Code): FieldIssue {
  return { path, code };
}

function issues(path: string, code: Code | null): FieldIssue[] {
  return code ? [issue(path, code)] : [];
}

function duplicates(path: string, keys: string[]): FieldIssue[] {
  return keys.flatMap((key, at) =>
    key !== '' && keys.indexOf(key) < at ? [issue(path.replace('#', `${at}`), 'duplicate')] : [],
  );
}

/**
 * All that keeps the customer from being saved, in the order of the form; empty when it may be saved.
 * A customer needs a family name or an organisation; every contact point must be complete and there once.
 */
export function validateCustomer(customer: CustomerEditable): FieldIssue[] {
  const nameless =
    customer.family.trim() === '' && customer.given.trim() === '' && customer.organisation.trim() === '';
  const { name, label } = CUSTOMER_LIMITS;
  return [
    ...issues('prefix', textIssue(customer.prefix, 20)),
    ...issues('given', textIssue(customer.given, name)),
    ...(nameless ? [issue('family', 'required')] : issues('family', textIssue(customer.family, name))),
    ...issues('organisation', textIssue(customer.organisation, name)),
    ...issues('language', textIssue(customer.language, 10)),
    ...customer.emails.flatMap((email, at) => [
      ...issues(`emails.${at}.address`, emailIssue(email.address)),
      ...issues(`emails.${at}.label`, textIssue(email.label, label)),
    ]),
    ...duplicates(
      'emails.#.address',
      customer.emails.map((email) => foldEmail(email.address)),
    ),
    ...customer.phones.flatMap((phone, at) => [
      ...issues(`phones.${at}.number`, phoneIssue(phone.number)),
      ...issues(`phones.${at}.label`, textIssue(phone.label, label)),
    ]),
    ...duplicates(
      'phones.#.number',
      customer.phones.map((phone) => digitsOf(phone.number)),
    ),
    ...customer.addresses.flatMap((address, at) => addressIssues(address, `addresses.${at}`)),
  ];
}
