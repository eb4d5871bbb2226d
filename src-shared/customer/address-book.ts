/**
 * The address book: an address that changes is closed and a new one takes its place, so that what was written on a
 * parcel last year can still be told. Pure.
 *
 * Invariants, each a property test
 * - Nothing that was in the book leaves it: what is changed or taken out is closed, with its text as it was.
 * - What tells how an address is used (nickname, types, primary) changes in place; where it is does not.
 * - Of the current addresses one is primary for each type that any of them is primary for.
 */

import { same } from '../sync/three-way.ts';
import type { AddressElement } from './contact-points.ts';
import { CUSTOMER_LIMITS } from './limits.ts';

type Making = { now: string; newId: () => string };

/** True while the address is in use. A document that an older version stored does not say that it was closed. */
export function isCurrent({ closedAt }: Partial<Pick<AddressElement, 'closedAt'>>): boolean {
  return !closedAt;
}

/**
 * The book to be stored when a form that showed `before` now holds `after`. An address that `after` has open and
 * `before` closed is taken up again, which is how an undo and a restored version work.
 */
export function bookAfter(
  before: readonly AddressElement[],
  after: readonly AddressElement[],
  making: Making,
): AddressElement[] {
  const afterById = new Map(after.map((address) => [address.id, address]));
  const beforeById = new Map(before.map((address) => [address.id, address]));
  const kept = before.flatMap((address) => succeeded(address, afterById.get(address.id), making));
  const added = after.filter(({ id }) => !beforeById.has(id));
  return bounded([...kept, ...added]);
}

/** The former address and, where it moved, the one in its place. */
function succeeded(
  before: AddressElement,
  after: AddressElement | undefined,
  making: Making,
): AddressElement[] {
  if (after === undefined || (!isCurrent(after) && isCurrent(before))) return [closed(before, making.now)];
  if (!isCurrent(before)) return [isCurrent(after) ? after : before];
  if (isSamePlace(before, after)) return [after];
  return [closed(before, making.now), { ...after, id: making.newId(), replaces: before.id, closedAt: null }];
}

function closed(address: AddressElement, now: string): AddressElement {
  return { ...address, primary: false, primaryFor: [], closedAt: address.closedAt ?? now };
}

/** True when both say the same place, however much they differ in how it is used. */
function isSamePlace(one: AddressElement, other: AddressElement): boolean {
  const place = ({ lines, city, region, postcode, country }: AddressElement) => [
    lines.filter((line) => line !== ''),
    city,
    region,
    postcode,
    country,
  ];
  return same(place(one), place(other));
}

/** A book holds so many: the longest closed leave it first, and stay in the versions of the customer. */
function bounded(book: AddressElement[]): AddressElement[] {
  const excess = book.length - CUSTOMER_LIMITS.history;
  if (excess <= 0) return book;
  const oldest = book
    .filter((address) => !isCurrent(address))
    .sort((one, other) => (one.closedAt ?? '').localeCompare(other.closedAt ?? ''))
    .slice(0, excess);
  return book.filter((address) => !oldest.includes(address));
}

/** The list with the element at a place used, or no longer, for a type. */
export function withType(
  book: readonly AddressElement[],
  at: number,
  types: AddressElement['types'],
): AddressElement[] {
  return book.map((address, place) => {
    if (place !== at) return address;
    return { ...address, types, primaryFor: address.primaryFor.filter((type) => types.includes(type)) };
  });
}

/** The list with the element at a place as the one to use for these types, and no other one for them. */
export function withPrimaryFor(
  book: readonly AddressElement[],
  at: number,
  primaryFor: AddressElement['primaryFor'],
): AddressElement[] {
  return book.map((address, place) => {
    if (place === at) return { ...address, primaryFor };
    return { ...address, primaryFor: address.primaryFor.filter((type) => !primaryFor.includes(type)) };
  });
}

/** Those of whom one becomes the primary one when the address at a place is taken out: none where it is not that. */
export function successorsOf(book: readonly AddressElement[], at: number): AddressElement[] {
  return book[at]?.primary ? book.filter((address, place) => place !== at && isCurrent(address)) : [];
}

/** Without the address at a place; where it was the primary one, the one that was chosen becomes it, else the first. */
export function withoutAddress(
  book: readonly AddressElement[],
  at: number,
  chosen?: string,
): AddressElement[] {
  const rest = book.toSpliced(at, 1);
  const successors = successorsOf(book, at);
  const successor = successors.find(({ id }) => id === chosen) ?? successors[0];
  return rest.map((address) => (address === successor ? { ...address, primary: true } : address));
}
