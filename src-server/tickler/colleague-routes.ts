/** `GET /v1/colleagues`: who a tickler may be given to. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Me } from '#shared/permission/me.ts';
import { may } from '#shared/permission/roles.ts';
import { WireError } from '#shared/sync/protocol.ts';
import type { Pool } from '../db/pool.ts';
import { HttpError } from '../http/wire-error.ts';
import type { Authenticate } from '../identity/authenticate.ts';
import { listUsers } from '../identity/user-repository.ts';

type Deps = { pool: Pool; authenticate: Authenticate };

const People = z.array(z.object({ id: z.string(), name: z.string() }));

/** Registers the route: those who work ticklers and share a place or a team with the user. */
export function colleagueRoutes({ pool, authenticate }: Deps): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/v1/colleagues',
      { schema: { response: { 200: People, '4xx': WireError, '5xx': WireError } } },
      async (request) => {
        const { me } = await authenticate(request);
        if (!may(me.role, 'tickler.work')) throw new HttpError(403, 'forbidden');
        const users = await listUsers(pool);
        return users.filter((user) => isColleague(me, user)).map(({ sub, name }) => ({ id: sub, name }));
      },
    );
  };
}

function isColleague(me: Me, user: Me): boolean {
  const isNear = [me, user].some(({ scopeKeys }) => scopeKeys.includes('*'));
  const shares = user.scopeKeys.some((key) => me.scopeKeys.includes(key));
  return may(user.role, 'tickler.work') && (isNear || shares);
}
