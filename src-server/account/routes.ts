/**
 * `PUT /v1/customers/:id/account`: the system that keeps the customers' accounts tells how one stands. The token's user
 * needs `account.report`, which administrators have, as for orders; the answer tells nothing of the customer.
 *
 * `POST /v1/password-resets/redeem`: the same system has the token of a link that somebody opened, and asks once whose
 * password may be set. Unknown, used and expired tokens are answered alike, 404.
 *
 * `POST /v1/email-confirmations/redeem`: the same for the link by which somebody confirms their address, which is verified then.
 */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { Account } from '#shared/customer/account.ts';
import { may } from '#shared/permission/roles.ts';
import { Id } from '#shared/sync/envelope.ts';
import { WireError } from '#shared/sync/protocol.ts';
import type { Pool } from '../db/pool.ts';
import { HttpError } from '../http/wire-error.ts';
import type { Authenticate } from '../identity/authenticate.ts';
import type { Privacy } from '../privacy/privacy.ts';
import type { PokeBus } from '../sync/poke-bus.ts';
import { reportAccount } from './account-service.ts';
import { redeemConfirmation } from './confirm-email.ts';
import { redeem } from './reset-links.ts';

type Deps = { pool: Pool; privacy: Privacy; authenticate: Authenticate; bus: PokeBus };

/** `older`: what is known is from a later time, and stays. */
const Answer = z.object({ outcome: z.enum(['updated', 'unchanged', 'older']) });

const RedeemedAnswer = z.object({ customerId: Id, number: z.string(), externalId: z.string().nullable() });

/** Registers the routes. 404 for a customer that there is not, 410 for one who was forgotten. */
export function accountRoutes({ pool, privacy, authenticate, bus }: Deps): FastifyPluginAsyncZod {
  return async (app) => {
    app.put(
      '/v1/customers/:id/account',
      {
        schema: {
          params: z.object({ id: Id }),
          body: Account,
          response: { 200: Answer, '4xx': WireError, '5xx': WireError },
        },
      },
      async (request) => {
        const { me } = await authenticate(request);
        if (!may(me.role, 'account.report')) throw new HttpError(403, 'forbidden');
        const outcome = await reportAccount({ pool, privacy }, request.params.id, request.body, me.sub);
        if (outcome === null) throw new HttpError(404, 'notFound');
        if (outcome === 'updated') bus.announce('customers');
        return { outcome };
      },
    );

    app.post(
      '/v1/password-resets/redeem',
      {
        schema: {
          body: z.object({ token: z.string().min(1).max(100) }),
          response: { 200: RedeemedAnswer, '4xx': WireError, '5xx': WireError },
        },
      },
      async (request) => {
        const { me } = await authenticate(request);
        if (!may(me.role, 'account.report')) throw new HttpError(403, 'forbidden');
        const redeemed = await redeem(pool, request.body.token, new Date());
        if (!redeemed) throw new HttpError(404, 'notFound');
        return redeemed;
      },
    );

    app.post(
      '/v1/email-confirmations/redeem',
      {
        schema: {
          body: z.object({ token: z.string().min(1).max(100) }),
          response: { 200: z.object({ verified: z.literal(true) }), '4xx': WireError, '5xx': WireError },
        },
      },
      async (request) => {
        const { me } = await authenticate(request);
        if (!may(me.role, 'account.report')) throw new HttpError(403, 'forbidden');
        if (!(await redeemConfirmation(pool, request.body.token, me, new Date())))
          throw new HttpError(404, 'notFound');
        for (const collection of ['customers', 'changes'] as const) bus.announce(collection);
        return { verified: true as const };
      },
    );
  };
}
