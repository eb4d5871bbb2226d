/**
 * Alternate customer numbers (FEATURES E11): up to fifteen letters and digits, one of them the primary one. Pure.
 *
 * Invariant: what a save does not change is never judged.
 */
import type { FieldIssue } from '../api/errors.ts';
import type { IdentifierElement } from '../customer/contact-points.ts';
import { foldKey } from '../customer/normalise.ts';
import { same } from '../sync/three-way.ts';

export const ALTERNATE_LIMIT = 15;
const ALTERNATE = new RegExp(`^[A-Za-z0-9]{1,${ALTERNATE_LIMIT}}$`, 'u');

type Identifiers = readonly IdentifierElement[];

/** The alternate numbers among the identifiers, the primary one first. */
export function alternatesOf(identifiers: Identifiers): IdentifierElement[] {
  return identifiers
    .filter(({ kind }) => kind === 'alternate')
    .toSorted((a, b) => Number(b.primary) - Number(a.primary));
}

/** What is wrong with a number that is to be added: its form, or that the customer has it. */
export function newAlternateIssue(
  identifiers: Identifiers,
  value: string,
): 'required' | 'format' | 'duplicate' | null {
  if (value === '') return 'required';
  if (!ALTERNATE.test(value)) return 'format';
  const taken = alternatesOf(identifiers).some((one) => foldKey(one.value) === foldKey(value));
  return taken ? 'duplicate' : null;
}

/** With the number added; the first one is the primary one. */
export function withAlternate(identifiers: Identifiers, id: string, value: string): IdentifierElement[] {
  const primary = alternatesOf(identifiers).length === 0;
  return [...identifiers, { id, kind: 'alternate', system: '', value, primary, contested: false }];
}

/** With this one as the primary number; the one before stays as another number. */
export function withPrimaryAlternate(identifiers: Identifiers, id: string): IdentifierElement[] {
  return identifiers.map((one) => (one.kind === 'alternate' ? { ...one, primary: one.id === id } : one));
}

/** Without the number; where it was the primary one, the next becomes it. */
export function withoutAlternate(identifiers: Identifiers, id: string): IdentifierElement[] {
  const rest = identifiers.filter((one) => one.id !== id);
  const alternates = alternatesOf(rest);
  const [first] = alternates;
  return first && !first.primary ? withPrimaryAlternate(rest, first.id) : rest;
}

/** True when the number may be deleted: with I84 on, the primary one may not. */
export function mayDeleteAlternate({ primary }: Pick<IdentifierElement, 'primary'>, i84: boolean): boolean {
  return !(primary && i84);
}

/** What keeps the alternate numbers of a customer from being saved, by `identifiers.<place>`. */
export function alternateIssues(after: Identifiers, before: Identifiers, i84: boolean): FieldIssue[] {
  if (same(after, before)) return [];
  const alternates = after.filter(({ kind }) => kind === 'alternate');
  const keys = alternates.map(({ value }) => foldKey(value));
  const repeated = alternates.filter(({ value }, place) => keys.indexOf(foldKey(value)) < place);
  const malformed = alternates.filter(
    (one) => !ALTERNATE.test(one.value) && !before.some((old) => same(old, one)),
  );
  const at = ({ id }: IdentifierElement, code: FieldIssue['code']): FieldIssue => ({
    path: `identifiers.${after.findIndex((one) => one.id === id)}.value`,
    code,
  });
  const tooMany = alternates.filter(({ primary }) => primary).slice(1);
  return [
    ...malformed.map((one) => at(one, 'format')),
    ...[...repeated, ...tooMany].map((one) => at(one, 'duplicate')),
    ...(isPrimaryGone(after, before, i84) ? [{ path: 'identifiers', code: 'keepPrimary' as const }] : []),
  ];
}

/** With I84 on: the number that was the primary one is deleted, or is another one now. */
function isPrimaryGone(after: Identifiers, before: Identifiers, i84: boolean): boolean {
  if (!i84) return false;
  const primary = before.find((one) => one.kind === 'alternate' && one.primary);
  return (
    primary !== undefined && !after.some(({ id, value }) => id === primary.id && value === primary.value)
  );
}
