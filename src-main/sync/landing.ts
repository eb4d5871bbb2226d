/**
 * Answers to a push on their way into the store.
 *
 * RxDB writes such an answer into the collection first and then notes that the server has that state. What is pulled of the
 * document in between it takes for older than an edit of this desk, and passes over for good (downstream.ts, "non-upstream-
 * replicated local write").
 *
 * Invariant: what is pulled of a document is handed to RxDB only once every answer about it was noted, or so late that
 * something else must have kept RxDB from noting it.
 */
import { filter, firstValueFrom, race, Subject, timer } from 'rxjs';

const PATIENCE_MS = 10_000;

export type Landing = {
  /** RxDB is given an answer about these documents. */
  begins(ids: Iterable<string>): void;
  /** RxDB has noted what the server has of these. */
  noted(ids: Iterable<string>): void;
  /** Resolves when no answer about these documents is on its way. */
  over(ids: Iterable<string>): Promise<void>;
};

/** For one collection of one desk. */
export function createLanding(): Landing {
  const landing = new Set<string>();
  const noted$ = new Subject<void>();
  return {
    begins(ids) {
      for (const id of ids) landing.add(id);
    },
    noted(ids) {
      if (landing.size === 0) return;
      for (const id of ids) landing.delete(id);
      noted$.next();
    },
    async over(ids) {
      const wanted = [...ids].filter((id) => landing.has(id));
      if (wanted.length === 0) return;
      const free$ = noted$.pipe(filter(() => !wanted.some((id) => landing.has(id))));
      await firstValueFrom(race(free$, timer(PATIENCE_MS)));
      for (const id of wanted) landing.delete(id);
    },
  };
}
