/**
 * What the index keeps of a customer: what a row of the result list shows and what they are found by, in a compact text.
 * Pure; the same document gives the same entry on every desk. A field that this role may not see is absent from the
 * document, and so from here.
 */
import { isCurrent } from '#shared/customer/address-book.ts';
import { primaryOf } from '#shared/customer/names.ts';
import type { Customer } from '#shared/customer/schema.ts';
import { facetsOf } from './facets.ts';

/** Raised whenever entries, segments or tables change; the index is then rebuilt. */
export const INDEX_VERSION = 6;

/** A place in the row, to tell customers apart, and to be found by. */
export type Place = readonly [city: string, postcode: string];

/** Values in order, without names, because a million of them are kept. */
export type Entry = [
  number: string,
  prefix: string,
  given: string,
  family: string,
  /** Other names, apart by spaces: middle, preferred. */
  others: string,
  organisation: string,
  status: Customer['status'],
  flags: Customer['flags'],
  since: string,
  emails: string[],
  phones: string[],
  /** Phones as dialled from abroad, where that is known. */
  e164: string[],
  places: Place[],
  /** The external id, which may be empty, the temporary number, and those by which other systems know the customer. */
  numbers: string[],
  facets: string[],
  /** When they signed up; left out for all others. */
  signedUpAt?: string,
];

type Known = Partial<Customer> & Pick<Customer, 'id'>;

/** The entry of a customer document, as it is stored. */
export function entryOf(document: Known): Entry {
  const { number = '', prefix = '', given = '', family = '', organisation = '' } = document;
  const { emails = [], phones = [], identifiers = [], temporaryNumber = '', externalId } = document;
  const entry: Entry = [
    number,
    prefix,
    given,
    family,
    [document.middle, document.preferredName].filter(Boolean).join(' '),
    organisation,
    document.status ?? 'active',
    document.flags ?? [],
    document.customerSince ?? '',
    primaryFirst(emails).map(({ address }) => address),
    primaryFirst(phones).map(({ number: typed }) => typed),
    phones.map(({ e164 = '' }) => e164).filter(Boolean),
    primaryFirst((document.addresses ?? []).filter(isCurrent)).map(({ city, postcode }) => [city, postcode]),
    [externalId ?? '', ...[temporaryNumber, ...identifiers.map(({ value }) => value)].filter(Boolean)],
    facetsOf(document),
  ];
  if (document.signedUpAt !== undefined) entry.push(document.signedUpAt);
  return entry;
}

function primaryFirst<T extends { primary: boolean }>(list: readonly T[]): T[] {
  const first = primaryOf(list);
  return first === undefined ? [] : [first, ...list.filter((element) => element !== first)];
}
