/**
 * E-mail addresses and phones of before (FEATURES C3): what is changed or taken out is kept with the day it ended. Pure.
 *
 * Invariants, each a property test
 * - A value that a save takes out of use is among the former ones; one that is in use is not.
 * - Nothing leaves the former ones but what is in use again and, past the limit, the oldest.
 */
import type { FormerPoint } from './contact-points.ts';
import { CUSTOMER_LIMITS } from './limits.ts';
import { digitsOf, foldEmail } from './normalise.ts';
import type { CustomerEditable } from './schema.ts';

type Points = Pick<CustomerEditable, 'emails' | 'phones'>;
type Known = Points & Pick<CustomerEditable, 'formerPoints'>;
type Making = { now: string; newId: () => string };
type Point = Pick<FormerPoint, 'kind' | 'value' | 'label'>;

/** The former ones once `after` takes the place of `before`, the newest last. */
export function formerAfter(before: Known | null, after: Known, { now, newId }: Making): FormerPoint[] {
  const stored = before?.formerPoints ?? [];
  const inUse = new Set(pointsOf(after).map(keyOf));
  // On the server, a desk has noted them already.
  const noted = after.formerPoints.filter(({ id }) => stored.every((one) => one.id !== id)).map(keyOf);
  const isGone = (point: Point) => !inUse.has(keyOf(point)) && !noted.includes(keyOf(point));
  const left = pointsOf(before ?? NOTHING).filter(isGone);
  const fresh = distinct(left).map((point) => ({ ...point, id: newId(), closedAt: now }));
  const known = new Map([...stored, ...after.formerPoints].map((one) => [one.id, one]));
  const isReplaced = new Set([...inUse, ...fresh.map(keyOf)]);
  const kept = [...known.values()].filter((point) => !isReplaced.has(keyOf(point)));
  return [...kept, ...fresh].slice(-CUSTOMER_LIMITS.history);
}

/** The same address or number, however it was written. */
export function keyOf({ kind, value }: Pick<FormerPoint, 'kind' | 'value'>): string {
  return `${kind} ${kind === 'email' ? foldEmail(value) : digitsOf(value)}`;
}

const NOTHING: Points = { emails: [], phones: [] };

function pointsOf({ emails, phones }: Points): Point[] {
  const points: Point[] = [
    ...emails.map(({ address, label }) => ({ kind: 'email' as const, value: address, label })),
    ...phones.map(({ number, label }) => ({ kind: 'phone' as const, value: number, label })),
  ];
  return points.filter(({ value }) => value.trim() !== '');
}

function distinct(points: readonly Point[]): Point[] {
  return [...new Map(points.map((point) => [keyOf(point), point])).values()];
}
