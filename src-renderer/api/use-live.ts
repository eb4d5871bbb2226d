/** A subscription of the core as state of a component. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { follow, type Open } from './follow.ts';
import type { ProblemCode } from './problem.ts';

/** Loading until the first value; `problem` when the core refused, with `retry` to ask again. */
export type Live<T> =
  | { state: 'loading' }
  | { state: 'ready'; value: T }
  | { state: 'problem'; code: ProblemCode };

/** Follows `open` for as long as the component is mounted; starts over whenever `key` changes. */
export function useLive<T>(key: string, open: Open<T>): { live: Live<T>; retry: () => void } {
  const [held, setHeld] = useState<{ key: string; live: Live<T> }>({ key, live: { state: 'loading' } });
  const [attempt, setAttempt] = useState(0);
  const latestOpen = useRef(open);
  latestOpen.current = open;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt starts the subscription again
  useEffect(() => {
    const controller = new AbortController();
    const hold = (live: Live<T>) => setHeld({ key, live });
    void follow(
      (signal) => latestOpen.current(signal),
      {
        value: (value) => hold({ state: 'ready', value }),
        problem: (code) => hold({ state: 'problem', code }),
      },
      controller.signal,
    );
    return () => controller.abort();
  }, [key, attempt]);
  const retry = useCallback(() => {
    setHeld({ key, live: { state: 'loading' } });
    setAttempt((count) => count + 1);
  }, [key]);
  return { live: held.key === key ? held.live : { state: 'loading' }, retry };
}
