/** Who acts for or belongs to an organisation (FEATURES B9), found by the index over this desk's customers. */
import { auditTime, distinctUntilChanged, from, type Observable, startWith, switchMap } from 'rxjs';
import type { Belonging } from '#shared/api/customer.ts';
import { same } from '#shared/sync/three-way.ts';
import type { DeskDatabase } from '../store/database.ts';
import type { CustomerIndex } from './service.ts';

/** As many as a card shows; the rest is found by searching. */
const MOST = 50;
const LOOK_EVERY_MS = 500;

/** Emits them by name, at once and after every change that touches them. */
export function watchBelonging(
  database: DeskDatabase,
  index: Pick<CustomerIndex, 'search'>,
  id: string,
): Observable<Belonging> {
  const filter = { field: 'organisation' as const, value: id };
  const question = { text: '', limit: MOST, filter, sort: 'name', whole: false, exact: false } as const;
  const look = async (): Promise<Belonging> => {
    const { hits, more } = await index.search(question);
    return { hits, more };
  };
  return database.customers.eventBulks$.pipe(
    auditTime(LOOK_EVERY_MS),
    startWith(null),
    switchMap(() => from(look())),
    distinctUntilChanged<Belonging>(same),
  );
}
