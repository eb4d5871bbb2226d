/** Orders, quotes and returns: what this desk keeps, and the older ones from the server. */
import { combineLatest, map, type Observable } from 'rxjs';
import { z } from 'zod';
import { type KeptOrders, OrderView } from '#shared/api/order.ts';
import type { SyncStatus } from '#shared/api/sync.ts';
import { isKept, keptSince } from '#shared/order/cached-period.ts';
import { Order } from '#shared/order/schema.ts';
import { CoreError } from '../errors.ts';
import type { DeskDatabase } from '../store/database.ts';
import type { OrderDoc } from '../store/schemas.ts';
import type { Network } from '../sync/network.ts';
import type { Server } from '../sync/server.ts';

export type OrderService = {
  watch(customerId: string): Observable<KeptOrders>;
  /** Throws OFFLINE and NOT_FOUND. */
  older(customerId: string): Promise<OrderView[]>;
};

export function createOrderService(
  database: DeskDatabase,
  status$: Observable<SyncStatus>,
  remote: { server: Pick<Server, 'ask'>; network: Pick<Network, 'state'> },
): OrderService {
  return {
    watch: (customerId) =>
      combineLatest([
        database.orders.find({
          selector: { customerId },
          sort: [{ customerId: 'desc' }, { placedAt: 'desc' }],
        }).$,
        status$.pipe(map(isComplete)),
      ]).pipe(
        map(([orders, complete]) => ({
          orders: orders.map((order) => view(order.toMutableJSON())).filter(isKeptNow),
          isComplete: complete,
          keptSince: keptSince(new Date()).toISOString(),
        })),
      ),
    older: (customerId) => older(remote, customerId),
  };
}

/** What got too old since it came is shown with the older ones, which the server keeps up to date. */
const isKeptNow = ({ placedAt }: OrderView) => isKept(placedAt, new Date());

/** True once the orders were pulled to their end. */
function isComplete({ collections }: SyncStatus): boolean {
  return collections.some(({ name, lastSyncAt }) => name === 'orders' && lastSyncAt !== null);
}

function view({ pendingSince: _local, ...order }: OrderDoc): OrderView {
  const { rev: _rev, mutationId: _mutation, scope: _scope, updatedAt: _at, updatedBy: _by, ...shown } = order;
  return shown;
}

async function older(
  { server, network }: { server: Pick<Server, 'ask'>; network: Pick<Network, 'state'> },
  customerId: string,
): Promise<OrderView[]> {
  if (network.state() !== 'online') throw new CoreError('OFFLINE');
  const request = { method: 'GET', path: `/v1/customers/${customerId}/older-orders` };
  const answer = await server.ask(request, new AbortController().signal).catch(() => null);
  if (answer === null) throw new CoreError('OFFLINE');
  if (answer.status === 404) throw new CoreError('NOT_FOUND');
  const orders = z.array(Order).safeParse(answer.body);
  if (answer.status !== 200 || !orders.success) throw new CoreError('INTERNAL');
  return z.array(OrderView).parse(orders.data);
}
