/** When the desk tries again: never before the latest time that an answer asked for. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Closed, createNetwork, type Network } from './network.ts';
import { ServerError } from './server-error.ts';

let network: Network;
beforeEach(() => {
  vi.useFakeTimers();
  network = createNetwork();
});
afterEach(() => {
  network.close();
  vi.useRealTimers();
});

/** A request that fails so the first time. */
function failing(error: ServerError) {
  const call = vi.fn(async () => 'done').mockRejectedValueOnce(error);
  return { call, ended: network.run(call) };
}

const closed = async (ended: Promise<unknown>) => {
  network.close();
  await expect(ended).rejects.toThrow(Closed);
};

describe('a failed request', () => {
  it('is tried again within the backoff', async () => {
    const { call, ended } = failing(new ServerError('transient'));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(call).toHaveBeenCalledTimes(2);
    expect(await ended).toBe('done');
    expect(network.state()).toBe('online');
  });

  it('waits for as long as any other answer asks, though it failed first', async () => {
    const first = failing(new ServerError('transient'));
    const second = failing(new ServerError('transient', 429, 20_000));
    await vi.advanceTimersByTimeAsync(19_000);
    expect(network.state()).toBe('offline');
    expect(first.call).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await Promise.all([first.ended, second.ended])).toEqual(['done', 'done']);
  });

  it('is not tried sooner for an answer that asks for less', async () => {
    const first = failing(new ServerError('transient', 503, 20_000));
    const second = failing(new ServerError('transient', 503, 5_000));
    await vi.advanceTimersByTimeAsync(19_000);
    expect(network.state()).toBe('offline');
    void second.ended.catch(() => undefined);
    await closed(first.ended);
  });
});

describe('a machine that wakes', () => {
  it('gives up requests over dead connections, and sends them again at once', async () => {
    const signals: AbortSignal[] = [];
    const ended = network.run((signal) => {
      signals.push(signal);
      if (signals.length === 2) return Promise.resolve('done');
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    });
    await vi.advanceTimersByTimeAsync(0);
    network.wake();
    expect(await ended).toBe('done');
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
    expect(network.state()).toBe('online');
  });

  it('does not wait for the backoff, and stays offline where somebody chose it', async () => {
    const { call, ended } = failing(new ServerError('transient'));
    await vi.advanceTimersByTimeAsync(0);
    expect(network.state()).toBe('offline');
    network.wake();
    expect(await ended).toBe('done');
    expect(call).toHaveBeenCalledTimes(2);
    network.setOffline(true);
    network.wake();
    expect(network.state()).toBe('offlineByChoice');
  });
});

describe('the time to come back', () => {
  it('is read in seconds and as a date, up to five minutes', () => {
    const delay = (text: string | null) => ServerError.ofStatus(503, text).retryAfterMs;
    expect(delay('7')).toBe(7_000);
    expect(delay('100000')).toBe(300_000);
    vi.setSystemTime('2026-01-01T00:00:00Z');
    expect(delay('Thu, 01 Jan 2026 00:00:09 GMT')).toBe(9_000);
    expect(delay('Wed, 31 Dec 2025 00:00:00 GMT')).toBe(0);
    expect(delay('soon')).toBe(0);
    expect(delay(null)).toBe(0);
  });
});
