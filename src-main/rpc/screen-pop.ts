import { api, authorise } from './base.ts';
import { iterate } from './iterate.ts';

export const screenPopRouter = {
  watch: api.screenPop.watch.handler(({ context, signal }) => {
    authorise(context, 'customer.read');
    return iterate(context.screenPops.pops$, context.log, signal);
  }),
};
