/** The contract, implemented: one file a feature. */
import { api } from './base.ts';
import { commentRouter } from './comment.ts';
import { configurationRouter } from './configuration.ts';
import { contactRouter } from './contact.ts';
import { customerRouter } from './customer.ts';
import { orderRouter } from './order.ts';
import { profileRouter } from './profile.ts';
import { requestRouter } from './request.ts';
import { screenPopRouter } from './screen-pop.ts';
import { sessionRouter } from './session.ts';
import { storeRouter } from './store.ts';
import { syncRouter } from './sync.ts';
import { ticklerRouter } from './tickler.ts';

export const router = api.router({
  session: sessionRouter,
  customer: customerRouter,
  comment: commentRouter,
  contact: contactRouter,
  tickler: ticklerRouter,
  order: orderRouter,
  configuration: configurationRouter,
  profile: profileRouter,
  request: requestRouter,
  screenPop: screenPopRouter,
  sync: syncRouter,
  store: storeRouter,
  system: { info: api.system.info.handler(({ context }) => context.info) },
});
