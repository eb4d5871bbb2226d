/** What an edit form does to the values it holds. Pure. */
import type { Edit } from '#renderer/state/edits.ts';
import type { FieldIssue } from '#shared/api/errors.ts';
import { valueAt } from '#shared/customer/field-registry.ts';
import { changedFields, mergeCustomer } from '#shared/customer/merge.ts';
import type { CustomerEditable } from '#shared/customer/schema.ts';
import { same } from '#shared/sync/three-way.ts';

export type Sides = { base: CustomerEditable; mine: CustomerEditable };

export type Rebased = Sides & {
  /** Fields that now show somebody else's new value. */
  followed: string[];
  /** Fields that both changed; mine stays in the form. */
  clashing: string[];
};

/**
 * Brings a form up to date with what the customer is now. Fields the user did not touch follow; what both
 * changed stays as typed, on its old base, so that saving it is recognised as a conflict.
 */
export function rebase({ base, mine }: Sides, theirs: CustomerEditable): Rebased {
  const { merged, clashes } = mergeCustomer(base, mine, theirs);
  const theyChanged = changedFields(base, theirs);
  const clashing = theyChanged.filter((field) =>
    clashes.some((clash) => clash.field.split('.')[0] === field),
  );
  const followed = theyChanged.filter((field) => !clashing.includes(field));
  return {
    base: withFields(base, theirs, followed),
    mine: withFields(mine, merged, followed),
    followed,
    clashing,
  };
}

/** True when the form holds something the customer does not. */
export function isChanged({ base, mine }: Sides): boolean {
  return changedFields(base, mine).length > 0;
}

/** The fields that the server refused before and that still hold what it refused. */
export function stillRefused({ base, mine, refused = [] }: Sides & Pick<Edit, 'refused'>): FieldIssue[] {
  return refused.filter(({ path }) => same(valueAt(base, path), valueAt(mine, path)));
}

/** Without the element at a place; where it was the primary one, the first that is left becomes it. */
export function without<T extends { primary: boolean }>(list: readonly T[], at: number): T[] {
  const rest = list.toSpliced(at, 1);
  const leaderless = list[at]?.primary && !rest.some(({ primary }) => primary);
  return leaderless ? rest.map((element, place) => ({ ...element, primary: place === 0 })) : rest;
}

/** With the element at a place as the only primary one. */
export function withPrimary<T extends { primary: boolean }>(list: readonly T[], at: number): T[] {
  return list.map((element, place) => ({ ...element, primary: place === at }));
}

type OfKind = { kind: string; primary: boolean };

/** With one primary element of every kind: the first that is marked, else the first. */
export function onePrimaryEach<T extends OfKind>(list: readonly T[]): T[] {
  const primaries = new Set(
    [...new Set(list.map(({ kind }) => kind))].map((kind) => {
      const same = list.filter((element) => element.kind === kind);
      return same.find(({ primary }) => primary) ?? same[0];
    }),
  );
  return list.map((element) => ({ ...element, primary: primaries.has(element) }));
}

/** With the element at a place as the primary one of its kind; other kinds keep theirs. */
export function withPrimaryOfKind<T extends OfKind>(list: readonly T[], at: number): T[] {
  const kind = list[at]?.kind;
  return list.map((element, place) =>
    element.kind === kind ? { ...element, primary: place === at } : element,
  );
}

function withFields(
  to: CustomerEditable,
  from: CustomerEditable,
  fields: readonly (keyof CustomerEditable)[],
): CustomerEditable {
  return { ...to, ...Object.fromEntries(fields.map((field) => [field, from[field]])) };
}
