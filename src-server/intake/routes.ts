/**
 * `/v1/customers`: middleware registers, reads and changes customers, by their id or by an external one. The answer is the
 * combined profile as it stands. `POST` wants `Idempotency-Key`; `PATCH` takes one, and `If-Match` with a revision.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { Customer } from '#shared/customer/schema.ts';
import { Id } from '#shared/sync/envelope.ts';
import { MAX_BODY_BYTES, WireError } from '#shared/sync/protocol.ts';
import { announceCustomers } from '../customer/announce-customers.ts';
import type { Authenticate } from '../identity/authenticate.ts';
import { check } from '../sync/field-errors.ts';
import type { PokeBus } from '../sync/poke-bus.ts';
import {
  changeByIntake,
  createByIntake,
  idOfExternal,
  readSeen,
  type Stores,
  type Taken,
} from './intake-service.ts';
import { IntakeRefusal } from './refusal.ts';
import { CustomerInput, IdempotencyKey, IntakeProblem } from './schema.ts';

type Deps = Stores & { authenticate: Authenticate; bus: PokeBus };

const byId = z.object({ id: Id });
const byExternal = z.object({ externalId: z.string().min(1).max(80) });
const ofSystem = z.object({ system: z.string().max(40).optional() });
const answers = { 200: Customer, '4xx': z.union([IntakeProblem, WireError]), '5xx': WireError };
/** The body is judged here and not before, so that what is wrong is told field by field. */
const body = { bodyLimit: MAX_BODY_BYTES, attachValidation: true };

/** Registers the routes. */
export function intakeRoutes({ pool, privacy, authenticate, bus }: Deps): FastifyPluginAsyncZod {
  async function answered(
    reply: FastifyReply,
    work: () => Promise<Customer>,
  ): Promise<Customer | IntakeProblem> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof IntakeRefusal)) throw error;
      reply.status(error.status as 400);
      return error.body();
    }
  }

  function told(reply: FastifyReply, { customer, replayed }: Taken): Customer {
    reply.header('etag', `"${customer.rev}"`).header('idempotency-replayed', String(replayed));
    if (!replayed) announceCustomers(bus, [customer]);
    return customer;
  }

  return async (app) => {
    const schema = { body: CustomerInput, response: { 201: Customer, ...answers } };
    app.post('/v1/customers', { ...body, schema }, async (request, reply) => {
      const { me } = await authenticate(request);
      return answered(reply, async () => {
        const key = keyOf(request);
        if (key === null) throw new IntakeRefusal('idempotencyKeyMissing');
        const taken = await createByIntake({ pool, privacy }, me, key, inputOf(request));
        if (!taken.replayed) reply.status(201).header('location', `/v1/customers/${taken.customer.id}`);
        return told(reply, taken);
      });
    });

    app.get('/v1/customers/:id', { schema: { params: byId, response: answers } }, async (request, reply) => {
      const { me } = await authenticate(request);
      return answered(reply, () => readSeen({ pool, privacy }, me, request.params.id));
    });
    app.get(
      '/v1/customers/external/:externalId',
      { schema: { params: byExternal, querystring: ofSystem, response: answers } },
      async (request, reply) => {
        const { me } = await authenticate(request);
        const { params, query } = request;
        return answered(reply, async () =>
          readSeen(
            { pool, privacy },
            me,
            await idOfExternal({ pool, privacy }, me, params.externalId, query.system),
          ),
        );
      },
    );

    const change = { body: CustomerInput, response: answers };
    app.patch(
      '/v1/customers/:id',
      { ...body, schema: { ...change, params: byId } },
      async (request, reply) => {
        const { me } = await authenticate(request);
        return answered(reply, async () =>
          told(
            reply,
            await changeByIntake({ pool, privacy }, me, idOf(request.params.id), changeOf(request)),
          ),
        );
      },
    );
    app.patch(
      '/v1/customers/external/:externalId',
      { ...body, schema: { ...change, params: byExternal, querystring: ofSystem } },
      async (request, reply) => {
        const { me } = await authenticate(request);
        const { params, query } = request;
        return answered(reply, async () => {
          const id = await idOfExternal({ pool, privacy }, me, params.externalId, query.system);
          return told(reply, await changeByIntake({ pool, privacy }, me, id, changeOf(request)));
        });
      },
    );
  };
}

/** What is no id is nobody's; with `attachValidation` nothing else has judged it. */
function idOf(given: string): string {
  const id = Id.safeParse(given);
  if (!id.success) throw new IntakeRefusal('notFound');
  return id.data.toLowerCase();
}

function changeOf(request: FastifyRequest) {
  const rev = request.headers['if-match']?.replace(/^"|"$/g, '') ?? null;
  return { input: inputOf(request), rev: rev === '*' ? null : rev, key: keyOf(request) };
}

function inputOf(request: FastifyRequest): CustomerInput {
  const input = check(CustomerInput, request.body);
  if (input.errors) throw new IntakeRefusal('invalid', input.errors);
  return input.data;
}

function keyOf(request: FastifyRequest): string | null {
  return IdempotencyKey.safeParse(request.headers['idempotency-key']).data ?? null;
}
