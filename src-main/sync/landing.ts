/**
 * Answers to a push on their way into the store.
 *
 * RxDB writes such an answer into the collection first and then notes that the server has that state. What is pulled of the
 * document in between it takes for older than an edit of this desk, and passes over for good (downstream.ts, "non-upstream-
 * replicated local write"). Once noted, it takes whatever is pulled, also what was on its way since before the push.
 *
 * Invariant: what is pulled of a document is handed to RxDB only if it was asked for after the last answer about the document
 * was noted, or so late that something else must have kept RxDB from noting it.
 */
import { filter, firstValueFrom, race, Subject, timer } from 'rxjs';

const PATIENCE_MS = 10_000;

export type Landing = {
  /** RxDB is given an answer about these documents. */
  begins(ids: Iterable<string>): void;
  /** RxDB has noted what the server has of these. */
  noted(ids: Iterable<string>): void;
  /** Where it stands, for `crossed`. */
  now(): number;
  /**
   * Waits until no answer about these documents is on its way. True when one was since `asked`: what was pulled then is to be
   * asked for again.
   */
  crossed(ids: Iterable<string>, asked: number): Promise<boolean>;
};

/** For one collection of one desk. */
export function createLanding(): Landing {
  const landing = new Set<string>();
  /** When the last answer about a document was noted. */
  const notedAt = new Map<string, number>();
  const noted$ = new Subject<void>();
  let time = 0;

  function note(id: string): void {
    if (landing.delete(id)) notedAt.set(id, time);
  }

  return {
    begins(ids) {
      for (const id of ids) landing.add(id);
    },
    noted(ids) {
      if (landing.size === 0) return;
      time += 1;
      for (const id of ids) note(id);
      noted$.next();
    },
    now: () => time,
    async crossed(ids, asked) {
      const all = [...ids];
      const wanted = all.filter((id) => landing.has(id));
      if (wanted.length > 0) {
        const free$ = noted$.pipe(filter(() => !wanted.some((id) => landing.has(id))));
        await firstValueFrom(race(free$, timer(PATIENCE_MS)));
        for (const id of wanted) landing.delete(id);
      }
      return wanted.length > 0 || all.some((id) => (notedAt.get(id) ?? 0) > asked);
    },
  };
}
