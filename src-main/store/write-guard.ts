/**
 * Around every write of documents: notices a store that cannot be written, and that it can be again.
 *
 * Invariants
 * - What replication writes is held until the disk takes it, and tried again for a while after an error that may pass. RxDB
 *   would go on with the next batch after a failed one, and its checkpoint would pass over rows that were never written.
 * - Once the store is being closed, a write of replication that fails ends all of them: for the store it is as if
 *   the program had been killed there, and RxDB, which takes no rejection in some places, can end its work.
 * - What a user writes fails at once with its code: the form still holds it.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { RxStorage } from 'rxdb/plugins/core';
import { BehaviorSubject, filter, firstValueFrom } from 'rxjs';
import { isPassing, StoreError } from '../storage-sqlite/errors.ts';

export type WriteState = 'ok' | 'damaged' | 'full' | 'readOnly';
type Storage = RxStorage<unknown, unknown>;

const STATES = { STORE_FULL: 'full', STORE_READ_ONLY: 'readOnly', STORE_CORRUPT: 'damaged' } as const;
const REPLICATION = /^replication-/;
const NOTHING_FAILED = { error: [] };
const PROBE_EVERY_MS = 1_000;
const AGAIN_MS = 500;
const TRIES = 60;

export type WriteGuard = {
  storage: Storage;
  state$: BehaviorSubject<WriteState>;
  /** What is tried while nothing can be written; a write that succeeds ends the state. */
  probeWith(probe: () => Promise<void>): void;
  /** Lets go of what is held; see the second invariant. */
  close(): void;
};

export function guardWrites(storage: Storage): WriteGuard {
  const state$ = new BehaviorSubject<WriteState>('ok');
  const closed$ = new BehaviorSubject(false);
  let probe: () => Promise<void> = async () => undefined;
  let timer: NodeJS.Timeout | null = null;
  let sealed = false;

  function succeeded(): void {
    if (timer) clearTimeout(timer);
    timer = null;
    if (state$.value === 'full' || state$.value === 'readOnly') state$.next('ok');
  }

  function failed(state: WriteState): void {
    if (state$.value !== 'damaged' && state$.value !== state) state$.next(state);
    if (state === 'damaged' || timer || closed$.value) return;
    timer = setTimeout(() => {
      timer = null;
      probe().catch(() => undefined);
    }, PROBE_EVERY_MS);
  }

  /** A user's write, which fails at once. */
  async function tried<R>(write: () => Promise<R>): Promise<R> {
    try {
      const result = await write();
      succeeded();
      return result;
    } catch (error) {
      const state = stateOf(error);
      if (state) failed(state);
      throw error;
    }
  }

  /** A write of replication, which waits; null when the store was closed before it could be written. */
  async function held<R>(write: () => Promise<R>): Promise<R | null> {
    for (let passing = 0; !sealed; ) {
      try {
        return await tried(write);
      } catch (error) {
        const state = stateOf(error);
        if (!state) passing += 1;
        if (!state && (passing === TRIES || !isPassing(error))) throw error;
        if (closed$.value) sealed = true;
        else if (state) await untilWritable(state$, closed$);
        else await wait(AGAIN_MS);
      }
    }
    return null;
  }

  return {
    state$,
    storage: {
      ...storage,
      async createStorageInstance(params) {
        const instance = await storage.createStorageInstance(params);
        const write = instance.bulkWrite.bind(instance);
        instance.bulkWrite = async (rows, context) => {
          if (!REPLICATION.test(context)) return tried(() => write(rows, context));
          return (await held(() => write(rows, context))) ?? NOTHING_FAILED;
        };
        return instance;
      },
    },
    probeWith(next) {
      probe = next;
    },
    close() {
      closed$.next(true);
      if (timer) clearTimeout(timer);
      timer = null;
    },
  };
}

function stateOf(error: unknown): WriteState | null {
  if (!(error instanceof StoreError)) return null;
  return STATES[error.code as keyof typeof STATES] ?? null;
}

async function untilWritable(
  state$: BehaviorSubject<WriteState>,
  closed$: BehaviorSubject<boolean>,
): Promise<void> {
  const writable = firstValueFrom(state$.pipe(filter((state) => state === 'ok')));
  await Promise.race([writable, firstValueFrom(closed$.pipe(filter(Boolean)))]);
}
