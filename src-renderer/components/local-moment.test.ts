import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localMoment, momentOf } from './local-moment.ts';

describe('a moment in a form', () => {
  it('comes back as the instant it was, to the minute', () => {
    const dates = fc.date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(dates, (date) => {
        const minute = new Date(Math.floor(date.getTime() / 60_000) * 60_000);
        const back = momentOf(localMoment(minute.toISOString()));
        // An hour that clocks put back comes twice; the input cannot tell which.
        expect(Math.abs(new Date(back ?? 0).getTime() - minute.getTime())).toBeLessThanOrEqual(3_600_000);
        expect(localMoment(back ?? '')).toBe(localMoment(minute.toISOString()));
      }),
    );
  });

  it.each(['', 'never', '2026-13-01T00:00'])('is none for %j', (text) => {
    expect(momentOf(text)).toBeNull();
  });

  it('is nothing for what is no instant', () => {
    expect(localMoment('soon')).toBe('');
  });
});
