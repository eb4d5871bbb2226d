import { describe, expect, it } from 'vitest';
import { decisionText, openText, spanText } from './contact.ts';

const MINUTE = 60_000;

it.each([
  [0, 'less than a minute'],
  [59_999, 'less than a minute'],
  [MINUTE, '1 minute'],
  [59 * MINUTE, '59 minutes'],
  [60 * MINUTE, '1 hour'],
  [47 * 60 * MINUTE, '1 day'],
  [48 * 60 * MINUTE, '2 days'],
])('%i ms are %s', (ms, text) => {
  expect(spanText(ms)).toBe(text);
});

it('says whether a tickler is open or was resolved, and how long', () => {
  const createdAt = '2026-01-01T10:00:00.000Z';
  const id = '00000000-0000-4000-8000-000000000001';
  const done = { id, at: '2026-01-01T12:30:00.000Z', by: 'Casey', code: 'resolved' as const, text: '' };
  const now = new Date('2026-01-04T10:00:00.000Z');
  expect(openText({ createdAt, status: 'open', actions: [] }, now)).toBe('Open for 3 days');
  expect(openText({ createdAt, status: 'resolved', actions: [done] }, now)).toBe('Took 2 hours');
});

describe('a decision', () => {
  const startedAt = '2026-07-06T20:40:00.000Z';
  const reason = (rule: string, effect: string) => ({ rule, effect, facts: { zone: 'Europe/Lisbon' } });
  const decided = (...reasons: ReturnType<typeof reason>[]) =>
    decisionText({ startedAt, decision: { verdict: 'warn', reasons, customerRev: '1-a' } });

  it('says what spoke against it, of the rules that this program knows', () => {
    expect(decisionText({ startedAt })).toBe('');
    expect(decided(reason('consentGranted', 'pass'))).toBe('');
    expect(decided(reason('outsideHours', 'warn'), reason('fullMoon', 'warn'))).toBe(
      'Begun although: 21:40 in Lisbon',
    );
  });
});
