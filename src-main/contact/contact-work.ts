/** What a desk does about contacts with customers: comments, contacts, ticklers, orders, and one timeline of them. */
import type { Observable } from 'rxjs';
import type { TimelineEntry } from '#shared/api/contact.ts';
import type { UncodedContact } from '#shared/contact/uncoded.ts';
import { type CommentService, createCommentService } from '../comment/service.ts';
import { createOrderService, type OrderService } from '../order/service.ts';
import type { Network } from '../sync/network.ts';
import type { Server } from '../sync/server.ts';
import type { ServerClock } from '../sync/server-clock.ts';
import type { Sync } from '../sync/sync.ts';
import { followColleagues } from '../tickler/colleagues.ts';
import { createTicklerService, type TicklerOptions, type TicklerService } from '../tickler/service.ts';
import { type ContactService, createContactService } from './service.ts';
import { watchTimeline } from './timeline.ts';
import { askUncoded } from './uncoded.ts';

export type ContactWork = {
  comments: CommentService;
  contacts: ContactService;
  ticklers: TicklerService;
  orders: OrderService;
  /** Throws OFFLINE and FORBIDDEN. */
  uncoded(): Promise<UncodedContact[]>;
  timeline(customerId: string): Observable<TimelineEntry[]>;
};

type Parts = Omit<TicklerOptions, 'colleagues'> & {
  server: Server;
  network: Network;
  sync: Sync;
  clock: ServerClock;
};

/** Starts it. `ticklers.close` ends what runs by itself. */
export async function createContactWork(parts: Parts): Promise<ContactWork> {
  const { database, me, notify, log, server, network, sync, clock } = parts;
  const colleagues = followColleagues(database, server, network);
  const ticklers = await createTicklerService({ database, me, notify, log, colleagues });
  return {
    comments: createCommentService(database, me),
    contacts: createContactService(database, me, clock.now),
    ticklers,
    orders: createOrderService(database, sync.status$, { server, network }),
    uncoded: () => askUncoded(server, network),
    timeline: (customerId) => watchTimeline(database, me, customerId, ticklers.ofCustomer(customerId)),
  };
}
