/**
 * Access tokens. Guards that only a token signed by the issuer's published keys, with an asymmetric algorithm,
 * for this audience, and not expired, says who the caller is.
 */
import { createRemoteJWKSet, errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { HttpError } from '../http/wire-error.ts';

/** Asymmetric only: a shared-secret algorithm would let the public key sign. */
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA'];
const LEEWAY_SECONDS = 30;

export type TokenRules = { issuer: string; audience: string };
export type KeySet = JWTVerifyGetKey;
/** `authTime`: when the user last showed the issuer that it is them (RFC 9068, 2.2.1); null where it does not say. */
export type VerifiedToken = { sub: string; expiresAt: Date; authTime: Date | null };

/**
 * Checks a bearer token.
 * @returns its subject and end.
 * @throws HttpError 401 for a token that is not good, 503 when the issuer's keys cannot be had: an issuer that
 *   is down must not sign people out.
 */
export async function verifyToken(token: string, keys: KeySet, rules: TokenRules): Promise<VerifiedToken> {
  try {
    const { payload } = await jwtVerify(token, keys, {
      ...rules,
      algorithms: ALGORITHMS,
      clockTolerance: LEEWAY_SECONDS,
      requiredClaims: ['sub', 'exp'],
    });
    if (!payload.sub || payload.exp === undefined) throw new HttpError(401, 'unauthorized');
    const { auth_time: signedIn } = payload;
    return {
      sub: payload.sub,
      expiresAt: new Date((payload.exp + LEEWAY_SECONDS) * 1000),
      authTime: typeof signedIn === 'number' ? new Date(signedIn * 1000) : null,
    };
  } catch (error) {
    if (error instanceof HttpError) throw error;
    throw keysUnavailable(error) ? new HttpError(503, 'unavailable') : new HttpError(401, 'unauthorized');
  }
}

/** Anything but a verdict of jose about this token: network trouble, an issuer that answers with an error. */
function keysUnavailable(error: unknown): boolean {
  if (error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid) return true;
  // jose reports a key endpoint that answers with an error as the bare base class.
  if (error instanceof errors.JOSEError) return error.constructor === errors.JOSEError;
  return true;
}

/**
 * The issuer's keys, by OpenID discovery; fetched when first needed, cached, and fetched again at most every
 * 30 s when a token names a key that is not among them.
 */
export function issuerKeys(issuer: string): KeySet {
  let keySet: Promise<KeySet> | undefined;
  return async (header, token) => {
    keySet ??= discoverKeys(issuer);
    const known = keySet;
    try {
      return await (await known)(header, token);
    } catch (error) {
      // A failed discovery is tried again with the next request.
      if (
        await known.then(
          () => false,
          () => true,
        )
      )
        keySet = undefined;
      throw error;
    }
  };
}

async function discoverKeys(issuer: string): Promise<KeySet> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await fetch(address, { signal: AbortSignal.timeout(5000), redirect: 'error' });
  if (!response.ok) throw new HttpError(503, 'unavailable');
  const metadata: unknown = await response.json();
  return createRemoteJWKSet(jwksAddress(metadata, issuer), { timeoutDuration: 5000 });
}

function jwksAddress(metadata: unknown, issuer: string): URL {
  if (typeof metadata !== 'object' || metadata === null) throw new HttpError(503, 'unavailable');
  const named = 'issuer' in metadata && metadata.issuer === issuer;
  if (!named || !('jwks_uri' in metadata)) throw new HttpError(503, 'unavailable');
  return new URL(String(metadata.jwks_uri));
}
