/** What hangs on a customer is sent after the customer: the server takes nothing for one that it does not know. */
import { concatMap, filter, firstValueFrom, fromEvent, map, merge, startWith } from 'rxjs';
import type { DeskDatabase } from '../store/database.ts';

/**
 * Waits until the server has confirmed every one of these customers that was registered on this desk. One that it
 * refused is gone from the desk and is not waited for. Throws when the signal aborts or the store is closed.
 */
export async function whenKnownToServer(
  database: DeskDatabase,
  customerIds: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const ids = [...new Set(customerIds)];
  if (ids.length === 0) return;
  // Asked of the storage: RxDB tells a replication of a write before its cache of documents knows of it.
  const { storageInstance, eventBulks$ } = database.customers;
  const areKnown = async () =>
    (await storageInstance.findDocumentsById(ids, false)).every(({ rev }) => rev !== '');
  const known$ = eventBulks$.pipe(startWith(null), concatMap(areKnown), filter(Boolean));
  const aborted$ = fromEvent(signal, 'abort').pipe(
    map(() => {
      throw new Error('aborted');
    }),
  );
  signal.throwIfAborted();
  await firstValueFrom(merge(known$, aborted$));
}
