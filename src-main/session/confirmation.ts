/**
 * That whoever sits here has just shown that it is them, by their PIN or by signing in anew (FEATURES F2).
 *
 * Invariant: it is in memory alone, holds for a few minutes, and is gone with the desk that it was given for.
 */
import { BehaviorSubject, type Observable } from 'rxjs';
import type { Confirmed } from '#shared/api/session.ts';
import { CONFIRMED_FOR_MS } from '#shared/request/rules.ts';
import type { Proof } from '#shared/request/schema.ts';
import { CoreError } from '../errors.ts';

export type Confirmation = {
  confirmed$: Observable<Confirmed>;
  give(by: Proof['by']): void;
  /** A sign-in that was begun for it did not confirm who sits here. */
  fail(): void;
  drop(): void;
  /** Throws NOT_CONFIRMED when there is none, or it is too old. */
  proof(now?: Date): Proof;
};

export function createConfirmation(): Confirmation {
  const confirmed$ = new BehaviorSubject<Confirmed>({ until: null, failed: false });
  let last: Proof | null = null;
  return {
    confirmed$,
    give(by) {
      const at = Date.now();
      last = { by, at: new Date(at).toISOString() };
      confirmed$.next({ until: new Date(at + CONFIRMED_FOR_MS).toISOString(), failed: false });
    },
    fail: () => confirmed$.next({ until: null, failed: true }),
    drop() {
      last = null;
      confirmed$.next({ until: null, failed: false });
    },
    proof(now = new Date()) {
      const age = last ? now.getTime() - Date.parse(last.at) : Number.POSITIVE_INFINITY;
      if (!last || age < 0 || age > CONFIRMED_FOR_MS) throw new CoreError('NOT_CONFIRMED');
      return last;
    },
  };
}
