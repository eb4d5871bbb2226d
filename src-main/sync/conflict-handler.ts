/**
 * How RxDB decides between the desk's document and the server's.
 *
 * Invariants
 * - Two states are the same if and only if their `rev` and `mutationId` are (see the envelope).
 * - A row that the push handler has settled (applied, refused, erased, out of scope) becomes the server's state.
 * - Any other conflict is a three-way merge; what mine loses there, the push handler has already written to
 *   "needs attention", because it must be safe before RxDB drops it.
 */
import type { RxConflictHandler, WithDeleted } from 'rxdb/plugins/core';
import { v7 as uuidv7 } from 'uuid';
import { type Clash, changedFields, mergeCustomer } from '#shared/customer/merge.ts';
import { type Customer, CustomerEditable } from '#shared/customer/schema.ts';
import type { Envelope } from '#shared/sync/envelope.ts';
import type { Pending } from '../store/schemas.ts';

/** Mutation ids whose rows are decided: the server's answer replaces the desk's document as it is. */
export type Settled = Set<string>;

type Replicated = Envelope & Pending;
type State = WithDeleted<Replicated>;

export function createConflictHandler<T extends Replicated>(settled: Settled): RxConflictHandler<T> {
  return {
    isEqual: (one, other) =>
      one.rev === other.rev && one.mutationId === other.mutationId && one._deleted === other._deleted,
    resolve: async ({ newDocumentState: mine, assumedMasterState: base, realMasterState: theirs }) => {
      if (settled.delete(mine.mutationId) || !isCustomer(mine)) return theirs;
      return mergeStates(base as State | undefined, mine, theirs) as typeof theirs;
    },
  };
}

function mergeStates(base: State | undefined, mine: State & Customer, theirs: State): State {
  const { merged } = mergeDocuments(base, mine, theirs);
  const theirCustomer = CustomerEditable.parse(theirs);
  if (changedFields(theirCustomer, merged).length === 0) return theirs;
  return { ...theirs, ...merged, mutationId: uuidv7(), pendingSince: mine.pendingSince };
}

/**
 * The merge of two states of a customer. Without a base (a crash lost what this desk last had from the server)
 * nobody can tell who changed what: theirs stands, and every difference is a clash.
 */
export function mergeDocuments(
  base: unknown,
  mine: unknown,
  theirs: unknown,
): { merged: CustomerEditable; clashes: Clash[] } {
  const mineEditable = CustomerEditable.parse(mine);
  const theirEditable = CustomerEditable.parse(theirs);
  const known = CustomerEditable.safeParse(base);
  if (known.success) return mergeCustomer(known.data, mineEditable, theirEditable);
  const clashes = changedFields(theirEditable, mineEditable).map((field) => ({
    field,
    mine: mineEditable[field],
    theirs: theirEditable[field],
  }));
  return { merged: theirEditable, clashes };
}

function isCustomer(state: unknown): state is State & Customer {
  return CustomerEditable.safeParse(state).success;
}
