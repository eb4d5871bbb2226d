/**
 * `GET /v1/lease`: how long the user's desk may work offline. Guards that only who is a user now gets one, and that it is
 * signed as a lease: nothing else that the key signs has its kind.
 */
import { createPublicKey } from 'node:crypto';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { type Lease, SignedLease } from '#shared/permission/lease.ts';
import { WireError } from '#shared/sync/protocol.ts';
import type { Config } from '../config.ts';
import type { Privacy } from '../privacy/privacy.ts';
import type { Authenticate } from './authenticate.ts';

type Deps = { authenticate: Authenticate; config: Pick<Config, 'offlineMs'>; privacy: Privacy };

/** Registers the route. */
export function leaseRoutes({ authenticate, config, privacy }: Deps): FastifyPluginAsyncZod {
  const publicKey = createPublicKey(privacy.signingKey)
    .export({ type: 'spki', format: 'der' })
    .toString('base64');
  return async (app) => {
    app.get(
      '/v1/lease',
      { schema: { response: { 200: SignedLease, '4xx': WireError, '5xx': WireError } } },
      async (request) => {
        const { me } = await authenticate(request);
        const body = JSON.stringify(leaseFor(me.sub, Date.now(), config.offlineMs));
        return { body, signature: privacy.sign(body), publicKey };
      },
    );
  };
}

function leaseFor(sub: string, now: number, lengthMs: number): Lease {
  const issuedAt = new Date(now).toISOString();
  return { kind: 'lease', sub, issuedAt, expiresAt: new Date(now + lengthMs).toISOString() };
}
