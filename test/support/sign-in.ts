/** Signs a demo account in as a browser and a desk would, without either. */
import { createHash, randomBytes } from 'node:crypto';
import { cookieBrowser } from './cookie-browser.ts';

export type Tokens = { accessToken: string; refreshToken: string };

const REDIRECT = 'http://127.0.0.1:49152/callback';

export type SignIn = { issuer: string; clientId: string; account: string };

/** Code flow with PKCE against the demo's identity provider. Throws when any step is not as it should be. */
export async function signIn({ issuer, clientId, account }: SignIn): Promise<Tokens> {
  const browser = cookieBrowser((url) => url.startsWith(REDIRECT));
  const verifier = randomBytes(32).toString('base64url');
  const query = new URLSearchParams({
    client_id: clientId,
    response_type: 'code',
    redirect_uri: REDIRECT,
    scope: 'openid offline_access profile',
    state: randomBytes(8).toString('hex'),
    nonce: randomBytes(8).toString('hex'),
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const page = await browser(`${issuer}/auth?${query}`);
  const form = new URLSearchParams({ account });
  const end = await browser(page.url, { method: 'POST', body: form });
  const code = new URL(end.url).searchParams.get('code');
  if (!code) throw new Error(`No code: ${end.url} ${end.text.slice(0, 200)}`);
  return redeem(issuer, {
    grant_type: 'authorization_code',
    code,
    code_verifier: verifier,
    redirect_uri: REDIRECT,
    client_id: clientId,
  });
}

/** Trades a code or a refresh token for tokens. Throws with the provider's answer when it refuses. */
export async function redeem(issuer: string, fields: Record<string, string>): Promise<Tokens> {
  const response = await fetch(`${issuer}/token`, { method: 'POST', body: new URLSearchParams(fields) });
  const body = (await response.json()) as Record<string, string>;
  if (!response.ok) throw new Error(JSON.stringify(body));
  return { accessToken: body.access_token ?? '', refreshToken: body.refresh_token ?? '' };
}
