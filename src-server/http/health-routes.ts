/** `GET /healthz`: the process runs. `GET /readyz`: it can serve (database reachable, migrations current). */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { WireError } from '#shared/sync/protocol.ts';
import { isCurrent } from '../db/migrate.ts';
import type { Pool } from '../db/pool.ts';
import { HttpError } from './wire-error.ts';

const Fine = z.object({ status: z.literal('ok') });

/** Registers the routes. */
export function healthRoutes(pool: Pool): FastifyPluginAsyncZod {
  return async (app) => {
    app.get('/healthz', { schema: { response: { 200: Fine } } }, async () => ({ status: 'ok' as const }));
    app.get('/readyz', { schema: { response: { 200: Fine, 503: WireError } } }, async () => {
      const ready = await isCurrent(pool).catch(() => false);
      if (!ready) throw new HttpError(503, 'unavailable');
      return { status: 'ok' as const };
    });
  };
}
