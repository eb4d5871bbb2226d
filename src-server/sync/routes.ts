/** Pull, push and poke. Reads what came, says who it is, calls the service; nothing else. */
import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  CollectionName,
  ErasedAnswer,
  ErasedRequest,
  Expected,
  MAX_BODY_BYTES,
  MAX_PUSH_ROWS,
  MIN_PROTOCOL_VERSION,
  PullRequest,
  PullResponse,
  PushRequest,
  PushResponse,
  WireError,
} from '#shared/sync/protocol.ts';
import { announceCustomers } from '../customer/announce-customers.ts';
import type { Pool } from '../db/pool.ts';
import { noteDesk } from '../erasure/desks.ts';
import { HttpError } from '../http/wire-error.ts';
import type { Authenticate } from '../identity/authenticate.ts';
import { erasedAmong } from '../privacy/ledger.ts';
import type { Privacy } from '../privacy/privacy.ts';
import { expected } from './expected.ts';
import type { PokeBus } from './poke-bus.ts';
import type { PokeHub } from './poke-hub.ts';
import { pull } from './pull-service.ts';
import { AnswerableRow } from './push-row.ts';
import { push } from './push-service.ts';

type Deps = {
  pool: Pool;
  authenticate: Authenticate;
  bus: PokeBus;
  hub: PokeHub;
  privacy: Privacy;
  /** Told that there may be mail to send. */
  wake: () => void;
};

const params = z.object({ collection: CollectionName });
const HANDLER_MS = 25_000;
const errors = { '4xx': WireError, '5xx': WireError };

/** As `PushRequest`, but rows are judged one by one: one of the wrong shape must not fail the others. */
const Push = PushRequest.extend({ rows: z.array(AnswerableRow).min(1).max(MAX_PUSH_ROWS) });

/** Registers the routes. */
export function syncRoutes({ pool, authenticate, bus, hub, privacy, wake }: Deps): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      '/sync/v1/:collection/pull',
      {
        bodyLimit: MAX_BODY_BYTES,
        handlerTimeout: HANDLER_MS,
        preValidation: refuseOldClients,
        schema: { params, body: PullRequest, response: { 200: PullResponse, ...errors } },
      },
      async (request) => {
        const { me } = await authenticate(request);
        const { collection } = request.params;
        if (collection === 'customers') await noteDesk(pool, request.body.clientId, me);
        return pull(pool, me, collection, request.body);
      },
    );

    app.post(
      '/sync/v1/:collection/push',
      {
        bodyLimit: MAX_BODY_BYTES,
        handlerTimeout: HANDLER_MS,
        preValidation: refuseOldClients,
        schema: { params, body: Push, response: { 200: PushResponse, ...errors } },
      },
      async (request) => {
        const { me, authTime } = await authenticate(request);
        const { collection } = request.params;
        const { clientId, rows } = request.body;
        const context = { me, clientId, desk: clientId, now: new Date(), privacy, authTime };
        const { results, changed } = await push(pool, context, collection, rows);
        if (changed) bus.announce(collection);
        if (changed && collection === 'customers')
          announceCustomers(
            bus,
            results.map(({ master }) => master ?? {}),
          );
        if (changed && collection === 'requests') {
          for (const name of ['customers', 'changes'] as const) bus.announce(name);
          wake();
        }
        return { results };
      },
    );

    app.get(
      '/sync/v1/expected',
      { handlerTimeout: HANDLER_MS, schema: { response: { 200: Expected, ...errors } } },
      async (request) => expected(pool, (await authenticate(request)).me),
    );

    app.post(
      '/sync/v1/erased',
      {
        handlerTimeout: HANDLER_MS,
        schema: { body: ErasedRequest, response: { 200: ErasedAnswer, ...errors } },
      },
      async (request) => {
        await authenticate(request);
        return { erased: await erasedAmong(pool, privacy, request.body.ids) };
      },
    );

    app.get('/sync/v1/poke', { schema: { response: errors } }, async (request, reply) => {
      const { me, expiresAt } = await authenticate(request);
      // From here on the stream belongs to the hub; Fastify neither ends nor times it out.
      reply.hijack();
      reply.raw.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        // Ending the stream ends the connection, so that a server that stops need not wait for it.
        connection: 'close',
        'x-accel-buffering': 'no',
      });
      hub.add(reply.raw, me, expiresAt);
    });
  };
}

/** Before the shape is judged: that of an old client may well be another. */
async function refuseOldClients(request: FastifyRequest): Promise<void> {
  const { body } = request;
  const protocol =
    typeof body === 'object' && body !== null && 'protocol' in body ? body.protocol : undefined;
  if (typeof protocol === 'number' && protocol < MIN_PROTOCOL_VERSION)
    throw new HttpError(426, 'updateNeeded');
}
