/** `GET /v1/contacts/uncoded`: contacts of the last days that say nothing of how they ended, in the user's area. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { UNCODED_DAYS, UncodedContact } from '#shared/contact/uncoded.ts';
import { may } from '#shared/permission/roles.ts';
import { WireError } from '#shared/sync/protocol.ts';
import type { Pool } from '../db/pool.ts';
import { HttpError } from '../http/wire-error.ts';
import type { Authenticate } from '../identity/authenticate.ts';
import { seesEveryRow } from '../sync/scope.ts';
import { uncodedContacts } from './contact-repository.ts';

type Deps = { pool: Pool; authenticate: Authenticate };

const DAY_MS = 86_400_000;

/** Registers the route. */
export function contactRoutes({ pool, authenticate }: Deps): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/v1/contacts/uncoded',
      { schema: { response: { 200: z.array(UncodedContact), '4xx': WireError, '5xx': WireError } } },
      async (request) => {
        const { me } = await authenticate(request);
        if (!may(me.role, 'contact.report')) throw new HttpError(403, 'forbidden');
        const since = new Date(Date.now() - UNCODED_DAYS * DAY_MS);
        return uncodedContacts(pool, seesEveryRow(me) ? null : me.scopeKeys, since);
      },
    );
  };
}
