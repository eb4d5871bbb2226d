/** A deadline ends its work, and leaves nothing behind when the work ends first. */
import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { withDeadline } from './deadline.ts';

const untilAborted = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason));
  });

test('work that takes too long is given up', async () => {
  const { signal } = new AbortController();
  await expect(withDeadline(signal, 1, untilAborted)).rejects.toMatchObject({ name: 'TimeoutError' });
});

test('work is given up with what it is part of, also when that was over before', async () => {
  const outer = new AbortController();
  const work = withDeadline(outer.signal, 60_000, untilAborted);
  outer.abort(new Error('closed'));
  await expect(work).rejects.toThrow('closed');
  await expect(withDeadline(outer.signal, 60_000, untilAborted)).rejects.toThrow('closed');
});

test('nothing is left of it when the work has ended', async () => {
  const { signal } = new AbortController();
  const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
  const before = timers();
  expect(await withDeadline(signal, 60_000, async () => 'answer')).toBe('answer');
  expect(getEventListeners(signal, 'abort')).toEqual([]);
  expect(timers()).toBe(before);
});
