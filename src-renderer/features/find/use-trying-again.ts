/** Tries again by itself while something is the matter: at once when the core is back, and every few seconds. */
import { useEffect } from 'react';
import { useLine } from '#renderer/api/line.ts';
import type { ProblemCode } from '#renderer/api/problem.ts';

const AGAIN_MS = 3000;

/** `retry` must be the same function from one rendering to the next. */
export function useTryingAgain(problem: ProblemCode | null, retry: () => void): void {
  const isOpen = useLine(({ state }) => state === 'open');
  const isTried = problem !== null && isOpen;
  useEffect(() => {
    if (!isTried) return;
    retry();
    const timer = setInterval(retry, AGAIN_MS);
    return () => clearInterval(timer);
  }, [isTried, retry]);
}
