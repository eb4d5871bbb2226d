/**
 * How the store is, as one value: whether it can be written, whether a check found damage, what was rescued.
 *
 * Invariant: damage stays said until the store is closed; full and read-only end with the first write that succeeds.
 */
import { BehaviorSubject, combineLatest, distinctUntilChanged, map, type Observable } from 'rxjs';
import type { StoreRescue, StoreSetBack, StoreStatus } from '#shared/api/store.ts';
import { errorCode, type Logger } from '../log.ts';
import { type CheckTarget, checkStore } from './check.ts';
import type { WriteState } from './write-guard.ts';

export type Health = {
  status$: BehaviorSubject<StoreStatus>;
  /** Checks the whole store; a check that is under way is not started again. */
  check(): void;
  tellRescue(rescue: StoreRescue | null): void;
  tellSetBack(setBack: StoreSetBack | null): void;
  close(): Promise<void>;
};

type Checked = {
  running: boolean;
  damaged: boolean;
  done: number;
  total: number;
  auditSound: boolean | null;
  lastCheck: StoreStatus['lastCheck'];
};

const UNCHECKED: Checked = {
  running: false,
  damaged: false,
  done: 0,
  total: 0,
  auditSound: null,
  lastCheck: null,
};
const endedNow = (outcome: 'sound' | 'damaged' | 'failed') => ({ at: new Date().toISOString(), outcome });

export function createHealth(target: CheckTarget, writes$: Observable<WriteState>, log: Logger): Health {
  const checked$ = new BehaviorSubject<Checked>(UNCHECKED);
  const rescue$ = new BehaviorSubject<StoreRescue | null>(null);
  const setBack$ = new BehaviorSubject<StoreSetBack | null>(null);
  const status$ = new BehaviorSubject<StoreStatus>(toStatus(['ok', UNCHECKED, null, null]));
  const following = combineLatest([writes$, checked$, rescue$, setBack$])
    .pipe(
      map(toStatus),
      distinctUntilChanged((one, other) => JSON.stringify(one) === JSON.stringify(other)),
    )
    .subscribe(status$);
  const stop = new AbortController();
  let running: Promise<void> | null = null;

  async function run(): Promise<void> {
    const before = checked$.value;
    const progress = (done: number, total: number) =>
      checked$.next({ ...before, running: true, done, total });
    try {
      const { sound, auditSound } = await checkStore(target, progress, stop.signal);
      log.info('store.checked', { state: sound ? 'ok' : 'damaged' });
      const lastCheck = endedNow(sound ? 'sound' : 'damaged');
      checked$.next({ ...UNCHECKED, damaged: !sound, auditSound: sound ? auditSound : null, lastCheck });
    } catch (error) {
      log.warn('store.check', { code: errorCode(error) });
      checked$.next({ ...before, lastCheck: endedNow('failed') });
    }
  }

  return {
    status$,
    check() {
      running ??= run().finally(() => {
        running = null;
      });
    },
    tellRescue: (rescue) => rescue$.next(rescue),
    tellSetBack: (setBack) => setBack$.next(setBack),
    async close() {
      stop.abort();
      await running;
      following.unsubscribe();
      status$.complete();
    },
  };
}

type Parts = [WriteState, Checked, StoreRescue | null, StoreSetBack | null];

function toStatus([writes, checked, rescue, setBack]: Parts): StoreStatus {
  const { done, total, auditSound, lastCheck } = checked;
  return { state: stateOf(writes, checked), done, total, auditSound, lastCheck, rescue, setBack };
}

function stateOf(writes: WriteState, { running, damaged }: Checked): StoreStatus['state'] {
  if (damaged || writes === 'damaged') return 'damaged';
  if (writes !== 'ok') return writes;
  return running ? 'checking' : 'ok';
}
