import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  contactState,
  durationMs,
  endedAt,
  freeTextIssues,
  isInOrder,
  mayFollow,
  wrappedUp,
  wrapUpMs,
} from './contact-state.ts';
import type { Contact } from './schema.ts';

const at = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
const instant = at.map((date) => date.toISOString());

function running(startedAt: string): Contact {
  const id = '00000000-0000-4000-8000-000000000001';
  return {
    id,
    rev: '',
    mutationId: id,
    scope: [],
    updatedAt: startedAt,
    updatedBy: 'casey',
    customerId: id,
    channel: 'call',
    direction: 'inbound',
    startedAt,
    endedAt: null,
    wrappedUpAt: null,
    wrapUpCode: '',
    corrections: [],
    notes: '',
    authorId: 'casey',
    authorName: 'Casey Morgan',
  };
}

describe('a contact', () => {
  it('runs, ends and is wrapped up, in order of time whatever the clock says', () => {
    fc.assert(
      fc.property(instant, instant, instant, (start, end, wrap) => {
        const one = running(start);
        const ended = endedAt(one, end);
        const done = wrappedUp(ended, 'SOLVED', wrap);
        expect([one, ended, done].map(contactState)).toEqual(['running', 'ended', 'wrappedUp']);
        expect([one, ended, done].every(isInOrder)).toBe(true);
        expect([mayFollow(one, ended), mayFollow(ended, done), mayFollow(one, done)]).toEqual([
          true,
          true,
          true,
        ]);
        expect(durationMs(done, new Date(wrap))).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('counts wrapping up from its end, when its own time stands', () => {
    const one = running('2026-01-01T10:00:00.000Z');
    const ended = endedAt(one, '2026-01-01T10:05:00.000Z');
    const done = wrappedUp(ended, 'SOLVED', '2026-01-01T10:06:30.000Z');
    const later = new Date('2026-01-01T10:07:00.000Z');
    expect([one, ended, done].map((state) => wrapUpMs(state, later))).toEqual([0, 120_000, 90_000]);
    expect([ended, done].map((state) => durationMs(state, later))).toEqual([300_000, 300_000]);
    expect(wrapUpMs(ended, new Date('2026-01-01T09:00:00.000Z'))).toBe(0);
  });

  it('is ended by wrapping it up, and ended once', () => {
    const done = wrappedUp(running('2026-01-01T10:00:00.000Z'), 'SOLVED', '2026-01-01T10:05:00.000Z');
    expect(done).toMatchObject({ endedAt: '2026-01-01T10:05:00.000Z', wrapUpCode: 'SOLVED' });
    expect(endedAt(done, '2026-01-01T11:00:00.000Z')).toBe(done);
    expect(wrappedUp(done, 'OTHER', '2026-01-01T11:00:00.000Z')).toBe(done);
  });

  it('never changes once wrapped up, nor becomes another one', () => {
    const one = running('2026-01-01T10:00:00.000Z');
    const ended = endedAt(one, '2026-01-01T10:05:00.000Z');
    const done = wrappedUp(ended, '', '2026-01-01T10:06:00.000Z');
    expect(mayFollow(done, { ...done, notes: 'more' })).toBe(false);
    expect(mayFollow(ended, { ...ended, endedAt: null })).toBe(false);
    expect(mayFollow(ended, { ...ended, endedAt: '2026-01-01T10:07:00.000Z' })).toBe(false);
    expect(mayFollow(one, { ...one, channel: 'letter' })).toBe(false);
    expect(mayFollow(one, { ...one, startedAt: '2026-01-01T09:00:00.000Z' })).toBe(false);
    expect(mayFollow(one, { ...one, notes: 'more' })).toBe(true);
    expect(mayFollow(one, { ...one, wrappedUpAt: '2026-01-01T10:06:00.000Z' })).toBe(false);
  });

  it('keeps no card number and no character that no database takes', () => {
    expect(freeTextIssues({ notes: 'Paid with 4111 1111 1111 1111', wrapUpCode: 'OK' })).toEqual([
      { path: 'notes', code: 'cardNumber' },
    ]);
    expect(freeTextIssues({ notes: 'a\u0000b' })).toEqual([{ path: 'notes', code: 'control' }]);
    expect(freeTextIssues({ notes: 'Called back on +49 151 1234 5674.' })).toEqual([]);
  });
});
