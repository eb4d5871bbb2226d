/**
 * What the changes of a customer that wait on this desk are: who asks for the versions sees them before the server has
 * numbered them.
 *
 * Invariant: taking the fields of `unsent` back from a waiting document gives what the server last confirmed.
 */
import { applyDiff, diffOf, reversed } from '#shared/changes/diff.ts';
import type { ChangeNote, Unsent } from '#shared/changes/schema.ts';
import { editableOf } from '#shared/customer/schema.ts';

type Waiting = { rev: string; pendingSince: string; unsent?: Unsent };

const WHY_LIMIT = 500;
/** Between the reasons of several changes that are sent as one. */
const BETWEEN = '; ';

/** The document as the server last confirmed it; itself where nothing waits. */
export function confirmedState<T extends Waiting>(document: T): T {
  const { unsent } = document;
  return document.pendingSince !== '' && unsent ? applyDiff(document, reversed(unsent.fields)) : document;
}

/** What waits once `next` takes the place of `current`. A customer who is not on the server yet has no former state. */
export function unsentAfter(current: Waiting, next: object, note: ChangeNote): Unsent {
  const former = current.pendingSince === '' ? undefined : current.unsent;
  const whys = [...(former?.why.split(BETWEEN) ?? []), note.why].filter(Boolean);
  return {
    ...note,
    why: [...new Set(whys)].join(BETWEEN).slice(0, WHY_LIMIT),
    kind: former && former.kind !== note.kind ? 'changed' : note.kind,
    channel: note.channel || (former?.channel ?? ''),
    offline: note.offline || (former?.offline ?? false),
    fields: current.rev === '' ? [] : diffOf(confirmedState(current), next),
  };
}

/** What waits of mine once it was merged over theirs. */
export function unsentOver(mine: object, theirs: object, merged: object): { unsent?: Unsent } {
  const { unsent } = mine as Partial<Waiting>;
  return unsent
    ? { unsent: { ...unsent, fields: diffOf({ ...theirs, ...editableOf(theirs) }, merged) } }
    : {};
}
