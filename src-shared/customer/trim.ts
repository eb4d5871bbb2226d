/**
 * Texts of a form as they are stored: without space around them. One function for the form and for main, so that what an
 * undo writes back is what was saved.
 */
import type { CustomerEditable } from './schema.ts';

/** A copy with every text trimmed and empty address lines left out. */
export function trimmed(customer: CustomerEditable): CustomerEditable {
  const deep = trimDeep(customer) as CustomerEditable;
  const addresses = deep.addresses.map((address) => ({
    ...address,
    lines: address.lines.filter((line) => line !== ''),
  }));
  return { ...deep, addresses };
}

function trimDeep(value: unknown): unknown {
  if (typeof value === 'string') return value.trim();
  if (Array.isArray(value)) return value.map(trimDeep);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, trimDeep(inner)]));
}
