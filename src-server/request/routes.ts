/**
 * `/v1/requests…`: decisions, certificates, exports and the register; `/v1/erasures/confirmations`: desks that hold nothing of
 * a person any more. Requests themselves are pushed and pulled like everything else.
 */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { may } from '#shared/permission/roles.ts';
import { SignedCertificate } from '#shared/request/certificate.ts';
import { DECISIONS, DecideRequest, DecisionRefusal } from '#shared/request/commands.ts';
import { ErasureConfirmation } from '#shared/request/confirmation.ts';
import { ExportPackage } from '#shared/request/export-package.ts';
import { RegisterEntry } from '#shared/request/register.ts';
import { ServiceRequest } from '#shared/request/schema.ts';
import { Id } from '#shared/sync/envelope.ts';
import { WireError } from '#shared/sync/protocol.ts';
import type { Pool } from '../db/pool.ts';
import { readCertificate } from '../erasure/certificate.ts';
import { takeConfirmation } from '../erasure/take-confirmation.ts';
import { HttpError } from '../http/wire-error.ts';
import type { Authenticate } from '../identity/authenticate.ts';
import type { Privacy } from '../privacy/privacy.ts';
import type { PokeBus } from '../sync/poke-bus.ts';
import { inScope } from '../sync/scope.ts';
import { takeExport } from './data-export.ts';
import { decide } from './decide.ts';
import { DecisionRefused, REFUSAL_STATUS } from './decision-refused.ts';
import { readRegister } from './register.ts';
import { findRequest } from './request-repository.ts';

type Deps = {
  pool: Pool;
  authenticate: Authenticate;
  bus: PokeBus;
  privacy: Privacy;
  /** How long an approved request can still be taken back. */
  windowMs: number;
  /** Told that there may be something to carry out. */
  wake: () => void;
};

const errors = { '4xx': WireError, '5xx': WireError };
const byId = z.object({ id: Id });

/** Registers the routes. */
export function requestRoutes({
  pool,
  authenticate,
  bus,
  privacy,
  windowMs,
  wake,
}: Deps): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      '/v1/requests/:id/:decision',
      {
        schema: {
          params: byId.extend({ decision: z.enum(DECISIONS) }),
          body: DecideRequest.omit({ id: true, decision: true }),
          response: { 200: ServiceRequest, '4xx': z.union([DecisionRefusal, WireError]), '5xx': WireError },
        },
      },
      async (request, reply) => {
        const { me } = await authenticate(request);
        const given = { ...request.body, ...request.params };
        try {
          const doc = await decide(pool, { me, now: new Date(), windowMs }, given);
          for (const collection of ['requests', 'customers', 'changes'] as const) bus.announce(collection);
          wake();
          return doc;
        } catch (error) {
          if (!(error instanceof DecisionRefused)) throw error;
          reply.status(REFUSAL_STATUS[error.code] as 409);
          return { code: error.code };
        }
      },
    );

    /** The request, where this user may see it; else 404. */
    async function mustSee(me: Parameters<typeof inScope>[0], id: string): Promise<void> {
      const row = await findRequest(pool, id);
      if (!row || !may(me.role, 'request.read') || !inScope(me, row.doc.scope))
        throw new HttpError(404, 'notFound');
    }

    app.get(
      '/v1/requests/:id/certificate',
      { schema: { params: byId, response: { 200: SignedCertificate, ...errors } } },
      async (request) => {
        const { me } = await authenticate(request);
        await mustSee(me, request.params.id);
        const certificate = await readCertificate(pool, privacy, request.params.id);
        if (!certificate) throw new HttpError(404, 'notFound');
        return certificate;
      },
    );

    app.get(
      '/v1/requests/:id/export',
      { schema: { params: byId, response: { 200: ExportPackage, ...errors } } },
      async (request) => {
        const { me } = await authenticate(request);
        if (!may(me.role, 'request.privacy')) throw new HttpError(403, 'forbidden');
        await mustSee(me, request.params.id);
        const content = await takeExport(pool, request.params.id, { me, now: new Date() });
        if (!content) throw new HttpError(404, 'notFound');
        return content;
      },
    );

    app.get(
      '/v1/request-register',
      { schema: { response: { 200: z.array(RegisterEntry), ...errors } } },
      async (request) => {
        const { me } = await authenticate(request);
        if (!may(me.role, 'request.decide')) throw new HttpError(403, 'forbidden');
        return readRegister(pool);
      },
    );

    app.get(
      '/v1/privacy-keys',
      { schema: { response: { 200: z.object({ sealing: z.string(), signing: z.string() }), ...errors } } },
      async (request) => {
        await authenticate(request);
        return { sealing: privacy.sealingKey, signing: privacy.signingKey };
      },
    );

    app.post(
      '/v1/erasures/confirmations',
      {
        schema: {
          body: ErasureConfirmation,
          response: { 200: z.object({ taken: z.literal(true) }), ...errors },
        },
      },
      async (request) => {
        const { me } = await authenticate(request);
        const outcome = await takeConfirmation(pool, privacy, me, request.body);
        if (outcome === 'unknown') throw new HttpError(404, 'notFound');
        if (outcome === 'notSigned') throw new HttpError(400, 'invalid');
        bus.announce('requests');
        return { taken: true as const };
      },
    );
  };
}
