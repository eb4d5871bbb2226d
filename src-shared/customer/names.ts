/** How a customer is called on a screen. */
import type { Customer, CustomerEditable } from './schema.ts';

type Named = Pick<CustomerEditable, 'prefix' | 'given' | 'family' | 'organisation'>;

/** Full name in reading order; the organisation where there is no person's name; '' when neither is known. */
export function displayName(customer: Named): string {
  const person = [customer.prefix, customer.given, customer.family].filter(Boolean).join(' ').trim();
  return person || customer.organisation;
}

/** Up to two initials for an avatar, in upper case; '?' when there is no name. */
export function initials(customer: Named): string {
  const words = [customer.given, customer.family].filter(Boolean);
  const from = words.length > 0 ? words : customer.organisation.split(/\s+/u).filter(Boolean);
  const letters = from.slice(0, 2).map((word) => [...word][0] ?? '');
  return letters.join('').toLocaleUpperCase() || '?';
}

/** The element marked primary, else the first, else undefined. */
export function primaryOf<T extends { primary: boolean }>(list: readonly T[]): T | undefined {
  return list.find((element) => element.primary) ?? list[0];
}

/** True while the customer may be edited by a representative. */
export function isEditable(customer: Pick<Customer, 'status'>): boolean {
  return customer.status !== 'restricted';
}
