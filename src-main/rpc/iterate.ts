/**
 * An observable as an event iterator of the RPC. Only the newest value waits for a slow reader, so a window that
 * falls behind costs no memory; the subscription ends when the reader stops, fails or goes away.
 */
import { ORPCError } from '@orpc/server';
import type { Observable } from 'rxjs';
import type { ApiErrorCode } from '#shared/api/errors.ts';
import { errorCode, type Logger } from '../log.ts';

/**
 * Yields the values of `source`, newest only, until it completes, fails, or `signal` aborts. A failure is logged by
 * its code and crosses as INTERNAL.
 */
export async function* iterate<T>(
  source: Observable<T>,
  log: Logger,
  signal?: AbortSignal,
): AsyncGenerator<T, void, void> {
  let newest: { value: T } | null = null;
  let ended: { error: unknown } | null = null;
  let wake = Promise.withResolvers<void>();
  const end = (error: unknown) => {
    ended ??= { error };
    wake.resolve();
  };
  const subscription = source.subscribe({
    next: (value) => {
      newest = { value };
      wake.resolve();
    },
    error: end,
    complete: () => end(null),
  });
  const onAbort = () => end(null);
  signal?.addEventListener('abort', onAbort, { once: true });
  if (signal?.aborted) end(null);
  try {
    for (;;) {
      await wake.promise;
      wake = Promise.withResolvers();
      const taken: { value: T } | null = newest;
      newest = null;
      if (taken) yield (taken as { value: T }).value;
      const over = ended as { error: unknown } | null;
      if (over?.error) {
        log.error('rpc.stream', { code: errorCode(over.error) });
        throw new ORPCError('INTERNAL' satisfies ApiErrorCode);
      }
      if (over && newest === null) return;
      if (newest !== null || over) wake.resolve();
    }
  } finally {
    subscription.unsubscribe();
    signal?.removeEventListener('abort', onAbort);
  }
}
