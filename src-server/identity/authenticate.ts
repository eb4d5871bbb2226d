/**
 * Who sends a request. Guards that no handler runs without a user whom both the token and the table `users`
 * vouch for, on every request anew: a user who is removed or moved loses access with the next request.
 */
import type { FastifyRequest } from 'fastify';
import type { SignedEdition } from '#shared/edition/edition.ts';
import type { Me } from '#shared/permission/me.ts';
import type { Pool } from '../db/pool.ts';
import { HttpError } from '../http/wire-error.ts';
import { type KeySet, type TokenRules, verifyToken } from './token.ts';
import { findUser } from './user-repository.ts';

export type Caller = { me: Me; expiresAt: Date; authTime: Date | null };
export type Authenticate = (request: FastifyRequest) => Promise<Caller>;

const BEARER = /^Bearer ([\w-]+\.[\w-]+\.[\w-]*)$/i;
const MAX_TOKEN = 16_384;

/**
 * Makes the function that every protected route calls first.
 * @returns a function from request to caller that throws HttpError 401 (token), 403 (unknown user) or 503.
 */
export function authenticator(
  pool: Pool,
  keys: KeySet,
  rules: TokenRules,
  edition?: SignedEdition,
): Authenticate {
  return async (request) => {
    const { sub, expiresAt, authTime } = await verifyToken(bearerOf(request), keys, rules);
    // PostgreSQL has no text with NUL; such a subject cannot be a user.
    const me = sub.includes('\0') ? undefined : await findUser(pool, sub);
    if (!me) throw new HttpError(403, 'forbidden');
    return { me: edition ? { ...me, edition } : me, expiresAt, authTime };
  };
}

function bearerOf(request: FastifyRequest): string {
  const header = request.headers.authorization ?? '';
  const token = header.length <= MAX_TOKEN ? BEARER.exec(header)?.[1] : undefined;
  if (token === undefined) throw new HttpError(401, 'unauthorized');
  return token;
}
