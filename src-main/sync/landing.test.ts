/** What is pulled is believed only if it was asked for after the last answer about the same document was noted. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLanding } from './landing.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function watched(promise: Promise<boolean>): { said: boolean | null } {
  const watch: { said: boolean | null } = { said: null };
  promise.then((said) => {
    watch.said = said;
  });
  return watch;
}

test('what nobody answers about waits for nothing', async () => {
  const landing = createLanding();
  landing.begins(['a']);
  expect(await landing.crossed(['b', 'c'], landing.now())).toBe(false);
});

test('it waits until every answer about its documents was noted, and is asked for again', async () => {
  const landing = createLanding();
  landing.begins(['a', 'b']);
  landing.begins(['c']);
  const pull = watched(landing.crossed(['a', 'b'], landing.now()));
  landing.noted(['a', 'c']);
  await vi.advanceTimersByTimeAsync(1);
  expect(pull.said).toBeNull();
  landing.noted(['b']);
  await vi.advanceTimersByTimeAsync(1);
  expect(pull.said).toBe(true);
  expect(await landing.crossed(['a', 'b', 'c'], landing.now())).toBe(false);
});

test('what was on its way since before the answer was noted is asked for again', async () => {
  const landing = createLanding();
  const asked = landing.now();
  landing.begins(['a']);
  landing.noted(['a']);
  expect(await landing.crossed(['a'], asked)).toBe(true);
  expect(await landing.crossed(['b'], asked)).toBe(false);
  expect(await landing.crossed(['a'], landing.now())).toBe(false);
});

test('an answer that is never noted keeps nobody for ever', async () => {
  const landing = createLanding();
  landing.begins(['a']);
  const pull = watched(landing.crossed(['a'], landing.now()));
  await vi.advanceTimersByTimeAsync(9_999);
  expect(pull.said).toBeNull();
  await vi.advanceTimersByTimeAsync(1);
  expect(pull.said).toBe(true);
  expect(await landing.crossed(['a'], landing.now())).toBe(false);
});
