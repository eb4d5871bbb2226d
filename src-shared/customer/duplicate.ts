/**
 * What makes two customers look like one. Pure.
 *
 * Invariant: a contact point that is marked as shared, on either side, is no sign of anything: a household has one phone
 * and several customers.
 */
import { isCurrent } from './address-book.ts';
import { digitsOf, foldEmail, foldKey, wordsOf } from './normalise.ts';
import type { CustomerEditable } from './schema.ts';

/** Strongest first. */
export const DUPLICATE_REASONS = [
  'identifier',
  'email',
  'phone',
  'nameAndBirth',
  'nameAndPostcode',
  'organisation',
  'name',
] as const;
export type DuplicateReason = (typeof DUPLICATE_REASONS)[number];

/** The digits that a number ends in when it is dialled at home and from abroad alike; fewer say nothing. */
const PHONE_DIGITS = 8;

/** Why they may be one customer, strongest first; none when nothing speaks for it. */
export function duplicateReasons(one: CustomerEditable, other: CustomerEditable): DuplicateReason[] {
  const sameName = share([nameOf(one)], [nameOf(other)]);
  const signs: Record<DuplicateReason, boolean> = {
    identifier: share(identifiersOf(one), identifiersOf(other)),
    email: share(emailsOf(one), emailsOf(other)),
    phone: share(phonesOf(one), phonesOf(other)),
    nameAndBirth: sameName && share([birthOf(one)], [birthOf(other)]),
    nameAndPostcode: sameName && share(postcodesOf(one), postcodesOf(other)),
    organisation: one.kind === 'organisation' && share([organisationOf(one)], [organisationOf(other)]),
    name: sameName,
  };
  const found = DUPLICATE_REASONS.filter((reason) => signs[reason]);
  return found.length > 1 ? found.filter((reason) => reason !== 'name') : found;
}

/** The strongest of all reasons, as a place in the order of `DUPLICATE_REASONS`. */
export function strength(reasons: readonly DuplicateReason[]): number {
  return Math.min(...reasons.map((reason) => DUPLICATE_REASONS.indexOf(reason)));
}

/** Texts to ask the index for customers that may be the same, strongest first. */
export function duplicateQueries(customer: CustomerEditable): string[] {
  const { emails, phones, identifiers, given, family, organisation } = customer;
  return [
    ...identifiers.map(({ value }) => value),
    ...emails.filter(({ shared }) => !shared).map(({ address }) => address),
    ...phones.filter(({ shared }) => !shared).map(({ number }) => number),
    given && family ? `${given} ${family}` : '',
    organisation,
  ].filter((text) => text.trim().length > 2);
}

function share(one: readonly string[], other: readonly string[]): boolean {
  return one.some((key) => key !== '' && other.includes(key));
}

function nameOf({ given, family }: CustomerEditable): string {
  if (given.trim() === '' || family.trim() === '') return '';
  return [...wordsOf(given), ...wordsOf(family)].sort().join(' ');
}

function organisationOf({ organisation }: CustomerEditable): string {
  return wordsOf(organisation).join(' ');
}

function birthOf({ demographics: { birth } }: CustomerEditable): string {
  return birth?.year ? [birth.year, birth.month, birth.day].join('-') : '';
}

function identifiersOf({ identifiers }: CustomerEditable): string[] {
  return identifiers.map(({ kind, system, value }) => `${kind} ${foldKey(system)} ${foldKey(value)}`);
}

function emailsOf({ emails }: CustomerEditable): string[] {
  return emails.filter(({ shared }) => !shared).map(({ address }) => foldEmail(address));
}

function phonesOf({ phones }: CustomerEditable): string[] {
  return phones
    .filter(({ shared }) => !shared)
    .map(({ number }) => digitsOf(number).slice(-PHONE_DIGITS))
    .filter((digits) => digits.length === PHONE_DIGITS);
}

function postcodesOf({ addresses }: CustomerEditable): string[] {
  return addresses
    .filter(isCurrent)
    .map(({ country, postcode }) => postcode && `${country} ${foldKey(postcode)}`);
}
