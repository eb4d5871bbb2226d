/**
 * Of the e-mails, the phones and the addresses in use, one each may be the primary one (FEATURES C7). Pure.
 *
 * Invariants, each a property test
 * - What `withOnePrimary` gives has no issue, and is given unchanged when it is given again.
 * - It changes nothing but `primary`, and no list that is as it was before.
 */
import type { FieldIssue } from '../api/errors.ts';
import { same } from '../sync/three-way.ts';
import { isCurrent } from './address-book.ts';
import type { CustomerEditable } from './schema.ts';

const LISTS = ['emails', 'phones', 'addresses'] as const;
type Lists = Pick<CustomerEditable, (typeof LISTS)[number]>;
type Point = { id: string; primary: boolean; closedAt?: string | null };

/** The lists that have more than one. */
export function primaryIssues(customer: Lists): FieldIssue[] {
  return LISTS.flatMap((path) =>
    primariesOf<Point>(customer[path]).length > 1 ? [{ path, code: 'onePrimary' as const }] : [],
  );
}

/**
 * For what nobody looks at before it is stored: the one that became primary stands, or the first of several. A list that is
 * as it was `before` stays so.
 */
export function withOnePrimary<T extends Lists>(customer: T, before: Lists | null): T {
  const { emails, phones, addresses } = customer;
  return {
    ...customer,
    emails: settled(emails, before?.emails),
    phones: settled(phones, before?.phones),
    addresses: settled(addresses, before?.addresses),
  };
}

function settled<T extends Point>(list: T[], before: readonly T[] = []): T[] {
  const primaries = primariesOf(list);
  if (primaries.length < 2 || same(list, before)) return list;
  const former = new Set(primariesOf(before).map(({ id }) => id));
  const winner = primaries.find(({ id }) => !former.has(id)) ?? primaries[0];
  return list.map((point) =>
    primaries.includes(point) && point !== winner ? { ...point, primary: false } : point,
  );
}

function primariesOf<T extends Point>(list: readonly T[]): T[] {
  return list.filter((point) => point.primary && isCurrent(point));
}
