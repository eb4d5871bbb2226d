/** Words for contacts, comments, ticklers and the timeline of them. */
import type { Activity } from '#shared/api/contact.ts';
import type { Comment } from '#shared/comment/schema.ts';
import type { Due } from '#shared/contact/due.ts';
import type { Contact, Tickler, TicklerAction } from '#shared/contact/schema.ts';
import { openMs } from '#shared/contact/tickler-state.ts';
import type { TimelineKind } from '#shared/contact/timeline.ts';
import { Reason } from '#shared/preference/decide.ts';
import { traceText } from '#shared/preference/trace.ts';
import { count } from './format.ts';

export const DIRECTION_TEXTS: Record<Contact['direction'], string> = {
  inbound: 'Inbound',
  outbound: 'Outbound',
};

export const COMMENT_KIND_TEXTS: Record<Comment['kind'], string> = {
  note: 'Note',
  complaint: 'Complaint',
  action: 'Action',
};

export const VISIBILITY_TEXTS: Record<Comment['visibility'], string> = {
  all: 'For all',
  team: 'For the author’s team',
  restricted: 'For the author and privacy',
};

export const TIMELINE_KIND_TEXTS: Record<TimelineKind, string> = {
  comment: 'Comments',
  contact: 'Contacts',
  activity: 'Activity',
  tickler: 'Ticklers',
};

export const TICKLER_STATUS_TEXTS: Record<Tickler['status'], string> = {
  open: 'Open',
  inProcess: 'In process',
  resolved: 'Resolved',
};

export const DUE_TEXTS: Record<Due, string> = {
  later: '',
  today: 'Today',
  due: 'Due',
  overdue: 'Overdue',
  done: '',
};

export const PRIORITY_TEXTS: Record<number, string> = {
  1: '1, most urgent',
  2: '2',
  3: '3, usual',
  4: '4',
  5: '5, least urgent',
};

/** What spoke against a contact that was begun all the same: `Begun although: 21:40 in Lisbon`; '' where nothing did. */
export function decisionText({ decision, startedAt }: Pick<Contact, 'decision' | 'startedAt'>): string {
  const known = (decision?.reasons ?? []).flatMap((reason) => Reason.safeParse(reason).data ?? []);
  const against = traceText({ reasons: known }, new Date(startedAt));
  return against === '' ? '' : `Begun although: ${against}`;
}

const MINUTE_MS = 60_000;
const SPANS: readonly [string, number][] = [
  ['day', 1440 * MINUTE_MS],
  ['hour', 60 * MINUTE_MS],
];

const ACTION_TEXTS: Record<TicklerAction['code'], string> = {
  created: 'made it',
  note: 'noted',
  started: 'began to work on it',
  reassigned: 'gave it to',
  postponed: 'postponed it to',
  resolved: 'resolved it',
  reopened: 'reopened it',
};

/** One entry of a tickler's history, after the name of who did it. */
export function actionText({ code, text }: TicklerAction, timeText: (at: string) => string): string {
  const detail = code === 'postponed' ? timeText(text) : text;
  if (detail === '') return ACTION_TEXTS[code];
  return code === 'note' || code === 'resolved'
    ? `${ACTION_TEXTS[code]}: ${detail}`
    : `${ACTION_TEXTS[code]} ${detail}`;
}

export const ACTIVITY_TEXTS: Record<Activity['kind'], string> = {
  created: 'Registered the customer',
  changed: 'Changed',
  restored: 'Restored an earlier version',
  loaded: 'Loaded from a file',
};

/** `1:05`, or `1:02:05` from an hour on. */
export function durationText(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const two = (part: number) => String(part).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** A longer time in its largest whole unit, such as `3 days` or `1 hour`. */
export function spanText(ms: number): string {
  const [unit, size] = SPANS.find(([, length]) => ms >= length) ?? ['minute', MINUTE_MS];
  const many = Math.floor(ms / size);
  if (many === 0) return 'less than a minute';
  return `${count(many)} ${unit}${many === 1 ? '' : 's'}`;
}

/** How long a tickler took or is open, in words. */
export function openText(tickler: Parameters<typeof openMs>[0], now: Date): string {
  const span = spanText(openMs(tickler, now));
  return tickler.status === 'resolved' ? `Took ${span}` : `Open for ${span}`;
}

/** Whose a tickler is, in words. */
export function assigneeText(tickler: {
  assigneeName: string;
  teamName: string;
  mine: boolean;
  assigneeId: string;
}): string {
  if (tickler.assigneeId !== '') return tickler.mine ? `${tickler.assigneeName} (you)` : tickler.assigneeName;
  return tickler.teamName ? `Team ${tickler.teamName}` : 'Nobody yet';
}

/** What is said of a text that is too long to be kept; null for one that is not. Nothing of it is lost meanwhile. */
export function tooLongText(length: number, limit: number): string | null {
  if (length <= limit) return null;
  return `Too long by ${count(length - limit)} characters. Put the rest into a comment of its own.`;
}
