/**
 * What the index keeps of a customer: the row that a result list shows, the values that decide rank and mark,
 * and the tokens that find it. Pure; the same document gives the same row on every desk.
 */
import type { SearchHit } from '#shared/api/customer.ts';
import { isCurrent } from '#shared/customer/address-book.ts';
import type { PhoneElement } from '#shared/customer/contact-points.ts';
import { displayName, primaryOf } from '#shared/customer/names.ts';
import { foldEmail, wordsOf } from '#shared/customer/normalise.ts';
import type { Customer } from '#shared/customer/schema.ts';
import { phoneForms } from './phone.ts';
import { emailValue, keyValue, marked, phoneEndValue } from './tokens.ts';

/** Raised whenever tokens, rows or tables change; the index is then rebuilt. */
export const INDEX_VERSION = 3;

export type Findable = {
  name: string[];
  organisation: string[];
  place: string[];
  emails: string[];
  phones: string[];
  number: string;
  externalId: string;
  /** Other numbers: the temporary one, and those by which other systems know the customer. */
  otherNumbers: string[];
};

export type IndexRow = {
  hit: Omit<SearchHit, 'matched'>;
  find: Findable;
  /** Folded name, family first, then number: the order of equal matches. */
  order: string;
};

/** The row of a customer document. Fields that this role may not see are absent and count as empty. */
export function indexRowOf(document: Partial<Customer> & Pick<Customer, 'id'>): IndexRow {
  const { given = '', family = '', organisation = '', prefix = '', number = '' } = document;
  const { emails = [], phones = [], identifiers = [], temporaryNumber = '' } = document;
  const addresses = (document.addresses ?? []).filter(isCurrent);
  const address = primaryOf(addresses);
  const nameWords = [...wordsOf(family), ...wordsOf(given)];
  const organisationWords = wordsOf(organisation);
  return {
    hit: {
      id: document.id,
      number,
      name: displayName({ prefix, given, family, organisation }),
      organisation,
      status: document.status ?? 'active',
      flags: document.flags ?? [],
      email: primaryOf(emails)?.address ?? '',
      phone: primaryOf(phones)?.number ?? '',
      city: address?.city ?? '',
      postcode: address?.postcode ?? '',
    },
    find: {
      name: nameWords,
      organisation: organisationWords,
      place: addresses.flatMap(({ city, postcode }) => [
        ...wordsOf(city),
        ...wordsOf(postcode),
        keyValue(postcode),
      ]),
      emails: emails.map((email) => foldEmail(email.address)),
      phones: [...new Set(phones.flatMap(formsOf).filter(Boolean))],
      number: keyValue(number),
      externalId: keyValue(document.externalId ?? ''),
      otherNumbers: [temporaryNumber, ...identifiers.map(({ value }) => value)].map(keyValue).filter(Boolean),
    },
    order: [...(nameWords.length > 0 ? nameWords : organisationWords), keyValue(number)].join(' '),
  };
}

/**
 * As typed, and as dialled from abroad where that is known: a caller's number comes with its country. A document that an
 * older version stored has no reading.
 */
function formsOf({ number, e164 = '' }: PhoneElement): string[] {
  return [number, e164].flatMap((form) => Object.values(phoneForms(form)));
}

/** The text that goes into the index: every token once, apart by spaces. */
export function tokensOf({ find }: IndexRow): string {
  const numbers = [find.number, find.number.replace(/^\p{L}+/u, ''), find.externalId, ...find.otherNumbers];
  const tokens = [
    ...find.name,
    ...find.organisation,
    ...find.place,
    ...find.emails.map((email) => marked('email', emailValue(email))),
    ...find.emails.map((email) => marked('domain', emailValue(email.slice(email.lastIndexOf('@') + 1)))),
    ...find.phones.map((digits) => marked('phone', digits)),
    ...find.phones.map((digits) => marked('phoneEnd', phoneEndValue(digits))),
    ...numbers.map((number) => marked('key', number)),
  ];
  return [...new Set(tokens)].filter(Boolean).join(' ');
}
