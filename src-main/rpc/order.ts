import { api, authorise } from './base.ts';
import { iterate } from './iterate.ts';

export const orderRouter = {
  watch: api.order.watch.handler(({ context, input, signal }) =>
    iterate(authorise(context, 'order.read').orders.watch(input.customerId), context.log, signal),
  ),
  older: api.order.older.handler(({ context, input }) =>
    authorise(context, 'order.read').orders.older(input.customerId),
  ),
};
