/** A replication that is stuck is told from one that waits, works, or has nothing to do. */
import { expect, test } from 'vitest';
import { createActivity, STALLED_MS } from './activity.ts';

function watch() {
  const clock = { ms: 0 };
  const activity = createActivity(() => clock.ms);
  const later = (ms: number) => {
    clock.ms += ms;
  };
  return { activity, later };
}

test('with nothing to do it is never stalled, however long that lasts', () => {
  const { activity, later } = watch();
  later(10 * STALLED_MS);
  expect(activity.isStalled(false)).toBe(false);
});

test('what has just begun to wait is given its time', () => {
  const { activity, later } = watch();
  later(10 * STALLED_MS);
  expect(activity.isStalled(true)).toBe(false);
  later(STALLED_MS - 1);
  expect(activity.isStalled(true)).toBe(false);
  later(1);
  expect(activity.isStalled(true)).toBe(true);
});

test('a pull that was asked for and does not begin is a stall; asking again does not put that off', () => {
  const { activity, later } = watch();
  activity.pullAsked();
  later(STALLED_MS / 2);
  activity.pullAsked();
  expect(activity.isStalled(false)).toBe(false);
  later(STALLED_MS / 2);
  expect(activity.isStalled(false)).toBe(true);
  activity.pullBegins();
  expect(activity.isStalled(false)).toBe(false);
});

test('a handler that waits for the network, and writes, are no stall', async () => {
  const { activity, later } = watch();
  const { promise, resolve } = Promise.withResolvers<string>();
  const pushing = activity.watched(() => promise)();
  expect(activity.isStalled(true)).toBe(false);
  later(10 * STALLED_MS);
  expect(activity.isStalled(true)).toBe(false);
  resolve('answer');
  expect(await pushing).toBe('answer');
  later(STALLED_MS - 1);
  activity.moved();
  later(STALLED_MS - 1);
  expect(activity.isStalled(true)).toBe(false);
  later(1);
  expect(activity.isStalled(true)).toBe(true);
});

test('a handler that fails is over all the same', async () => {
  const { activity, later } = watch();
  await expect(activity.watched(() => Promise.reject(new Error('refused')))()).rejects.toThrow('refused');
  expect(activity.isStalled(true)).toBe(false);
  later(STALLED_MS);
  expect(activity.isStalled(true)).toBe(true);
});
