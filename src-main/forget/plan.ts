/**
 * What of forgotten persons is still to be removed from this desk, written down before anything else is done about it.
 *
 * Invariant: what is noted is on the disk when `note` resolves, and is crossed out only when it is done, so that a desk that
 * dies in between goes on at its next start.
 */
import { BehaviorSubject } from 'rxjs';
import type { DeskDatabase } from '../store/database.ts';
import { readSetting, writeSetting } from '../store/settings.ts';

const SETTING = 'erasing';

/** Ids only. `rows` are documents by collection; `confirm` are persons of whom nothing is left, as the server is to be told. */
export type ErasurePlan = { customers: string[]; rows: Record<string, string[]>; confirm: string[] };

const NOTHING: ErasurePlan = { customers: [], rows: {}, confirm: [] };

export type PlanBook = {
  plan$: BehaviorSubject<ErasurePlan>;
  change(step: (plan: ErasurePlan) => ErasurePlan): Promise<void>;
};

export async function openPlan(database: DeskDatabase): Promise<PlanBook> {
  const plan$ = new BehaviorSubject((await readSetting<ErasurePlan>(database, SETTING)) ?? NOTHING);
  let turn: Promise<unknown> = Promise.resolve();
  return {
    plan$,
    change(step) {
      const done = turn.then(async () => {
        const next = step(plan$.value);
        await writeSetting(database, SETTING, next);
        plan$.next(next);
      });
      turn = done.catch(() => undefined);
      return done;
    },
  };
}

/** The plan with these documents to be removed, and all that hangs on them where they are customers. */
export function withRows(plan: ErasurePlan, collection: string, ids: readonly string[]): ErasurePlan {
  const rows = { ...plan.rows, [collection]: union(plan.rows[collection] ?? [], ids) };
  const customers = collection === 'customers' ? union(plan.customers, ids) : plan.customers;
  return { ...plan, rows, customers };
}

/** The plan with what was found of the persons in it: once it is removed, nobody finds by a person what RxDB kept of it. */
export function withFound(plan: ErasurePlan, found: Record<string, readonly string[]>): ErasurePlan {
  const rows = { ...plan.rows };
  for (const [name, ids] of Object.entries(found))
    if (ids.length > 0) rows[name] = union(rows[name] ?? [], ids);
  return { ...plan, rows };
}

/** The plan without what was removed; the persons in it are to be confirmed. */
export function withoutDone(plan: ErasurePlan, done: Pick<ErasurePlan, 'customers' | 'rows'>): ErasurePlan {
  const left = Object.entries(plan.rows).map(
    ([name, ids]) => [name, without(ids, done.rows[name] ?? [])] as const,
  );
  return {
    customers: without(plan.customers, done.customers),
    rows: Object.fromEntries(left.filter(([, ids]) => ids.length > 0)),
    confirm: union(plan.confirm, done.customers),
  };
}

export function isEmpty({ customers, rows }: ErasurePlan): boolean {
  return customers.length === 0 && Object.keys(rows).length === 0;
}

function union(some: readonly string[], more: readonly string[]): string[] {
  return [...new Set([...some, ...more])];
}

function without(some: readonly string[], gone: readonly string[]): string[] {
  return some.filter((one) => !gone.includes(one));
}
