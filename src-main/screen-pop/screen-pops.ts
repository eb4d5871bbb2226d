/**
 * What telephone systems ask to be shown, from the host to the window.
 *
 * Invariant: a link is either exactly one that is known or nothing at all: what it says is neither run nor logged.
 */
import { Observable, Subject } from 'rxjs';
import type { ScreenPop } from '#shared/search/screen-pop.ts';
import type { Logger } from '../log.ts';
import { parseScreenPop, SCREEN_POP_SCHEME } from './parse-screen-pop.ts';

export type ScreenPops = {
  /** Takes a link; false when it was refused. */
  open: (link: string) => boolean;
  /** What is asked for; what came while nobody listened comes first, if it is not old. */
  pops$: Observable<ScreenPop>;
};

/** A caller is not shown when the call is long over: time to sign in or unlock. */
const WAITS_MS = 120_000;

export function createScreenPops(log: Logger, now: () => number = Date.now): ScreenPops {
  const pops = new Subject<ScreenPop>();
  let waiting: { pop: ScreenPop; until: number } | null = null;
  return {
    open(link) {
      const pop = parseScreenPop(link);
      if (!pop) {
        log.warn('screenPop.refused');
        return false;
      }
      if (pops.observed) pops.next(pop);
      else waiting = { pop, until: now() + WAITS_MS };
      return true;
    },
    pops$: new Observable((subscriber) => {
      const first = waiting;
      waiting = null;
      if (first && first.until > now()) subscriber.next(first.pop);
      return pops.subscribe(subscriber);
    }),
  };
}

/** The first link among the arguments that a second start was given. */
export function linkAmong(argv: readonly string[]): string | null {
  return argv.find((argument) => argument.toLowerCase().startsWith(`${SCREEN_POP_SCHEME}:`)) ?? null;
}
