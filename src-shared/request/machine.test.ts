/**
 * The state machine of requests, by random sequences of what can happen to one: sends whose answers are lost, crashes that
 * forget what was only in memory, duplicates, clocks that jump, cancellations that race with sending.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dueOf, expiryOf, staleness } from './expiry.ts';
import { hasEnded, isCancellable, next, type RequestEvent } from './machine.ts';
import { REQUEST_KINDS, REQUEST_STATES, type RequestKind, type RequestState } from './schema.ts';

const EVENTS: RequestEvent[] = ['send', 'cancel', 'expire', 'accept', 'reject', 'complete', 'withdraw'];
const START = Date.parse('2026-03-01T12:00:00.000Z');
const HOUR = 3_600_000;

/** A desk and a server with one request between them; each side has only what it wrote down. */
type World = {
  desk: RequestState;
  server: RequestState | null;
  effects: number;
  now: number;
  kind: RequestKind;
};

type Act =
  | { name: 'send'; isAnswered: boolean }
  | { name: 'cancel' | 'sweep' | 'serve' }
  | { name: 'clock'; by: number };

const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ name: fc.constant('send' as const), isAnswered: fc.boolean() }),
  fc.record({ name: fc.constantFrom('cancel' as const, 'sweep' as const, 'serve' as const) }),
  fc.record({ name: fc.constant('clock' as const), by: fc.integer({ min: -200, max: 200 }) }),
);

function isStale({ kind, now }: World): boolean {
  return staleness(kind, new Date(START).toISOString(), new Date(now)) !== '';
}

/** One step of the world, by the rules that desk and server follow. */
function step(world: World, { name, ...how }: Act): World {
  const on = (event: RequestEvent) => next(world.desk, event) ?? world.desk;
  if (name === 'clock') return { ...world, now: world.now + ('by' in how ? how.by : 0) * HOUR };
  if (name === 'cancel') return { ...world, desk: on('cancel') };
  if (name === 'sweep')
    return world.desk === 'queued' && isStale(world) ? { ...world, desk: on('expire') } : world;
  if (name === 'serve') {
    const done = world.server && next(world.server, 'complete');
    return done ? { ...world, server: done, effects: world.effects + 1 } : world;
  }
  if (world.desk === 'queued' && isStale(world)) return { ...world, desk: on('expire') };
  const sent = next(world.desk, 'send');
  if (!sent) return world;
  const server = world.server ?? (isStale(world) ? 'expired' : 'accepted');
  return { ...world, server, desk: 'isAnswered' in how && how.isAnswered ? server : sent };
}

function run(kind: RequestKind, acts: Act[]): World[] {
  const worlds: World[] = [{ desk: 'queued', server: null, effects: 0, now: START, kind }];
  for (const one of acts) worlds.push(step(worlds.at(-1) as World, one));
  return worlds;
}

describe('the states of a request', () => {
  it('has no way out of an end', () => {
    for (const state of REQUEST_STATES.filter(hasEnded)) {
      for (const event of EVENTS) expect(next(state, event)).toBeNull();
    }
  });

  it('is done only by what was accepted, and cancelled by the desk only before it was sent', () => {
    expect(REQUEST_STATES.filter((state) => next(state, 'complete') !== null)).toEqual(['accepted']);
    expect(REQUEST_STATES.filter(isCancellable)).toEqual(['queued']);
  });

  it('takes effect at most once, never after it was cancelled or expired on the desk, and ends for good', () => {
    fc.assert(
      fc.property(fc.constantFrom(...REQUEST_KINDS), fc.array(act, { maxLength: 40 }), (kind, acts) => {
        const worlds = run(kind, acts);
        const last = worlds.at(-1) as World;
        expect(last.effects).toBeLessThanOrEqual(1);
        if (last.desk === 'cancelled' || last.desk === 'expired') expect(last.effects).toBe(0);
        if (last.desk === 'done') expect(last.effects).toBe(1);
        const ended = worlds.findIndex(({ desk }) => hasEnded(desk));
        if (ended >= 0) expect(new Set(worlds.slice(ended).map(({ desk }) => desk)).size).toBe(1);
      }),
      { numRuns: 2000 },
    );
  });

  it('never says done on the desk before the server has done it', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
        for (const { desk, server } of run('forget', acts)) if (desk === 'done') expect(server).toBe('done');
      }),
    );
  });
});

describe('how long a request may wait', () => {
  it('is never for being forgotten, and as FEATURES F and C10 say for the others', () => {
    const at = new Date(START).toISOString();
    const hours = (kind: RequestKind) => {
      const expiry = expiryOf(kind, at);
      return expiry === null ? null : (Date.parse(expiry) - START) / HOUR;
    };
    expect(REQUEST_KINDS.map(hours)).toEqual([null, null, null, null, 1, 24, 72]);
  });

  it('cannot be stretched by a clock that is ahead', () => {
    fc.assert(
      fc.property(fc.integer({ min: 6, max: 100_000 }), (minutes) => {
        const ahead = new Date(START + minutes * 60_000).toISOString();
        expect(staleness('resetPassword', ahead, new Date(START))).toBe('clockWrong');
      }),
    );
  });

  it('counts a month by the calendar, 45 days for the CCPA, from when the person asked', () => {
    expect(dueOf('gdpr', '2026-01-31T10:00:00.000Z')).toBe('2026-02-28T10:00:00.000Z');
    expect(dueOf('ukGdpr', '2026-12-15T10:00:00.000Z')).toBe('2027-01-15T10:00:00.000Z');
    expect(dueOf('ccpa', '2026-01-01T00:00:00.000Z')).toBe('2026-02-15T00:00:00.000Z');
    expect(dueOf('other', '2026-01-01T00:00:00.000Z')).toBe('2026-01-31T00:00:00.000Z');
  });
});
