import { api, authorise } from './base.ts';
import { iterate } from './iterate.ts';

export const storeRouter = {
  status: api.store.status.handler(({ context, signal }) =>
    iterate(authorise(context).health.status$, context.log, signal),
  ),
  check: api.store.check.handler(({ context }) => authorise(context).health.check()),
  dismissSetBack: api.store.dismissSetBack.handler(({ context }) => authorise(context).dismissSetBack()),
  dismissRescue: api.store.dismissRescue.handler(({ context }) => authorise(context).dismissRescue()),
};
