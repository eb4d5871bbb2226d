/**
 * How each collection that desks write is merged.
 *
 * Invariant: fields that are not named here are the server's; mine never replaces them.
 */
import { Tickler } from '#shared/contact/schema.ts';
import { mergeTickler } from '#shared/contact/tickler-merge.ts';
import { changedFields, mergeCustomer } from '#shared/customer/merge.ts';
import { CustomerEditable } from '#shared/customer/schema.ts';
import type { CollectionName } from '#shared/sync/collections.ts';
import { type Clash, mergeRecord, same } from '#shared/sync/three-way.ts';

type Properties = Record<string, unknown>;

/** The fields that stand after the merge, whether they differ from theirs, and what of mine is lost. */
export type Merged = { fields: Properties; differs: boolean; clashes: Clash[] };
export type Merge = (base: unknown, mine: unknown, theirs: unknown) => Merged;

const CONTACT_FIELDS = [
  'channel',
  'direction',
  'endedAt',
  'wrappedUpAt',
  'wrapUpCode',
  'notes',
  'corrections',
];

/** Collections that are not named are never written on a desk. */
export const MERGES: Partial<Record<CollectionName, Merge>> = {
  customers: mergeCustomers,
  comments: byFields(['pinned', 'followUp', 'text', 'corrections']),
  contacts: byFields(CONTACT_FIELDS),
  ticklers: mergeTicklers,
};

/**
 * Two states of a customer. Without a base (a crash lost what this desk last had from the server) nobody can tell
 * who changed what: theirs stands, and every difference is a clash.
 */
function mergeCustomers(base: unknown, mine: unknown, theirs: unknown): Merged {
  const mineEditable = CustomerEditable.parse(mine);
  const theirEditable = CustomerEditable.parse(theirs);
  const known = CustomerEditable.safeParse(base);
  if (known.success) {
    const { merged, clashes } = mergeCustomer(known.data, mineEditable, theirEditable);
    return { fields: merged, differs: changedFields(theirEditable, merged).length > 0, clashes };
  }
  const clashes = changedFields(theirEditable, mineEditable).map((field) => ({
    field,
    mine: mineEditable[field],
    theirs: theirEditable[field],
  }));
  return { fields: theirEditable, differs: false, clashes };
}

/** Nothing of a tickler is lost: what does not stand is in its history. */
function mergeTicklers(base: unknown, mine: unknown, theirs: unknown): Merged {
  const stored = Tickler.parse(theirs);
  const known = Tickler.safeParse(base);
  const fields = mergeTickler(known.success ? known.data : null, Tickler.parse(mine), stored);
  return { fields, differs: !same(fields, stored), clashes: [] };
}

function byFields(names: readonly string[]): Merge {
  return (base, mine, theirs) => {
    const clashes: Clash[] = [];
    const before = pick(base ?? theirs, names);
    const fields = mergeRecord('', before, pick(mine, names), pick(theirs, names), clashes);
    const differs = Object.keys(fields).some((name) => !same(fields[name], (theirs as Properties)[name]));
    return { fields, differs, clashes };
  };
}

function pick(document: unknown, names: readonly string[]): Properties {
  const all = document as Properties;
  return Object.fromEntries(names.filter((name) => name in all).map((name) => [name, all[name]]));
}
