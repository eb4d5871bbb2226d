/** Orders, quotes and returns of a customer: read-only copies of what another system holds. */
import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { Order } from '../order/schema.ts';
import { Id, Instant } from '../sync/envelope.ts';
import { procedure } from './errors.ts';

export const OrderView = Order.omit({
  rev: true,
  mutationId: true,
  scope: true,
  updatedAt: true,
  updatedBy: true,
});
export type OrderView = z.infer<typeof OrderView>;

export const KeptOrders = z.object({
  /** Newest first. */
  orders: z.array(OrderView),
  /** True when this desk has had everything it keeps. */
  isComplete: z.boolean(),
  /** Nothing older than this is kept on desks. */
  keptSince: Instant,
});
export type KeptOrders = z.infer<typeof KeptOrders>;

export const orderContract = {
  /** Emits what this desk keeps, at once and after every change. */
  watch: procedure.input(z.object({ customerId: Id })).output(eventIterator(KeptOrders)),
  /** Those that are too old to be kept on desks, asked from the server. OFFLINE when it cannot be asked. */
  older: procedure.input(z.object({ customerId: Id })).output(z.array(OrderView)),
};
