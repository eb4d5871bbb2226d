/** Which customers are frozen by a request, from the requests on this desk: so it holds after a restart as well. */
import { BehaviorSubject, map } from 'rxjs';
import { type Freeze, freezeOf } from '#shared/request/rules.ts';
import type { DeskDatabase } from '../store/database.ts';
import type { RequestDoc } from '../store/schemas.ts';

export type Frozen = {
  frozen$: BehaviorSubject<ReadonlyMap<string, Freeze>>;
  of(customerId: string): Freeze | null;
  close(): void;
};

/** Known before it resolves, so that nothing is shown that must not be. */
export async function followFrozen(database: DeskDatabase): Promise<Frozen> {
  const query = database.requests.find();
  const first = await query.exec();
  const frozen$ = new BehaviorSubject(frozenBy(first.map((one) => one.toMutableJSON())));
  const following = query.$.pipe(
    map((documents) => frozenBy(documents.map((one) => one.toMutableJSON()))),
  ).subscribe((frozen) => frozen$.next(frozen));
  return {
    frozen$,
    of: (customerId) => frozen$.value.get(customerId) ?? null,
    close: () => following.unsubscribe(),
  };
}

function frozenBy(requests: readonly RequestDoc[]): ReadonlyMap<string, Freeze> {
  const byCustomer = Map.groupBy(requests, ({ customerId }) => customerId);
  const frozen = [...byCustomer].flatMap(([id, theirs]): [string, Freeze][] => {
    const freeze = freezeOf(theirs);
    return freeze ? [[id, freeze]] : [];
  });
  return new Map(frozen);
}
