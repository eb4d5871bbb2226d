import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { historyState, isKept, keptSince } from './cached-period.ts';
import { dayIn, quoteState } from './expiry.ts';

describe('a quote', () => {
  const rows = [
    ['2026-05-05', 'Europe/Lisbon', '2026-05-05T22:59:59Z', 'valid'],
    ['2026-05-05', 'Europe/Lisbon', '2026-05-05T23:00:00Z', 'expired'],
    ['2026-05-05', 'Asia/Tokyo', '2026-05-05T14:59:59Z', 'valid'],
    ['2026-05-05', 'Asia/Tokyo', '2026-05-05T15:00:00Z', 'expired'],
    ['2026-05-05', 'America/Los_Angeles', '2026-05-06T06:59:59Z', 'valid'],
    ['2026-05-05', '', '2026-05-06T11:59:59Z', 'valid'],
    ['2026-05-05', 'Mars/Olympus', '2026-05-06T12:00:00Z', 'expired'],
    [null, 'Europe/Lisbon', '2099-01-01T00:00:00Z', 'noExpiry'],
  ] as const;
  it.each(rows)('until %s in %s, at %s: %s', (validUntil, zone, now, expected) => {
    expect(quoteState(validUntil, zone, new Date(now))).toBe(expected);
  });

  it('once expired stays expired, and one of unknown zone expires last', () => {
    const zone = fc.constantFrom('Europe/Lisbon', 'Asia/Tokyo', 'Pacific/Kiritimati', 'America/New_York');
    const minutes = fc.integer({ min: 0, max: 5 * 1440 });
    fc.assert(
      fc.property(zone, minutes, minutes, (timeZone, one, more) => {
        const at = (offset: number) => new Date(Date.UTC(2026, 4, 3) + offset * 60_000);
        if (quoteState('2026-05-05', timeZone, at(one)) !== 'expired') return;
        expect(quoteState('2026-05-05', timeZone, at(one + more))).toBe('expired');
        expect(dayIn(timeZone, at(one)) ?? '').toMatch(/^2026-05-0[6-9]$/);
      }),
    );
    const stillToday = new Date('2026-05-06T11:00:00Z');
    expect(quoteState('2026-05-05', 'Etc/GMT+11', stillToday)).toBe('expired');
    expect(quoteState('2026-05-05', '', stillToday)).toBe('valid');
  });
});

describe('what desks keep', () => {
  it('is two years', () => {
    const now = new Date('2026-05-05T12:00:00.000Z');
    expect(keptSince(now).toISOString()).toBe('2024-05-05T12:00:00.000Z');
    expect(isKept('2024-05-05T12:00:00.000Z', now)).toBe(true);
    expect(isKept('2024-05-05T11:59:59.999Z', now)).toBe(false);
  });

  const rows = [
    [{ kept: 1, isComplete: false, older: null }, 'some'],
    [{ kept: 0, isComplete: true, older: 2 }, 'some'],
    [{ kept: 0, isComplete: true, older: 0 }, 'none'],
    [{ kept: 0, isComplete: false, older: 0 }, 'none'],
    [{ kept: 0, isComplete: true, older: null }, 'noneKept'],
    [{ kept: 0, isComplete: false, older: null }, 'notLoaded'],
  ] as const;
  it.each(rows)('%j is %s', (facts, expected) => {
    expect(historyState(facts)).toBe(expected);
  });
});
