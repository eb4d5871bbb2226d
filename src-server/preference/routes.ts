/** `GET /v1/customers/:id/decision`: what `decide` says, for systems that send on behalf of the company. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { readsClass } from '#shared/permission/field-classes.ts';
import { may } from '#shared/permission/roles.ts';
import { decide } from '#shared/preference/decide.ts';
import { HowToReach, howToReach } from '#shared/preference/how-to-reach.ts';
import { Channel } from '#shared/preference/schema.ts';
import { traceText } from '#shared/preference/trace.ts';
import { Id, Instant } from '#shared/sync/envelope.ts';
import { WireError } from '#shared/sync/protocol.ts';
import { recentContacts } from '../contact/contact-repository.ts';
import { customerInScope } from '../customer/customer-in-scope.ts';
import type { Pool } from '../db/pool.ts';
import { HttpError } from '../http/wire-error.ts';
import type { Authenticate } from '../identity/authenticate.ts';
import type { Privacy } from '../privacy/privacy.ts';
import { refuseErased } from '../privacy/refuse-erased.ts';

const Query = z.object({
  /** A purpose that nobody knows is answered `block`. */
  purpose: z.string().max(40),
  channel: Channel,
  contactPointId: Id.optional(),
  /** The time of the contact; now when it is left out. */
  at: Instant.optional(),
});

const Answer = z.object({
  verdict: z.enum(['allow', 'warn', 'block']),
  reasons: z.array(
    z.object({ rule: z.string(), effect: z.string(), facts: z.record(z.string(), z.string()) }),
  ),
  /** What speaks against it, in words; '' when nothing does. */
  trace: z.string(),
  bestChannel: Channel.nullable(),
  language: z.string(),
  ...HowToReach.shape,
  /** The state of the customer that was asked about. */
  rev: z.string(),
});

type Deps = { pool: Pool; privacy: Privacy; authenticate: Authenticate };

/** Registers the route, for those who read contact points: the answer is about one. A customer outside the user's scope is answered 404, as one that is not there; one who was forgotten 410. */
export function preferenceRoutes({ pool, privacy, authenticate }: Deps): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/v1/customers/:id/decision',
      {
        schema: {
          params: z.object({ id: Id }),
          querystring: Query,
          response: { 200: Answer, '4xx': WireError, '5xx': WireError },
        },
      },
      async (request) => {
        const { me } = await authenticate(request);
        if (!readsClass(me.role, 'contact')) throw new HttpError(403, 'forbidden');
        const customer = await customerInScope(pool, me, request.params.id);
        if (!customer) await refuseErased(pool, privacy, request.params.id);
        if (!customer || !may(me.role, 'customer.read')) throw new HttpError(404, 'notFound');
        const { purpose, channel, contactPointId = null, at } = request.query;
        const recent = await recentContacts(pool, customer.id);
        const asked = { purpose, channel, contactPointId, at: at ? new Date(at) : new Date(), recent };
        const decision = decide(customer, asked);
        const how = howToReach(customer, asked);
        return { ...decision, ...how, trace: traceText(decision, asked.at), rev: customer.rev };
      },
    );
  };
}
