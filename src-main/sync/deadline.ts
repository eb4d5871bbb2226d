/**
 * A request's own deadline, of which nothing is left when the request has ended. `AbortSignal.timeout` keeps what hangs
 * on it, the whole answer, until its time is up: a first sync then holds all answers of the last half minute.
 */

/** Runs the work with a signal that aborts with `outer`, and with a `TimeoutError` after `ms`. */
export async function withDeadline<T>(
  outer: AbortSignal,
  ms: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const follow = () => controller.abort(outer.reason);
  const timer = setTimeout(
    () => controller.abort(new DOMException('The deadline is over.', 'TimeoutError')),
    ms,
  );
  outer.addEventListener('abort', follow);
  if (outer.aborted) follow();
  try {
    return await work(controller.signal);
  } finally {
    clearTimeout(timer);
    outer.removeEventListener('abort', follow);
  }
}
