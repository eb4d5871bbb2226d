/**
 * What a customer may be saved with. The same function speaks in the form, in main and on the server, so that
 * no one of them is stricter than the others.
 */
import type { FieldIssue } from '../api/errors.ts';
import { CONTROL_DEFAULTS, type ControlValues } from '../configuration/controls.ts';
import { preferenceIssues } from '../preference/validate.ts';
import { same } from '../sync/three-way.ts';
import { isCurrent } from './address-book.ts';
import { birthIssue } from './birth.ts';
import type { AddressElement, PhoneElement } from './contact-points.ts';
import { asciiDomain } from './email-address.ts';
import { FIELDS, type FieldKind, valueAt } from './field-registry.ts';
import { CUSTOMER_LIMITS } from './limits.ts';
import { digitsOf, foldEmail, foldKey, foldText } from './normalise.ts';
import { primaryIssues } from './one-primary.ts';
import { isImpossiblePhone, phoneCountry } from './phone.ts';
import { photoIssue } from './photo.ts';
import type { CustomerEditable } from './schema.ts';

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

/** What is wrong with an e-mail address, or null. */
export function emailIssue(address: string): Code | null {
  if (address.trim() === '') return 'required';
  return textIssue(address, CUSTOMER_LIMITS.email) ?? (EMAIL.test(looked(address.trim())) ? null : 'email');
}

/** The address with the domain as it is looked up, or with none where it cannot be. */
function looked(address: string): string {
  const at = address.lastIndexOf('@') + 1;
  return address.slice(0, at) + asciiDomain(address.slice(at));
}

/** What is wrong with a phone number as it was typed, or null. */
export function phoneIssue(number: string): Code | null {
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
    ['region', address.region, CUSTOMER_LIMITS.name],
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

/** What a save is judged by beside the customer itself. */
export type SaveRules = {
  /** Control MIN_AGE: younger people may not be registered. */
  minimumAge: number;
  /** The calendar day, `YYYY-MM-DD`. */
  today: string;
  /** What is stored now; what it holds already is not refused again for age. Null for a new customer. */
  before: CustomerEditable | null;
};

/** The rules of this day under the controls as they stand. */
export function saveRules(
  before: CustomerEditable | null,
  { MIN_AGE }: Pick<ControlValues, 'MIN_AGE'> = CONTROL_DEFAULTS,
): SaveRules {
  return { minimumAge: MIN_AGE, today: new Date().toISOString().slice(0, 10), before };
}

/**
 * All that keeps the customer from being saved, in the order of the form; empty when it may be saved.
 * A customer needs a family name or an organisation; every contact point must be complete and there once. A new one
 * needs a way to be reached or identified besides. What was stored before by other rules, such as those of a file that
 * was loaded, is not refused as long as nobody touches it.
 */
export function validateCustomer(customer: CustomerEditable, rules: SaveRules): FieldIssue[] {
  return allIssues(customer, rules).filter(({ path }) => isTouched(path, customer, rules.before));
}

const NAMES: readonly (keyof CustomerEditable)[] = ['given', 'family', 'organisation'];

function isTouched(path: string, customer: CustomerEditable, before: CustomerEditable | null): boolean {
  if (before === null) return true;
  const [property] = path.split('.') as [keyof CustomerEditable];
  const touching = NAMES.includes(property) ? NAMES : [property];
  return touching.some((name) => !same(customer[name], before[name]));
}

function allIssues(customer: CustomerEditable, rules: SaveRules): FieldIssue[] {
  const { label } = CUSTOMER_LIMITS;
  return [
    ...textIssues(customer),
    ...issues('photo', photoIssue(customer.photo)),
    ...customer.emails.flatMap((email, at) => [
      ...issues(`emails.${at}.address`, emailIssue(email.address)),
      ...issues(`emails.${at}.label`, textIssue(email.label, label)),
    ]),
    ...duplicates(
      'emails.#.address',
      customer.emails.map((email) => foldEmail(email.address)),
    ),
    ...customer.phones.flatMap((phone, at) => [
      ...issues(`phones.${at}.number`, phoneIssue(phone.number) ?? lengthIssue(phone, customer, rules)),
      ...issues(`phones.${at}.label`, textIssue(phone.label, label)),
    ]),
    ...duplicates(
      'phones.#.number',
      customer.phones.map((phone) => digitsOf(phone.number)),
    ),
    ...customer.addresses.flatMap((address, at) =>
      isCurrent(address) ? addressIssues(address, `addresses.${at}`) : [],
    ),
    ...duplicates(
      'addresses.#.nickname',
      customer.addresses.map((address) => (isCurrent(address) ? foldText(address.nickname.trim()) : '')),
    ),
    ...primaryIssues(customer),
    ...identifierIssues(customer),
    ...demographicIssues(customer, rules),
    ...preferenceIssues(customer),
    ...(rules.before === null && !isReachable(customer) ? [issue('emails', 'unreachable')] : []),
  ];
}

/** A number that the customer has, or had, is not refused again: nobody typed it now. */
function lengthIssue(
  { number }: PhoneElement,
  customer: CustomerEditable,
  { before }: SaveRules,
): Code | null {
  const former = before?.formerPoints.filter(({ kind }) => kind === 'phone') ?? [];
  const known = [...(before?.phones.map((phone) => phone.number) ?? []), ...former.map(({ value }) => value)];
  if (known.includes(number)) return null;
  return isImpossiblePhone(number, phoneCountry(customer, '')) ? 'phoneImpossible' : null;
}

/** The single-line and longer texts of the registry; a name or an organisation must be among them. */
function textIssues(customer: CustomerEditable): FieldIssue[] {
  const isNameless = [customer.family, customer.given, customer.organisation].every(
    (text) => text.trim() === '',
  );
  return FIELDS.flatMap(({ path, kind }) => {
    const value = valueAt(customer, path);
    if (path === 'family' && isNameless) return [issue(path, 'required')];
    if (typeof value !== 'string' || !TEXT_KINDS.has(kind)) return [];
    return issues(path, textIssue(value, limitOf(path)));
  });
}

const TEXT_KINDS: ReadonlySet<FieldKind> = new Set(['text', 'longText', 'language', 'currency', 'timeZone']);
const LIMITS: Readonly<Record<string, number>> = {
  prefix: 20,
  suffix: 20,
  language: 10,
  timeZone: 60,
  'userProfile.currency': 3,
  'userProfile.description': CUSTOMER_LIMITS.text,
};

/** How many characters a text field takes. */
export function limitOf(path: string): number {
  return LIMITS[path] ?? CUSTOMER_LIMITS.name;
}

function identifierIssues({ identifiers }: CustomerEditable): FieldIssue[] {
  const keys = identifiers.map(({ kind, system, value }) => `${kind} ${foldKey(system)} ${foldKey(value)}`);
  return [
    ...identifiers.flatMap(({ system, value }, at) => [
      ...issues(`identifiers.${at}.value`, value.trim() === '' ? 'required' : textIssue(value, 80)),
      ...issues(`identifiers.${at}.system`, textIssue(system, 40)),
    ]),
    ...duplicates('identifiers.#.value', keys),
  ];
}

function demographicIssues(
  { demographics }: CustomerEditable,
  { minimumAge, today, before }: SaveRules,
): FieldIssue[] {
  const { birth, householdSize, children, interests } = demographics;
  const isNew = !same(birth, before?.demographics.birth ?? null);
  const found = birth && birthIssue(birth, isNew ? minimumAge : 0, today);
  return [
    ...issues('demographics.birth', found),
    ...issues('demographics.householdSize', countIssue(householdSize, 1, 50)),
    ...issues('demographics.children', countIssue(children, 0, 30)),
    ...issues(
      'demographics.interests',
      interests.map((text) => textIssue(text, CUSTOMER_LIMITS.label)).find(Boolean) ?? null,
    ),
  ];
}

function countIssue(value: number | null, least: number, most: number): Code | null {
  if (value === null) return null;
  return Number.isInteger(value) && value >= least && value <= most ? null : 'range';
}

function isReachable({ emails, phones, addresses, identifiers }: CustomerEditable): boolean {
  return emails.length + phones.length + addresses.length + identifiers.length > 0;
}
