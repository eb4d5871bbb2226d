/** `GET /v1/me` and `GET /v1/discovery`: who am I, and how do I sign in. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { Me } from '#shared/permission/me.ts';
import { PROTOCOL_VERSION, WireError } from '#shared/sync/protocol.ts';
import type { Config } from '../config.ts';
import type { Authenticate } from './authenticate.ts';

/** What a desk needs before it has a token. */
export const Discovery = z.object({
  issuer: z.string(),
  clientId: z.string(),
  audience: z.string(),
  protocol: z.number().int(),
});

type Deps = { authenticate: Authenticate; config: Pick<Config, 'issuer' | 'clientId' | 'audience'> };

/** Registers the routes. */
export function identityRoutes({ authenticate, config }: Deps): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/v1/me',
      { schema: { response: { 200: Me, '4xx': WireError, '5xx': WireError } } },
      async (request) => (await authenticate(request)).me,
    );
    app.get('/v1/discovery', { schema: { response: { 200: Discovery } } }, async () => ({
      issuer: config.issuer,
      clientId: config.clientId,
      audience: config.audience,
      protocol: PROTOCOL_VERSION,
    }));
  };
}
