/** The sync of a desk, for customers who are masked by a request: what waits or was refused about them tells nothing of them. */
import { combineLatest, map } from 'rxjs';
import type { Sync } from '../sync/sync.ts';
import type { Frozen } from './frozen.ts';

export function freezeSync(sync: Sync, frozen: Frozen): Sync {
  const isShown = ({ customerId }: { customerId: string | null }) =>
    customerId === null || frozen.of(customerId) !== 'mask';
  return {
    ...sync,
    attention$: combineLatest([sync.attention$, frozen.frozen$]).pipe(
      map(async ([items]) => (await items).filter(isShown)),
    ),
    waitingList: {
      ...sync.waitingList,
      waiting$: combineLatest([sync.waitingList.waiting$, frozen.frozen$]).pipe(
        map(async ([waiting]) => {
          const { items, total } = await waiting;
          return {
            total,
            items: items.map((item) => (isShown(item) ? item : { ...item, customerName: '', fields: [] })),
          };
        }),
      ),
    },
  };
}
