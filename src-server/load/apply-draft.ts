/**
 * Makes a customer out of a draft, or brings one up to date. Pure but for new ids.
 *
 * Invariants
 * - A file adds and replaces; what it does not mention stays. It never removes an e-mail, phone or address.
 * - A row that says nothing new leaves the customer exactly as it was, so that loading twice changes nothing.
 */
import { v7 as newId } from 'uuid';
import { type AddressElement, newAddress, newEmail, newPhone } from '#shared/customer/contact-points.ts';
import { digitsOf, foldEmail, foldText } from '#shared/customer/normalise.ts';
import { scopeOf } from '#shared/customer/placement.ts';
import { type Customer, CustomerEditable, emptyProfile } from '#shared/customer/schema.ts';
import type { Attributes } from '#shared/profile/schema.ts';
import { same } from '#shared/sync/three-way.ts';
import type { Draft } from './draft.ts';

export type Placement = { region: string; teamId: string | null };

const SCALARS = ['prefix', 'given', 'family', 'organisation', 'language'] as const;

/** Why a draft cannot become a customer; undefined when it can. Names fields, never values. */
export function problemOf(draft: Draft): string | undefined {
  const named = draft.given || draft.family || draft.organisation;
  if (!named && draft.emails.length === 0 && draft.phones.length === 0) return 'no name, e-mail or phone';
  if (draft.emails.some(({ address }) => !/^[^\s@]+@[^\s@]+$/.test(address))) return 'an e-mail is not valid';
  if (draft.phones.some(({ number }) => digitsOf(number).length < 3)) return 'a phone number is not valid';
  if ((draft.externalId?.length ?? 0) > 80) return 'the external id is too long';
  return undefined;
}

/** Why a customer cannot be stored; undefined when it can. */
export function schemaProblemOf(customer: Customer): string | undefined {
  const parsed = CustomerEditable.safeParse(customer);
  const fields = parsed.success ? [] : parsed.error.issues.map(({ path }) => path.join('.'));
  return fields.length > 0 ? `not valid: ${[...new Set(fields)].slice(0, 5).join(', ')}` : undefined;
}

/** The customer for a draft that matches nobody. Its revision is still empty. */
export function newCustomer(
  draft: Draft,
  number: string,
  placement: Placement,
  now: Date,
  read: Attributes,
): Customer {
  const person = draft.given !== '' || draft.family !== '';
  const empty: Customer = {
    id: newId(),
    rev: '',
    mutationId: newId(),
    scope: scopeOf(placement),
    updatedAt: now.toISOString(),
    updatedBy: 'import',
    number,
    kind: draft.organisation === '' ? 'person' : person ? 'businessContact' : 'organisation',
    ...placement,
    customerSince: now.toISOString().slice(0, 10),
    timeZone: '',
    flags: [],
    externalId: null,
    status: 'active',
    ...{ prefix: '', given: '', family: '', organisation: '', language: '' },
    ...{ emails: [], phones: [], addresses: [], temporaryNumber: '', account: null },
    ...emptyProfile(),
  };
  return updated(empty, draft, read);
}

/**
 * The stored customer with what the draft adds; the same object when it adds nothing.
 * @param read the custom attributes of the draft, as values.
 */
export function updated(stored: Customer, draft: Draft, read: Attributes): Customer {
  const scalars = SCALARS.filter((field) => draft[field] !== '' && draft[field] !== stored[field]);
  const emails = missing(draft.emails, stored.emails, ({ address }) => foldEmail(address));
  const phones = missing(draft.phones, stored.phones, ({ number }) => digitsOf(number));
  const addresses = missing(draft.addresses, stored.addresses, addressKey);
  const externalId = stored.externalId ?? draft.externalId;
  const attributes = { ...stored.attributes, ...read };
  const nothing = scalars.length + emails.length + phones.length + addresses.length === 0;
  if (nothing && externalId === stored.externalId && same(attributes, stored.attributes)) return stored;
  return {
    ...stored,
    ...Object.fromEntries(scalars.map((field) => [field, draft[field]])),
    externalId,
    attributes,
    emails: [...stored.emails, ...withIds(emails, stored.emails.length === 0).map(newEmail)],
    phones: [...stored.phones, ...withIds(phones, stored.phones.length === 0).map(newPhone)],
    addresses: [...stored.addresses, ...withIds(addresses, stored.addresses.length === 0).map(newAddress)],
  };
}

function missing<T, S>(given: T[], stored: S[], key: (element: T | S) => string): T[] {
  const seen = new Set(stored.map(key));
  return given.filter((element) => {
    const fresh = !seen.has(key(element));
    seen.add(key(element));
    return fresh;
  });
}

function addressKey(address: Pick<AddressElement, 'lines' | 'city' | 'postcode' | 'country'>): string {
  return foldText([...address.lines, address.city, address.postcode, address.country].join('\n'));
}

function withIds<T>(elements: T[], firstIsPrimary: boolean): (T & { id: string; primary: boolean })[] {
  return elements.map((element, index) => ({
    ...element,
    id: newId(),
    primary: firstIsPrimary && index === 0,
  }));
}
