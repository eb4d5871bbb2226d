/**
 * The RPC contract between renderer and main: the one place where a procedure is named. Main implements it,
 * the renderer derives its client from it; nothing else crosses.
 */
import type { ContractRouterClient } from '@orpc/contract';
import { commentContract } from './comment.ts';
import { configurationContract } from './configuration.ts';
import { contactContract } from './contact.ts';
import { customerContract } from './customer.ts';
import { orderContract } from './order.ts';
import { profileContract } from './profile.ts';
import { requestContract } from './request.ts';
import { screenPopContract } from './screen-pop.ts';
import { sessionContract } from './session.ts';
import { storeContract } from './store.ts';
import { syncContract } from './sync.ts';
import { systemContract } from './system.ts';
import { ticklerContract } from './tickler.ts';

export const contract = {
  session: sessionContract,
  customer: customerContract,
  comment: commentContract,
  contact: contactContract,
  tickler: ticklerContract,
  order: orderContract,
  configuration: configurationContract,
  profile: profileContract,
  request: requestContract,
  screenPop: screenPopContract,
  sync: syncContract,
  store: storeContract,
  system: systemContract,
};

export type ApiClient = ContractRouterClient<typeof contract>;
