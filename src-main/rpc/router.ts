/** The contract, implemented: one file a feature. */
import { api } from './base.ts';
import { commentRouter } from './comment.ts';
import { customerRouter } from './customer.ts';
import { sessionRouter } from './session.ts';
import { storeRouter } from './store.ts';
import { syncRouter } from './sync.ts';

export const router = api.router({
  session: sessionRouter,
  customer: customerRouter,
  comment: commentRouter,
  sync: syncRouter,
  store: storeRouter,
  system: { info: api.system.info.handler(({ context }) => context.info) },
});
