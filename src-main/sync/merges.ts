/**
 * How each collection that desks write is merged.
 *
 * Invariant: fields that are not named here are the server's; mine never replaces them.
 */
import { changedFields, mergeCustomer } from '#shared/customer/merge.ts';
import { CustomerEditable } from '#shared/customer/schema.ts';
import type { CollectionName } from '#shared/sync/collections.ts';
import { type Clash, mergeLedger, mergeRecord, same } from '#shared/sync/three-way.ts';

type Properties = Record<string, unknown>;
type Entry = { id: string };

/** The fields that stand after the merge, whether they differ from theirs, and what of mine is lost. */
export type Merged = { fields: Properties; differs: boolean; clashes: Clash[] };
export type Merge = (base: unknown, mine: unknown, theirs: unknown) => Merged;

const CONTACT_FIELDS = ['channel', 'direction', 'endedAt', 'wrappedUpAt', 'wrapUpCode', 'notes'];
const TICKLER_FIELDS = [
  'reasonCode',
  'priority',
  'text',
  'remindAt',
  'assigneeId',
  'assigneeName',
  'teamId',
  'status',
  'resolution',
];

/** Collections that are not named are never written on a desk. */
export const MERGES: Partial<Record<CollectionName, Merge>> = {
  customers: mergeCustomers,
  comments: byFields(['pinned']),
  contacts: byFields(CONTACT_FIELDS),
  ticklers: byFields(TICKLER_FIELDS, 'actions'),
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

/** By field; `ledger` is a list of entries that are only ever added. */
function byFields(names: readonly string[], ledger?: string): Merge {
  return (base, mine, theirs) => {
    const clashes: Clash[] = [];
    const before = pick(base ?? theirs, names);
    const fields = mergeRecord('', before, pick(mine, names), pick(theirs, names), clashes);
    if (ledger) fields[ledger] = mergeLedger(entriesOf(mine, ledger), entriesOf(theirs, ledger));
    const differs = Object.keys(fields).some((name) => !same(fields[name], (theirs as Properties)[name]));
    return { fields, differs, clashes };
  };
}

function pick(document: unknown, names: readonly string[]): Properties {
  const all = document as Properties;
  return Object.fromEntries(names.filter((name) => name in all).map((name) => [name, all[name]]));
}

function entriesOf(document: unknown, name: string): Entry[] {
  return ((document as Properties)[name] ?? []) as Entry[];
}
