/**
 * Addresses that an order under way goes to (FEATURES C8): such an address may move or be called otherwise, and is not taken
 * out of the book. Pure; asked on the desk over the orders it has, and again on the server.
 */
import type { FieldIssue } from '../api/errors.ts';
import type { Order } from '../order/schema.ts';
import { isCurrent } from './address-book.ts';
import type { AddressElement } from './contact-points.ts';
import { foldKey } from './normalise.ts';

type Book = readonly AddressElement[];
type Shipped = Pick<Order, 'type' | 'open' | 'shipTo'>;

/** The addresses that were in use and are not any more, without another in their place. */
export function removedAddresses(after: Book, before: Book): AddressElement[] {
  const current = new Set(after.filter(isCurrent).map(({ id }) => id));
  const replaced = new Set(after.map(({ replaces }) => replaces));
  return before.filter(
    (address) => isCurrent(address) && !current.has(address.id) && !replaced.has(address.id),
  );
}

/** True for an order under way to the address, as far as its text tells. */
export function goesTo({ type, open, shipTo }: Shipped, { lines, postcode, city }: AddressElement): boolean {
  const parts = [...lines, postcode === '' ? city : postcode].map(foldKey).filter(Boolean);
  const text = foldKey(shipTo);
  return type === 'order' && open === true && parts.length > 0 && parts.every((part) => text.includes(part));
}

/** What keeps the book from being saved. `orders` are those of the customer. */
export function openOrderIssues(after: Book, before: Book, orders: readonly Shipped[]): FieldIssue[] {
  const left = after.filter(isCurrent);
  const isLeft = (order: Shipped) => left.some((address) => goesTo(order, address));
  const isInUse = (address: AddressElement) =>
    orders.some((order) => goesTo(order, address) && !isLeft(order));
  return removedAddresses(after, before).some(isInUse) ? [{ path: 'addresses', code: 'openOrder' }] : [];
}
