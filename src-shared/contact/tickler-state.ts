/**
 * The states of a tickler: open, in process, resolved. Resolved is the end: to go on with one, a new one is made
 * that names it. Every step adds to its history, which is never rewritten.
 */
import type { Tickler, TicklerAction } from './schema.ts';

/** Who does something, when, and the id that the entry of the history gets. */
export type Doing = { id: string; at: string; by: string };

/** Whose it is: a person, or nobody of a team yet. */
export type Assignee = Pick<Tickler, 'assigneeId' | 'assigneeName' | 'teamId'>;

type Code = TicklerAction['code'];

/** What may be done with a tickler in each state. */
const STEPS: Record<Tickler['status'], readonly Code[]> = {
  open: ['note', 'started', 'reassigned', 'postponed', 'resolved'],
  inProcess: ['note', 'reassigned', 'postponed', 'resolved'],
  resolved: ['note', 'reopened'],
};

export function mayDo({ status }: Pick<Tickler, 'status'>, code: Code): boolean {
  return STEPS[status].includes(code);
}

/** The tickler with a note in its history. */
export function noted<T extends Tickler>(tickler: T, doing: Doing, text: string): T {
  return withAction(tickler, doing, 'note', text);
}

/** The tickler that somebody began to work on; it becomes theirs if it was nobody's. */
export function started<T extends Tickler>(tickler: T, doing: Doing, who: { sub: string; name: string }): T {
  const mine = { assigneeId: who.sub, assigneeName: who.name, teamId: null };
  const begun = withAction(tickler, doing, 'started', '');
  return { ...begun, ...(tickler.assigneeId === '' && mine), status: 'inProcess' };
}

/** The tickler with another time to be reminded at. */
export function postponed<T extends Tickler>(tickler: T, doing: Doing, remindAt: string): T {
  return { ...withAction(tickler, doing, 'postponed', remindAt), remindAt };
}

/** The tickler of somebody else; nobody works on it until they begin to. */
export function reassigned<T extends Tickler>(tickler: T, doing: Doing, to: Assignee, toName: string): T {
  return { ...withAction(tickler, doing, 'reassigned', toName), ...to, status: 'open' };
}

/** The tickler that is done, with what came of it. */
export function resolved<T extends Tickler>(tickler: T, doing: Doing, resolution: string): T {
  return { ...withAction(tickler, doing, 'resolved', resolution), status: 'resolved', resolution };
}

/** What a new tickler takes over from the one it reopens. */
export function reopening(
  tickler: Tickler,
): Pick<Tickler, 'relatedTo' | 'reasonCode' | 'priority' | 'reopens'> {
  const { relatedTo, reasonCode, priority, id } = tickler;
  return { relatedTo, reasonCode, priority, reopens: id };
}

function withAction<T extends Tickler>(tickler: T, { id, at, by }: Doing, code: Code, text: string): T {
  return { ...tickler, actions: [...tickler.actions, { id, at, by, code, text }] };
}

/** How long it took until it was resolved, or is open by now, in milliseconds; never negative, whatever the clocks say. */
export function openMs(
  { createdAt, status, actions }: Pick<Tickler, 'createdAt' | 'status' | 'actions'>,
  now: Date,
): number {
  const end = actions.findLast(({ code }) => code === 'resolved')?.at;
  const until = status === 'resolved' && end !== undefined ? Date.parse(end) : now.getTime();
  return Math.max(0, until - Date.parse(createdAt));
}
