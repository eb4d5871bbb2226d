/**
 * Notices that the machine slept: a timer that comes much later than it was set for. Connections from before are dead
 * then, and the system says so only when something is sent and long not answered.
 *
 * An event loop that stood still for as long looks the same; then requests are sent again for nothing, which does no harm.
 */

const TICK_MS = 1_000;
/** Longer than the event loop is ever held up (docs/BENCHMARKS-STORE.md), shorter than a server's patience. */
const SLEEP_MS = 5_000;

/** Calls `onWake` within a second after the machine woke. Returns how to stop. */
export function watchSleep(onWake: () => void): () => void {
  let last = Date.now();
  const timer = setInterval(() => {
    const now = Date.now();
    const slept = now - last - TICK_MS;
    last = now;
    if (slept >= SLEEP_MS) onWake();
  }, TICK_MS);
  timer.unref();
  return () => clearInterval(timer);
}
