/**
 * Two desks worked on one tickler: what comes of both.
 *
 * Invariants
 * - No entry of either history is lost: they are put together by id, in order of time.
 * - The first to resolve it wins; the other's resolution stays in the history as a note.
 * - Of anything else that both changed theirs stands; mine is in the history, which says what was wanted.
 */
import { mergeValue } from '../sync/three-way.ts';
import type { Tickler, TicklerAction } from './schema.ts';

const RANK: Record<Tickler['status'], number> = { open: 0, inProcess: 1, resolved: 2 };

/** `base` is the state that mine was made on, where it is known. */
export function mergeTickler(base: Tickler | null, mine: Tickler, theirs: Tickler): Tickler {
  const actions = mergeActions(mine, theirs);
  if (theirs.status === 'resolved') return { ...theirs, actions };
  const from = base ?? theirs;
  const pick = <K extends keyof Tickler>(field: K): Tickler[K] =>
    mergeValue(field, from[field], mine[field], theirs[field], []) as Tickler[K];
  const isTheirsReassigned = base !== null && assigneeOf(base) !== assigneeOf(theirs);
  const { assigneeId, assigneeName, teamId } = isTheirsReassigned || base === null ? theirs : mine;
  return {
    ...theirs,
    relatedTo: pick('relatedTo'),
    reasonCode: pick('reasonCode'),
    priority: pick('priority'),
    text: pick('text'),
    remindAt: pick('remindAt'),
    assigneeId,
    assigneeName,
    teamId,
    status: RANK[mine.status] > RANK[theirs.status] ? mine.status : theirs.status,
    resolution: mine.resolution,
    actions,
  };
}

function mergeActions(mine: Tickler, theirs: Tickler): TicklerAction[] {
  const known = new Set(theirs.actions.map(({ id }) => id));
  const isDecided = theirs.status === 'resolved';
  const added = mine.actions
    .filter(({ id }) => !known.has(id))
    .map((action) =>
      isDecided && action.code === 'resolved' ? { ...action, code: 'note' as const } : action,
    );
  return [...theirs.actions, ...added].toSorted((a, b) => compare(a.at, b.at) || compare(a.id, b.id));
}

function assigneeOf({ assigneeId, teamId }: Tickler): string {
  return `${assigneeId} ${teamId ?? ''}`;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
