/**
 * The states of a contact: running, ended, wrapped up; never back. It is its author's alone, who may change it
 * until it is wrapped up; then nothing of it changes any more.
 */
import type { FieldIssue } from '../api/errors.ts';
import { hasCardNumber } from '../comment/card-numbers.ts';
import { hasForbiddenCharacters } from '../customer/validate.ts';
import type { Contact } from './schema.ts';

export type ContactState = 'running' | 'ended' | 'wrappedUp';

type Times = Pick<Contact, 'startedAt' | 'endedAt' | 'wrappedUpAt'>;

export function contactState({ endedAt, wrappedUpAt }: Times): ContactState {
  if (wrappedUpAt !== null) return 'wrappedUp';
  return endedAt === null ? 'running' : 'ended';
}

/** The contact after it ended; itself when it had. Never before it started, whatever the clock says. */
export function endedAt<T extends Times>(contact: T, at: string): T {
  return contact.endedAt === null ? { ...contact, endedAt: later(contact.startedAt, at) } : contact;
}

/** The contact wrapped up with a code; ended by that if it went on. Itself when it was wrapped up. */
export function wrappedUp<T extends Contact>(contact: T, wrapUpCode: string, at: string): T {
  if (contact.wrappedUpAt !== null) return contact;
  const ended = endedAt(contact, at);
  return { ...ended, wrapUpCode, wrappedUpAt: later(ended.endedAt ?? at, at) };
}

/** How long it took, or takes by now, in milliseconds; never negative. */
export function durationMs({ startedAt, endedAt: ended }: Times, now: Date): number {
  const until = ended === null ? now.getTime() : Date.parse(ended);
  return Math.max(0, until - Date.parse(startedAt));
}

/** How long wrapping up took after the end, or takes by now, in milliseconds; never negative, and 0 while the contact goes on. */
export function wrapUpMs({ endedAt: ended, wrappedUpAt }: Times, now: Date): number {
  if (ended === null) return 0;
  const until = wrappedUpAt === null ? now.getTime() : Date.parse(wrappedUpAt);
  return Math.max(0, until - Date.parse(ended));
}

/** True when one state of a contact may follow another: never back, never rewritten once wrapped up. */
export function mayFollow(before: Contact, after: Contact): boolean {
  const isSame =
    before.customerId === after.customerId &&
    before.channel === after.channel &&
    before.direction === after.direction &&
    before.startedAt === after.startedAt;
  const isForward = before.endedAt === null || before.endedAt === after.endedAt;
  return before.wrappedUpAt === null && isSame && isForward && isInOrder(after);
}

/** True when its times are in their order and it was not wrapped up before it ended. */
export function isInOrder({ startedAt, endedAt: ended, wrappedUpAt }: Times): boolean {
  if (ended === null) return wrappedUpAt === null;
  return (
    later(startedAt, ended) === ended && (wrappedUpAt === null || later(ended, wrappedUpAt) === wrappedUpAt)
  );
}

/** What may not be kept in a free text, by path. The same on the desk and on the server. */
export function freeTextIssues(texts: Record<string, string>): FieldIssue[] {
  return Object.entries(texts).flatMap(([path, text]): FieldIssue[] => {
    if (hasForbiddenCharacters(text)) return [{ path, code: 'control' }];
    return hasCardNumber(text) ? [{ path, code: 'cardNumber' }] : [];
  });
}

function later(one: string, other: string): string {
  return Date.parse(one) > Date.parse(other) ? one : other;
}
