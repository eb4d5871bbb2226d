/**
 * Settings of the demo's identity provider: a native public client, code with PKCE, JWT access tokens for the
 * server's audience, refresh tokens that rotate.
 */
import type { Adapter, Configuration, KoaContextWithOIDC } from 'oidc-provider';
import type { DemoAccount } from './accounts.ts';
import type { ProviderSecrets } from './provider-secrets.ts';

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;

export type ProviderFacts = {
  clientId: string;
  audience: string;
  accounts: readonly DemoAccount[];
  secrets: ProviderSecrets;
  adapter: (model: string) => Adapter;
  accessTokenSeconds?: number;
};

/** Paths that a desk may be called back on; on loopback the port is the desk's to choose (RFC 8252, 7.3). */
const CALLBACK_PATHS = ['/callback', '/cb', '/'];
const REDIRECT_URIS = CALLBACK_PATHS.flatMap((path) => [`http://127.0.0.1${path}`, `http://[::1]${path}`]);

/** The settings for oidc-provider. */
export function providerSettings(facts: ProviderFacts): Configuration {
  const { clientId, audience, accounts, secrets } = facts;
  return {
    adapter: facts.adapter,
    clients: [
      {
        client_id: clientId,
        application_type: 'native',
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        redirect_uris: REDIRECT_URIS,
      },
    ],
    jwks: { keys: [secrets.jwk] },
    cookies: { keys: [secrets.cookieKey] },
    scopes: ['openid', 'offline_access', 'profile'],
    claims: { openid: ['sub'], profile: ['name'] },
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: false },
      revocation: { enabled: true },
      rpInitiatedLogout: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => audience,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({ scope: '', audience, accessTokenFormat: 'jwt' as const }),
      },
    },
    interactions: { url: (_ctx, interaction) => `/sign-in/${interaction.uid}` },
    loadExistingGrant: grantWithoutAsking,
    extraTokenClaims: signedInAt,
    issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: true,
    findAccount: (_ctx, sub) => {
      const account = accounts.find((candidate) => candidate.sub === sub);
      return account && { accountId: sub, claims: () => ({ sub, name: account.name }) };
    },
    ttl: {
      AccessToken: facts.accessTokenSeconds ?? 15 * MINUTE,
      AuthorizationCode: MINUTE,
      IdToken: 15 * MINUTE,
      Interaction: 60 * MINUTE,
      Session: DAY,
      Grant: 30 * DAY,
      RefreshToken: 30 * DAY,
    },
  };
}

/** When the person signed in, for a server that wants it to be just now (RFC 9068, 2.2.1). */
function signedInAt({ oidc: { entities } }: KoaContextWithOIDC): { auth_time?: number } {
  const at = (entities.AuthorizationCode ?? entities.RefreshToken)?.authTime;
  return at === undefined ? {} : { auth_time: at };
}

/** The only client is the organisation's own program; nobody is asked to consent to it. */
async function grantWithoutAsking(ctx: KoaContextWithOIDC) {
  const { session, client, provider } = ctx.oidc;
  if (!session?.accountId || !client) return undefined;
  const known = session.grantIdFor(client.clientId);
  const existing = known ? await provider.Grant.find(known) : undefined;
  if (existing) return existing;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope('openid offline_access profile');
  await grant.save();
  return grant;
}
