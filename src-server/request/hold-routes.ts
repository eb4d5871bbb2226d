/** `/v1/customers/:id/hold`: a hold on a customer, shown, placed and ended by privacy officers. */
import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { DecisionRefusal } from '#shared/request/commands.ts';
import { HoldAnswer, PlaceHold } from '#shared/request/legal-hold.ts';
import { Id } from '#shared/sync/envelope.ts';
import { WireError } from '#shared/sync/protocol.ts';
import type { Pool } from '../db/pool.ts';
import type { Authenticate } from '../identity/authenticate.ts';
import type { Privacy } from '../privacy/privacy.ts';
import type { PokeBus } from '../sync/poke-bus.ts';
import { DecisionRefused, REFUSAL_STATUS } from './decision-refused.ts';
import { endHold, placeHold, showHold } from './legal-hold.ts';

type Deps = { pool: Pool; authenticate: Authenticate; bus: PokeBus; privacy: Privacy };

const PATH = '/v1/customers/:id/hold';
const params = z.object({ id: Id });
const response = { 200: HoldAnswer, '4xx': z.union([DecisionRefusal, WireError]), '5xx': WireError };

/** Registers the routes. Each answers with the hold as it then stands. */
export function holdRoutes({ pool, authenticate, bus, privacy }: Deps): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(PATH, { schema: { params, response } }, async (request, reply) => {
      const { me } = await authenticate(request);
      const context = { pool, privacy, me, now: new Date() };
      return answered(reply, async () => ({ hold: await showHold(context, request.params.id) }));
    });

    app.put(
      PATH,
      { schema: { params, body: PlaceHold.omit({ customerId: true }), response } },
      async (request, reply) => {
        const { me } = await authenticate(request);
        const context = { pool, privacy, me, now: new Date() };
        return answered(reply, async () => {
          const { id: customerId } = request.params;
          await placeHold(context, { customerId, ...request.body });
          bus.announce('requests');
          return { hold: await showHold(context, customerId) };
        });
      },
    );

    app.delete(PATH, { schema: { params, response } }, async (request, reply) => {
      const { me } = await authenticate(request);
      return answered(reply, async () => {
        await endHold({ pool, privacy, me, now: new Date() }, request.params.id);
        bus.announce('requests');
        return { hold: null };
      });
    });
  };
}

type Answer = z.infer<typeof HoldAnswer> | z.infer<typeof DecisionRefusal>;

async function answered(reply: FastifyReply, work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof DecisionRefused)) throw error;
    reply.status(REFUSAL_STATUS[error.code]);
    return { code: error.code };
  }
}
