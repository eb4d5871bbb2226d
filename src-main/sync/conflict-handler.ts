/**
 * How RxDB decides between the desk's document and the server's.
 *
 * Invariants
 * - Two states are the same if and only if their `rev` and `mutationId` are (see the envelope), and neither was stored by
 *   a program that knew fewer fields.
 * - A row that the push handler has settled (applied, refused, erased, out of scope) becomes the server's state.
 * - Any other conflict is a three-way merge; what mine loses there, the push handler has already written to
 *   "needs attention", because it must be safe before RxDB drops it.
 */
import type { RxConflictHandler, WithDeleted } from 'rxdb/plugins/core';
import { v7 as uuidv7 } from 'uuid';
import { EDITABLE_FIELDS } from '#shared/customer/schema.ts';
import type { Envelope } from '#shared/sync/envelope.ts';
import type { Pending } from '../store/schemas.ts';
import type { Merge } from './merges.ts';
import { unsentOver } from './unsent.ts';

/** Mutation ids whose rows are decided: the server's answer replaces the desk's document as it is. */
export type Settled = Set<string>;

type Replicated = Envelope & Pending;
type State = WithDeleted<Replicated>;

/** `merge` is null for a collection that desks do not write. */
export function createConflictHandler<T extends Replicated>(
  settled: Settled,
  merge: Merge | null,
): RxConflictHandler<T> {
  return {
    isEqual: (one, other) =>
      one.rev === other.rev &&
      one.mutationId === other.mutationId &&
      one._deleted === other._deleted &&
      EDITABLE_FIELDS.every((field) => field in one === field in other),
    resolve: async ({ newDocumentState: mine, assumedMasterState: base, realMasterState: theirs }) => {
      if (settled.delete(mine.mutationId) || !merge || theirs._deleted) return theirs;
      return mergeStates(merge, base, mine, theirs) as typeof theirs;
    },
  };
}

function mergeStates(merge: Merge, base: unknown, mine: State, theirs: State): State {
  const { fields, differs } = merge(base, mine, theirs);
  if (!differs) return theirs;
  const merged = { ...theirs, ...fields, mutationId: uuidv7(), pendingSince: mine.pendingSince };
  return { ...merged, ...unsentOver(mine, theirs, merged) };
}
