/**
 * `/v1/configuration…`: administrators' changes, online. Reads what came, says who it is, calls the service; pokes the
 * desks after the commit. Every refusal is a `RefusalBody`.
 */
import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  Approver,
  JudgeAttribute,
  Readiness,
  RefusalBody,
  RemoveEntry,
  ResponseCount,
  SaveEntry,
  StepAttribute,
} from '#shared/configuration/commands.ts';
import { Configuration } from '#shared/configuration/schema.ts';
import type { Me } from '#shared/permission/me.ts';
import { may, type Permission } from '#shared/permission/roles.ts';
import { ProfileCode } from '#shared/profile/schema.ts';
import { WireError } from '#shared/sync/protocol.ts';
import type { Pool } from '../db/pool.ts';
import type { Authenticate } from '../identity/authenticate.ts';
import type { PokeBus } from '../sync/poke-bus.ts';
import { seesEveryRow } from '../sync/scope.ts';
import { listApprovers } from './approver-repository.ts';
import { listEntries } from './configuration-repository.ts';
import {
  judgeAttribute,
  readReadiness,
  removeEntry,
  saveEntry,
  stepAttribute,
} from './configuration-service.ts';
import { Refused } from './refused.ts';
import { countResponses } from './statistic-repository.ts';

type Deps = { pool: Pool; authenticate: Authenticate; bus: PokeBus };

const BASE = '/v1/configuration';
const params = SaveEntry.pick({ id: true });
const errors = { '4xx': z.union([RefusalBody, WireError]), '5xx': WireError };
const written = { 200: z.object({ rev: z.string() }), ...errors };

/** Registers the routes. */
export function configurationRoutes({ pool, authenticate, bus }: Deps): FastifyPluginAsyncZod {
  async function change(
    reply: FastifyReply,
    work: () => Promise<string>,
  ): Promise<{ rev: string } | RefusalBody> {
    try {
      const rev = await work();
      bus.announce('configuration');
      return { rev };
    } catch (error) {
      return refuse(reply, error);
    }
  }

  return async (app) => {
    app.get(
      BASE,
      { schema: { response: { 200: z.array(Configuration), ...errors } } },
      async (request, reply) => {
        const { me } = await authenticate(request);
        return permitted(reply, me, 'configuration.read', () => listEntries(pool));
      },
    );
    app.get(
      `${BASE}/approvers`,
      { schema: { response: { 200: z.array(Approver), ...errors } } },
      async (request, reply) => {
        const { me } = await authenticate(request);
        return permitted(reply, me, 'configuration.read', () => listApprovers(pool));
      },
    );
    app.get(
      `${BASE}/readiness`,
      { schema: { response: { 200: Readiness, ...errors } } },
      async (request, reply) => {
        const { me } = await authenticate(request);
        return permitted(reply, me, 'configuration.read', () => readReadiness(pool));
      },
    );
    app.get(
      `${BASE}/statistic/:category`,
      {
        schema: {
          params: z.object({ category: ProfileCode }),
          response: { 200: z.array(ResponseCount), ...errors },
        },
      },
      async (request, reply) => {
        const { me } = await authenticate(request);
        const scope = seesEveryRow(me) ? null : me.scopeKeys;
        return permitted(reply, me, 'customer.read', () =>
          countResponses(pool, request.params.category, scope),
        );
      },
    );
    app.put(
      `${BASE}/:id`,
      { schema: { params, body: SaveEntry.omit({ id: true }), response: written } },
      async (request, reply) => {
        const { me } = await authenticate(request);
        return change(reply, () => saveEntry(pool, me, { ...request.params, ...request.body }));
      },
    );
    app.delete(
      `${BASE}/:id`,
      { schema: { params, body: RemoveEntry.pick({ rev: true }), response: written } },
      async (request, reply) => {
        const { me } = await authenticate(request);
        return change(reply, () => removeEntry(pool, me, { ...request.params, ...request.body }));
      },
    );
    app.post(
      `${BASE}/:id/verdict`,
      { schema: { params, body: JudgeAttribute.omit({ id: true }), response: written } },
      async (request, reply) => {
        const { me } = await authenticate(request);
        return change(reply, async () => judgeAttribute(pool, me, { ...request.params, ...request.body }));
      },
    );
    app.post(
      `${BASE}/:id/state`,
      { schema: { params, body: StepAttribute.omit({ id: true }), response: written } },
      async (request, reply) => {
        const { me } = await authenticate(request);
        return change(reply, async () => stepAttribute(pool, me, { ...request.params, ...request.body }));
      },
    );
  };
}

async function permitted<T>(
  reply: FastifyReply,
  me: Me,
  permission: Permission,
  work: () => Promise<T>,
): Promise<T | RefusalBody> {
  return may(me.role, permission) ? work() : refuse(reply, new Refused('FORBIDDEN'));
}

function refuse(reply: FastifyReply, error: unknown): RefusalBody {
  if (!(error instanceof Refused)) throw error;
  const { status, body } = error.answer();
  reply.code(status);
  return body;
}
