/**
 * Removes from this desk what is left of persons who were forgotten, and tells the server when nothing is.
 *
 * Invariants
 * - It is confirmed only when all was removed twice: once at once, and once more when sync had come to rest, because RxDB may
 *   have had a copy in its hands meanwhile.
 * - What is to be removed is written down by its id before it is: RxDB may note a copy of what it could not send any more, and
 *   nobody would find that by the person.
 * - It goes on after a crash with what is written down (`plan.ts`), and is tried again until it succeeds.
 */
import { errorCode, type Logger } from '../log.ts';
import type { DeskDatabase } from '../store/database.ts';
import type { Confirming } from './confirm.ts';
import type { ErasedBook } from './erased.ts';
import { type ErasurePlan, isEmpty, openPlan, withFound, withoutDone, withRows } from './plan.ts';
import { belongings, sweep } from './sweep.ts';
import { dropViewsOf } from './views.ts';

export type Eraser = {
  /** The server says that these are erased. On the disk when it resolves; the rest goes on by itself. */
  note(collection: string, ids: readonly string[]): Promise<void>;
  /** Goes on with what an earlier run has left. Call it before sync starts. */
  resume(): Promise<void>;
  close(): Promise<void>;
};

export type EraserParts = {
  database: DeskDatabase;
  /** Removes documents physically, with every copy the store keeps, and empties its log; throws when it cannot. */
  purge: (collection: string, ids: readonly string[]) => Promise<unknown>;
  /** Resolves when sync has nothing in its hands, or cannot say. */
  atRest: () => Promise<void>;
  erased: ErasedBook;
  confirm: Confirming;
  log: Logger;
};

const AGAIN_MS = 1_000;

export async function openEraser({
  database,
  purge,
  atRest,
  erased,
  confirm,
  log,
}: EraserParts): Promise<Eraser> {
  const { plan$, change } = await openPlan(database);
  const closed = Promise.withResolvers<void>();
  let isClosed = false;
  let running: Promise<void> | null = null;
  let timer: NodeJS.Timeout | undefined;

  /** Removes what the plan names and what is found now of its persons; resolves with all of it, which is written down too. */
  async function removeAll(plan: ErasurePlan): Promise<ErasurePlan> {
    const found = await belongings(database, plan.customers);
    await change((now) => withFound(now, found));
    const all = withFound(plan, found);
    await sweep(database, all.rows, all.customers);
    for (const [name, ids] of Object.entries(all.rows)) if (ids.length > 0) await purge(name, ids);
    return all;
  }

  async function round(): Promise<void> {
    while (!isEmpty(plan$.value) && !isClosed) {
      const plan = plan$.value;
      await erased.add(plan.customers);
      const once = await removeAll(plan);
      await Promise.race([atRest(), closed.promise]);
      if (isClosed) return;
      const done = await removeAll(once);
      await change((now) => withoutDone(now, done));
      log.info('forget.erased', { count: plan.customers.length });
    }
    for (const id of plan$.value.confirm) {
      if (isClosed) return;
      if (await confirm(id))
        await change((now) => ({ ...now, confirm: now.confirm.filter((one) => one !== id) }));
    }
  }

  function run(): Promise<void> {
    running ??= round()
      .catch((error: unknown) => {
        if (isClosed) return;
        log.warn('forget.failed', { code: errorCode(error) });
        timer = setTimeout(run, AGAIN_MS);
      })
      .finally(() => {
        running = null;
        if (!isClosed && !isEmpty(plan$.value)) timer ??= setTimeout(again, AGAIN_MS);
      });
    return running;
  }

  function again(): void {
    timer = undefined;
    void run();
  }

  return {
    async note(collection, ids) {
      if (ids.length === 0) return;
      await dropViewsOf(database, collection, ids);
      await change((plan) => withRows(plan, collection, ids));
      void run();
    },
    async resume() {
      if (!isEmpty(plan$.value)) await removeAll(plan$.value);
      void run();
    },
    async close() {
      isClosed = true;
      closed.resolve();
      clearTimeout(timer);
      await running;
    },
  };
}
