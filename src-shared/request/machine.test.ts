/**
 * The state machine of requests, by random sequences of what can happen to one: desks that die between noting and sending,
 * copies that come twice, late or never, answers that are lost, clocks that jump, cancellations that race with sending, and
 * what is decided on the server meanwhile.
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
  /** Copies on their way, each of which may come once, more often, late or never. */
  flying: number;
  server: RequestState | null;
  effects: number;
  now: number;
  kind: RequestKind;
};

type Act =
  /** The desk notes that it sends, and then does, unless it dies in between. */
  | { name: 'send'; dies: boolean }
  /** A copy comes; the network may keep one to bring it again, and may lose the answer. */
  | { name: 'deliver'; isAnswered: boolean; again: boolean }
  /** What the server does by itself, or people decide there; and the desk's next pull. */
  | { name: 'complete' | 'reject' | 'withdraw' | 'cancel' | 'sweep' | 'pull' }
  | { name: 'clock'; by: number };

const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ name: fc.constant('send' as const), dies: fc.boolean() }),
  fc.record({ name: fc.constant('deliver' as const), isAnswered: fc.boolean(), again: fc.boolean() }),
  fc.record({
    name: fc.constantFrom(
      'complete' as const,
      'reject' as const,
      'withdraw' as const,
      'cancel' as const,
      'sweep' as const,
      'pull' as const,
    ),
  }),
  fc.record({ name: fc.constant('clock' as const), by: fc.integer({ min: -200, max: 200 }) }),
);

function isStale({ kind, now }: World): boolean {
  return staleness(kind, new Date(START).toISOString(), new Date(now)) !== '';
}

/** One step of the world, by the rules that desk and server follow. */
function step(world: World, one: Act): World {
  const { desk, server } = world;
  const isTooLate = desk === 'queued' && isStale(world);
  switch (one.name) {
    case 'clock':
      return { ...world, now: world.now + one.by * HOUR };
    case 'cancel':
      return { ...world, desk: next(desk, 'cancel') ?? desk };
    case 'sweep':
      return isTooLate ? { ...world, desk: next(desk, 'expire') ?? desk } : world;
    case 'send': {
      if (isTooLate) return { ...world, desk: next(desk, 'expire') ?? desk };
      const sent = next(desk, 'send');
      return sent ? { ...world, desk: sent, flying: world.flying + (one.dies ? 0 : 1) } : world;
    }
    case 'deliver': {
      if (world.flying === 0) return world;
      const stands = server ?? (isStale(world) ? 'expired' : 'accepted');
      const told = one.isAnswered && !hasEnded(desk) ? stands : desk;
      return { ...world, server: stands, desk: told, flying: world.flying - (one.again ? 0 : 1) };
    }
    case 'pull':
      return server === null || hasEnded(desk) ? world : { ...world, desk: server };
    default: {
      const decided = server && next(server, one.name);
      if (!decided) return world;
      return { ...world, server: decided, effects: world.effects + (decided === 'done' ? 1 : 0) };
    }
  }
}

function run(kind: RequestKind, acts: Act[]): World[] {
  const worlds: World[] = [{ desk: 'queued', flying: 0, server: null, effects: 0, now: START, kind }];
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
        // What the desk ended by itself never reached the server; what the server ended is what the desk says.
        if (hasEnded(last.desk)) expect([null, last.desk]).toContain(last.server);
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
    expect(REQUEST_KINDS.map(hours)).toEqual([null, null, null, null, 1, 24, 72, 72]);
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
