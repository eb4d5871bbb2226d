import { from, switchMap } from 'rxjs';
import { CoreError } from '../errors.ts';
import { api, authorise } from './base.ts';
import { iterate } from './iterate.ts';

export const syncRouter = {
  status: api.sync.status.handler(({ context, signal }) =>
    iterate(authorise(context).sync.status$, context.log, signal),
  ),
  setOffline: api.sync.setOffline.handler(({ context, input }) => {
    if (!context.info.developer) throw new CoreError('FORBIDDEN');
    authorise(context).sync.setOffline(input.offline);
  }),
  retryNow: api.sync.retryNow.handler(({ context }) => authorise(context).sync.retryNow()),
  attention: api.sync.attention.handler(({ context, signal }) =>
    iterate(authorise(context).sync.attention$.pipe(switchMap((items) => from(items))), context.log, signal),
  ),
  decide: api.sync.decide.handler(({ context, input }) =>
    authorise(context, 'customer.edit').customers.decide(input),
  ),
  waiting: api.sync.waiting.handler(({ context, signal }) => {
    const { waiting$ } = authorise(context).sync.waitingList;
    return iterate(waiting$.pipe(switchMap((list) => from(list))), context.log, signal);
  }),
  discard: api.sync.discard.handler(({ context, input }) =>
    authorise(context).sync.waitingList.discard(input),
  ),
  undiscard: api.sync.undiscard.handler(({ context, input }) =>
    authorise(context).sync.waitingList.undiscard(input),
  ),
  dismiss: api.sync.dismiss.handler(({ context, input }) => authorise(context).sync.dismiss(input.id)),
};
