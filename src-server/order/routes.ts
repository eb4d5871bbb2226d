/**
 * `PUT /v1/orders`: other systems bring orders, quotes and returns. The token's user needs `order.ingest`, which
 * administrators have: a system gets a user of that role, which reads no customer; ingestion is not bound to a
 * scope and its answer tells nothing of the customer.
 *
 * `GET /v1/customers/:id/older-orders`: what is too old to be kept on desks.
 */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { Order } from '#shared/order/schema.ts';
import { may } from '#shared/permission/roles.ts';
import { Id } from '#shared/sync/envelope.ts';
import { MAX_BODY_BYTES, WireError } from '#shared/sync/protocol.ts';
import { customerInScope } from '../customer/customer-in-scope.ts';
import type { Pool } from '../db/pool.ts';
import { HttpError } from '../http/wire-error.ts';
import type { Authenticate } from '../identity/authenticate.ts';
import type { Privacy } from '../privacy/privacy.ts';
import { refuseErased } from '../privacy/refuse-erased.ts';
import type { PokeBus } from '../sync/poke-bus.ts';
import { IngestRequest, IngestResponse } from './ingest-schema.ts';
import { ingestOrders } from './ingest-service.ts';
import { findOlderOrders } from './order-repository.ts';

type Deps = { pool: Pool; privacy: Privacy; authenticate: Authenticate; bus: PokeBus };

const errors = { '4xx': WireError, '5xx': WireError };

/** Registers the routes. */
export function orderRoutes({ pool, privacy, authenticate, bus }: Deps): FastifyPluginAsyncZod {
  return async (app) => {
    app.put(
      '/v1/orders',
      {
        bodyLimit: MAX_BODY_BYTES,
        schema: { body: IngestRequest, response: { 200: IngestResponse, ...errors } },
      },
      async (request) => {
        const { me } = await authenticate(request);
        if (!may(me.role, 'order.ingest')) throw new HttpError(403, 'forbidden');
        const { sourceSystem, orders } = request.body;
        const context = { sourceSystem, actor: me.sub, now: new Date(), privacy };
        const results = await ingestOrders(pool, context, orders);
        if (results.some(({ outcome }) => outcome === 'created' || outcome === 'updated'))
          bus.announce('orders');
        return { results };
      },
    );

    app.get(
      '/v1/customers/:id/older-orders',
      { schema: { params: z.object({ id: Id }), response: { 200: z.array(Order), ...errors } } },
      async (request) => {
        const { me } = await authenticate(request);
        const customer = await customerInScope(pool, me, request.params.id);
        if (!customer) await refuseErased(pool, privacy, request.params.id);
        if (!customer || !may(me.role, 'order.read')) throw new HttpError(404, 'notFound');
        return findOlderOrders(pool, request.params.id, new Date());
      },
    );
  };
}
