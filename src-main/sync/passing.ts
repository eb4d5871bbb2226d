/**
 * Pulls that pass a push.
 *
 * RxDB ignores what is pulled of a document that waits to be confirmed: its conflict is the push's to settle. But an answer
 * that is long on its way tells what stood before the pull: taken as it is, the desk would show that state until the document
 * changes again, or hold what has left the user's scope since.
 *
 * Invariant: an answer to a push is only believed if, from before it was asked until it came, no pull handed over one of its
 * documents and the collection did not start over. Otherwise it is asked for again; the server takes a change only once.
 */
type Watch = { ids: ReadonlySet<string>; isPassed: boolean };

export type Passing = {
  /** A pull hands these documents over, or says that they are gone. */
  passed(ids: Iterable<string>): void;
  startedOver(): void;
  /** True when an answer was believed since the desk was started. */
  hasBelieved(): boolean;
  /** The first answer about these documents that nothing passed, and whether an earlier one was. Rejects as `ask` does. */
  unpassed<T>(ids: Iterable<string>, ask: () => Promise<T>): Promise<{ answer: T; wasPassed: boolean }>;
};

/** For one collection of one desk. */
export function createPassing(): Passing {
  const watches = new Set<Watch>();
  let believed = false;

  async function watched<T>(watch: Watch, ask: () => Promise<T>): Promise<T> {
    watches.add(watch);
    try {
      return await ask();
    } finally {
      watches.delete(watch);
    }
  }

  return {
    passed(ids) {
      if (watches.size === 0) return;
      const passed = [...ids];
      for (const watch of watches) watch.isPassed ||= passed.some((id) => watch.ids.has(id));
    },
    startedOver() {
      for (const watch of watches) watch.isPassed = true;
    },
    hasBelieved: () => believed,
    async unpassed(ids, ask) {
      const set = new Set(ids);
      for (let wasPassed = false; ; wasPassed = true) {
        const watch: Watch = { ids: set, isPassed: false };
        const answer = await watched(watch, ask);
        if (watch.isPassed) continue;
        believed = true;
        return { answer, wasPassed };
      }
    },
  };
}
