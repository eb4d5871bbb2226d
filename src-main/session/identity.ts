/**
 * Sign-in with the organisation's OpenID provider: authorization code with PKCE in the system browser, loopback
 * redirect (RFC 8252 sections 7.3 and 8.1; RFC 9700). Tokens never reach the renderer.
 */
import * as oauth from 'oauth4webapi';
import { z } from 'zod';
import { ServerError } from '../sync/server-error.ts';
import { type Loopback, listenOnLoopback } from './loopback.ts';

export type TokenSet = { accessToken: string; refreshToken: string | null; expiresAt: number };

/** What the backend says of who signs its users in (`GET /v1/discovery`). */
const Discovery = z.object({ issuer: z.url(), clientId: z.string(), audience: z.string() });
type Provider = {
  server: oauth.AuthorizationServer;
  client: oauth.Client;
  audience: string;
  insecure: boolean;
};

export type SignIn = { url: string; tokens: Promise<TokenSet>; cancel: () => void };

/** `fresh`: the person shows again who they are, though the browser still knows them. */
export type SignInHow = { fresh: boolean };

export type Identity = {
  /** Prepares a sign-in; throws `ServerError('transient')` when backend or provider cannot be reached. */
  startSignIn(how?: SignInHow): Promise<SignIn>;
  /** New tokens for a refresh token; `ServerError('unauthorized')` when the provider refuses it. */
  refresh(refreshToken: string): Promise<TokenSet>;
};

const SCOPE = 'openid profile offline_access';
const DEADLINE_MS = 15_000;

export function createIdentity(serverUrl: string): Identity {
  let provider: Promise<Provider> | null = null;
  const findProvider = () => {
    provider ??= discover(serverUrl).catch((error: unknown) => {
      provider = null;
      throw ServerError.of(error);
    });
    return provider;
  };
  return {
    async startSignIn({ fresh } = { fresh: false }) {
      const found = await findProvider();
      const loopback = await listenOnLoopback();
      return begin(found, loopback, fresh);
    },
    async refresh(refreshToken) {
      const found = await findProvider();
      return refresh(found, refreshToken);
    },
  };
}

async function discover(serverUrl: string): Promise<Provider> {
  const response = await fetch(new URL('/v1/discovery', serverUrl), {
    redirect: 'error',
    signal: AbortSignal.timeout(DEADLINE_MS),
  });
  if (response.status !== 200) throw ServerError.ofStatus(response.status, null);
  const { issuer, clientId, audience } = Discovery.parse(await response.json());
  const insecure = isLoopback(issuer);
  const answer = await oauth.discoveryRequest(new URL(issuer), options(insecure));
  const server = await oauth.processDiscoveryResponse(new URL(issuer), answer);
  return { server, client: { client_id: clientId }, audience, insecure };
}

async function begin(provider: Provider, loopback: Loopback, fresh: boolean): Promise<SignIn> {
  const verifier = oauth.generateRandomCodeVerifier();
  const state = oauth.generateRandomState();
  const nonce = oauth.generateRandomNonce();
  const url = new URL(provider.server.authorization_endpoint ?? '');
  const query = {
    client_id: provider.client.client_id,
    response_type: 'code',
    redirect_uri: loopback.redirectUri,
    scope: SCOPE,
    resource: provider.audience,
    prompt: fresh ? 'login consent' : 'consent',
    ...(fresh && { max_age: '0' }),
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
  };
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const accept = (redirected: URL) =>
    oauth.validateAuthResponse(provider.server, provider.client, redirected, state);
  const tokens = loopback
    .wait(accept)
    .then((params) => exchange(provider, params, loopback.redirectUri, verifier, nonce));
  return { url: url.href, tokens, cancel: loopback.close };
}

async function exchange(
  provider: Provider,
  params: URLSearchParams,
  redirectUri: string,
  verifier: string,
  nonce: string,
): Promise<TokenSet> {
  const { server, client, audience, insecure } = provider;
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    oauth.None(),
    params,
    redirectUri,
    verifier,
    {
      ...options(insecure),
      additionalParameters: { resource: audience },
    },
  );
  const answer = await oauth.processAuthorizationCodeResponse(server, client, response, {
    expectedNonce: nonce,
    requireIdToken: true,
  });
  return toTokenSet(answer, null);
}

async function refresh(provider: Provider, refreshToken: string): Promise<TokenSet> {
  const { server, client, audience, insecure } = provider;
  try {
    const response = await oauth.refreshTokenGrantRequest(server, client, oauth.None(), refreshToken, {
      ...options(insecure),
      additionalParameters: { resource: audience },
    });
    return toTokenSet(await oauth.processRefreshTokenResponse(server, client, response), refreshToken);
  } catch (error) {
    if (error instanceof oauth.ResponseBodyError && error.status < 500)
      throw new ServerError('unauthorized', 401);
    throw new ServerError('transient');
  }
}

/** A provider that does not rotate sends no new refresh token: the former one stays. */
function toTokenSet(answer: oauth.TokenEndpointResponse, former: string | null): TokenSet {
  return {
    accessToken: answer.access_token,
    refreshToken: answer.refresh_token ?? former,
    expiresAt: Date.now() + (answer.expires_in ?? 300) * 1000,
  };
}

function options(insecure: boolean) {
  return { [oauth.allowInsecureRequests]: insecure, signal: AbortSignal.timeout(DEADLINE_MS) };
}

/** Plain HTTP is for the embedded provider of a demo on this machine, never for one elsewhere. */
function isLoopback(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return (
    protocol === 'http:' && (hostname === '127.0.0.1' || hostname === 'localhost' || hostname === '[::1]')
  );
}
