import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchSleep } from './wake.ts';

const onWake = vi.fn();
let stop: () => void;
beforeEach(() => {
  vi.useFakeTimers();
  onWake.mockReset();
  stop = watchSleep(onWake);
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

it('says nothing while the clock goes on', async () => {
  await vi.advanceTimersByTimeAsync(60_000);
  expect(onWake).not.toHaveBeenCalled();
});

it('tells once of a sleep, within a second of the end of it', async () => {
  await vi.advanceTimersByTimeAsync(1_000);
  vi.setSystemTime(Date.now() + 3_600_000);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(onWake).toHaveBeenCalledOnce();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(onWake).toHaveBeenCalledOnce();
});

it('takes a clock that was set back for no sleep', async () => {
  vi.setSystemTime(Date.now() - 3_600_000);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(onWake).not.toHaveBeenCalled();
});
