/** What is pulled waits for an answer about the same document, and for nothing else. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLanding } from './landing.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function watched(promise: Promise<void>): { isOver: boolean } {
  const watch = { isOver: false };
  promise.then(() => {
    watch.isOver = true;
  });
  return watch;
}

test('what nobody answers about waits for nothing', async () => {
  const landing = createLanding();
  landing.begins(['a']);
  await landing.over(['b', 'c']);
});

test('it waits until every answer about its documents was noted', async () => {
  const landing = createLanding();
  landing.begins(['a', 'b']);
  landing.begins(['c']);
  const pull = watched(landing.over(['a', 'b']));
  landing.noted(['a', 'c']);
  await vi.advanceTimersByTimeAsync(1);
  expect(pull.isOver).toBe(false);
  landing.noted(['b']);
  await vi.advanceTimersByTimeAsync(1);
  expect(pull.isOver).toBe(true);
  await landing.over(['a', 'b', 'c']);
});

test('an answer that is never noted keeps nobody for ever', async () => {
  const landing = createLanding();
  landing.begins(['a']);
  const pull = watched(landing.over(['a']));
  await vi.advanceTimersByTimeAsync(9_999);
  expect(pull.isOver).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(pull.isOver).toBe(true);
  await landing.over(['a']);
});
