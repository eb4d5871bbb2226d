import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { graceLease, isRenewalDue, type Lease, leaseStateOf, readLease, timeNow } from './lease.ts';

const HOUR = 3_600_000;
const START = Date.parse('2026-06-01T08:00:00.000Z');
const leaseOf = (hours: number): Lease => ({
  kind: 'lease',
  sub: 'ada',
  issuedAt: new Date(START).toISOString(),
  expiresAt: new Date(START + hours * HOUR).toISOString(),
});
const week = leaseOf(168);
const noted = { time: START, wall: START };
const at = (hours: number) => ({ wall: START + hours * HOUR, noted, elapsed: 0 });

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

  it('that is none has ended', () => {
    expect(leaseStateOf(null, at(0))).toEqual({ state: 'ended' });
    expect(isRenewalDue(null, at(0))).toBe(true);
  });

  it('is renewed from a quarter of its time on, and when the clock was set back', () => {
    expect(isRenewalDue(week, at(41.9))).toBe(false);
    expect(isRenewalDue(week, at(42))).toBe(true);
    expect(isRenewalDue(week, at(-1))).toBe(true);
  });

  it('that nobody granted yet lasts a week', () => {
    const grace = graceLease('ada', START);
    expect(grace).toEqual(week);
    expect(readLease(JSON.stringify(grace), 'ada')).toEqual(grace);
  });

  it('is read only where it is the user’s, of its kind and whole', () => {
    expect(readLease(JSON.stringify(week), 'ada')).toEqual(week);
    expect(readLease(JSON.stringify(week), 'bob')).toBeNull();
    expect(readLease(JSON.stringify({ ...week, kind: 'certificate' }), 'ada')).toBeNull();
    expect(readLease(JSON.stringify({ ...week, expiresAt: week.issuedAt }), 'ada')).toBeNull();
    expect(readLease('{', 'ada')).toBeNull();
  });
});

describe('a wall clock', () => {
  it.each([-1, 1, 24 * 365, -24 * 365])('that is %d hours off all along does no harm', (off) => {
    const wrong = { time: START, wall: START + off * HOUR };
    const later = (hours: number) => ({ wall: wrong.wall + hours * HOUR, noted: wrong, elapsed: 0 });
    expect(leaseStateOf(week, later(1)).state).toBe('good');
    expect(leaseStateOf(week, later(168)).state).toBe('ended');
  });

  it.each([
    [4, 'good'],
    [6, 'ended'],
  ])('that was set back by %d minutes while the desk was closed, or ran for a day: %s', (minutes, state) => {
    expect(leaseStateOf(week, at(-minutes / 60)).state).toBe(state);
    const day = 24 * HOUR;
    expect(leaseStateOf(week, { ...at(24 - minutes / 60), elapsed: day }).state).toBe(state);
  });

  it('that went wrong ends a lease only until the server says the time', () => {
    const wrong = START + 1000 * HOUR;
    expect(leaseStateOf(week, { wall: wrong, noted, elapsed: 0 }).state).toBe('ended');
    const said = { time: START + HOUR, wall: wrong };
    expect(leaseStateOf(week, { wall: wrong, noted: said, elapsed: 0 }).state).toBe('good');
  });
});

/** What happens to a desk between two notes: it runs or is closed, and somebody may set its clock. */
const step = fc.record({
  ran: fc.integer({ min: 0, max: 40 * HOUR }),
  closed: fc.integer({ min: 0, max: 40 * HOUR }),
  set: fc.oneof(fc.constant(0), fc.integer({ min: -400 * HOUR, max: 400 * HOUR })),
});

it('a desk never runs longer than its lease, however often it is started and its clock is set', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      let [wall, now, ran] = [START, { ...noted }, 0];
      for (const one of steps) {
        wall += one.closed + one.set;
        if (leaseStateOf(week, { wall, noted: now, elapsed: 0 }).state === 'ended') return;
        now = { time: timeNow({ wall, noted: now, elapsed: 0 }), wall };
        wall += one.ran;
        const clocks = { wall, noted: now, elapsed: one.ran };
        if (leaseStateOf(week, clocks).state === 'ended') return;
        ran += one.ran;
        now = { time: timeNow(clocks), wall };
        expect(ran).toBeLessThan(168 * HOUR);
      }
    }),
  );
});

it('a desk whose clock nobody sets ends with its lease, open or not', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      let [wall, now] = [START, { ...noted }];
      for (const { ran, closed } of steps) {
        wall += closed + ran;
        const clocks = { wall, noted: now, elapsed: ran };
        now = { time: timeNow(clocks), wall };
        expect(now.time).toBe(wall);
        expect(leaseStateOf(week, clocks).state === 'ended').toBe(wall >= START + 168 * HOUR);
      }
    }),
  );
});
