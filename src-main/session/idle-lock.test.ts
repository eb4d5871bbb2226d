/** The desk is locked after a while without use, by a clock of the test's own. */
import fc from 'fast-check';
import { BehaviorSubject } from 'rxjs';
import { expect, test } from 'vitest';
import type { SessionState } from '#shared/api/session.ts';
import { createIdleLock, type IdleClock } from './idle-lock.ts';

const MINUTE = 60_000;
const me = { sub: 'casey', name: 'Casey', role: 'agent', regions: [], teams: [] };
const open = (hasPin: boolean) => ({ state: 'signedIn', me, hasPin }) as unknown as SessionState;

function scene(minutes?: number, first: SessionState = open(true)) {
  let now = 0;
  let ticks: { run: () => void; ms: number; next: number }[] = [];
  let locked = 0;
  const clock: IdleClock = {
    now: () => now,
    every(ms, run) {
      const tick = { run, ms, next: now + ms };
      ticks.push(tick);
      return () => {
        ticks = ticks.filter((one) => one !== tick);
      };
    },
  };
  const state$ = new BehaviorSubject<SessionState>(first);
  const lock = () => {
    locked += 1;
    state$.next({ state: 'locked', failed: 0, retryAt: null, unsent: 0 });
  };
  const idle = createIdleLock(state$, lock, minutes, clock);
  return {
    idle,
    state$,
    locked: () => locked,
    timers: () => ticks.length,
    /** Time passes, and timers run. */
    pass(ms: number) {
      for (const end = now + ms; now < end; ) {
        now = Math.min(end, ...ticks.map(({ next }) => next));
        for (const tick of [...ticks]) {
          if (tick.next > now) continue;
          tick.next = now + tick.ms;
          tick.run();
        }
      }
    },
    /** Time passes while no timer runs, as when the computer sleeps. */
    sleep(ms: number) {
      now += ms;
    },
  };
}

test('a desk with a PIN is locked after fifteen minutes, once, and not before', () => {
  const { pass, locked, timers } = scene();
  pass(15 * MINUTE - 1);
  expect(locked()).toBe(0);
  pass(15_000);
  expect(locked()).toBe(1);
  pass(60 * MINUTE);
  expect(locked()).toBe(1);
  expect(timers()).toBe(0);
});

test('use keeps it open, whatever the pauses, as long as each is shorter', () => {
  const pauses = fc.array(fc.integer({ min: 0, max: 5 * MINUTE - 1 }), { maxLength: 30 });
  fc.assert(
    fc.property(pauses, (all) => {
      const { pass, idle, locked } = scene(5);
      for (const pause of all) {
        pass(pause);
        idle.active();
      }
      expect(locked()).toBe(0);
      pass(5 * MINUTE + 15_000);
      expect(locked()).toBe(1);
    }),
  );
});

test('a computer that slept is locked by the first key that is pressed', () => {
  const { sleep, idle, locked } = scene();
  sleep(8 * 60 * MINUTE);
  idle.active();
  expect(locked()).toBe(1);
});

test('a desk without a PIN is left open until it gets one, and the time begins then', () => {
  const { pass, state$, locked } = scene(15, open(false));
  pass(60 * MINUTE);
  expect(locked()).toBe(0);
  state$.next(open(true));
  pass(14 * MINUTE);
  state$.next(open(true));
  expect(locked()).toBe(0);
  pass(2 * MINUTE);
  expect(locked()).toBe(1);
  state$.next(open(true));
  pass(14 * MINUTE);
  expect(locked()).toBe(1);
});

test.each([Number.NaN, 0, -5, Number.POSITIVE_INFINITY])('"%s" minutes are taken for fifteen', (minutes) => {
  const { pass, locked } = scene(minutes);
  pass(14 * MINUTE);
  expect(locked()).toBe(0);
  pass(2 * MINUTE);
  expect(locked()).toBe(1);
});

test('nothing is locked once it is closed', () => {
  const { pass, idle, locked, timers } = scene();
  idle.close();
  pass(60 * MINUTE);
  expect(locked()).toBe(0);
  expect(timers()).toBe(0);
});
