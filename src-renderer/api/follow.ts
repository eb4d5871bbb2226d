/**
 * Follows a subscription of the core. Invariant: a lost line never ends it; it resumes by itself and the last
 * value stays valid meanwhile. Only an error of the contract ends it.
 */
import { ORPCError } from '@orpc/client';
import { whenOpen } from './line.ts';
import { type ProblemCode, problemOf } from './problem.ts';

const RESUME_MS = 250;

/** Opens a subscription; the signal ends it. */
export type Open<T> = (signal: AbortSignal) => Promise<AsyncIterable<T>>;

export type Follower<T> = { value: (value: T) => void; problem: (code: ProblemCode) => void };

/** Calls `value` for everything emitted until the signal aborts or the core answers with an error. */
export async function follow<T>(open: Open<T>, to: Follower<T>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await whenOpen(signal);
      for await (const value of await open(signal)) {
        if (signal.aborted) return;
        to.value(value);
      }
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof ORPCError) return to.problem(problemOf(error));
    }
    await new Promise((resolve) => setTimeout(resolve, RESUME_MS));
  }
}
