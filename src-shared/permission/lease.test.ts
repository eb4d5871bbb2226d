import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { effectiveNow, isRenewalDue, type Lease, leaseStateOf, readLease } from './lease.ts';

const HOUR = 3_600_000;
const START = Date.parse('2026-06-01T08:00:00.000Z');
const leaseOf = (hours: number): Lease => ({
  kind: 'lease',
  sub: 'ada',
  issuedAt: new Date(START).toISOString(),
  expiresAt: new Date(START + hours * HOUR).toISOString(),
});
const week = leaseOf(168);
const at = (hours: number) => ({ wall: START + hours * HOUR, seen: START, elapsed: 0 });

describe('a lease', () => {
  it.each([
    [168, 143.9, 'good'],
    [168, 144, 'ending'],
    [168, 167.9, 'ending'],
    [168, 168, 'ended'],
    [8, 5.9, 'good'],
    [8, 6, 'ending'],
    [8, 8, 'ended'],
  ])('of %d hours is after %d hours %s', (length, hours, state) => {
    expect(leaseStateOf(leaseOf(length), at(hours)).state).toBe(state);
  });

  it('that is not remembered has ended', () => {
    expect(leaseStateOf(null, at(0))).toEqual({ state: 'ended', since: null });
    expect(isRenewalDue(null, at(0))).toBe(true);
  });

  it('is renewed from a quarter of its time on', () => {
    expect(isRenewalDue(week, at(41.9))).toBe(false);
    expect(isRenewalDue(week, at(42))).toBe(true);
  });

  it('that a clock wrongly ahead ended is good once the server has said the time', () => {
    expect(leaseStateOf(week, at(1000)).state).toBe('ended');
    expect(leaseStateOf(week, { wall: START + HOUR, seen: START + HOUR, elapsed: 0 }).state).toBe('good');
  });

  it('is read only where it is the user’s, of its kind and whole', () => {
    expect(readLease(JSON.stringify(week), 'ada')).toEqual(week);
    expect(readLease(JSON.stringify(week), 'bob')).toBeNull();
    expect(readLease(JSON.stringify({ ...week, kind: 'certificate' }), 'ada')).toBeNull();
    expect(readLease(JSON.stringify({ ...week, expiresAt: week.issuedAt }), 'ada')).toBeNull();
    expect(readLease('{', 'ada')).toBeNull();
  });
});

describe('the time a lease is read by', () => {
  const step = fc.record({
    wall: fc.integer({ min: 0, max: 2 * START }),
    elapsed: fc.integer({ min: -10, max: 400 * HOUR }),
  });

  it('never goes back, whatever the wall clock says and however often the desk is started', () => {
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        let seen = START;
        for (const one of steps) {
          const now = effectiveNow({ ...one, seen });
          expect(now).toBeGreaterThanOrEqual(seen + Math.max(0, one.elapsed));
          seen = now;
        }
      }),
    );
  });

  it('keeps an ended lease ended under any wall clock', () => {
    fc.assert(
      fc.property(fc.integer({ min: 168, max: 1000 }), step, (hours, one) => {
        const seen = effectiveNow(at(hours));
        expect(leaseStateOf(week, { ...one, seen }).state).toBe('ended');
      }),
    );
  });
});
