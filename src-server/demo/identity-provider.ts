/**
 * The demo's OpenID provider, with a page that lists its accounts. Listens on loopback only: it asks for no
 * password and must never be reachable from elsewhere.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import path from 'node:path';
import Provider from 'oidc-provider';
import { DEMO_ACCOUNTS } from './accounts.ts';
import { freePort } from './free-port.ts';
import { grantStore } from './grant-store.ts';
import { loginPage, messagePage } from './login-page.ts';
import { providerSecrets } from './provider-secrets.ts';
import { providerSettings } from './provider-settings.ts';

export type IdentityProvider = { issuer: string; port: number; close(): Promise<void> };

export type IdentityProviderOptions = {
  /** Folder for keys and grants. */
  folder: string;
  clientId: string;
  audience: string;
  /** Used when it is free. */
  port?: number;
  accessTokenSeconds?: number;
};

const SIGN_IN = /^\/sign-in\/([\w-]+)$/;
const MAX_FORM = 1024;

/** Starts the provider. Its keys and grants outlive it in `folder`. */
export async function startIdentityProvider(options: IdentityProviderOptions): Promise<IdentityProvider> {
  const port = await freePort(options.port);
  const issuer = `http://127.0.0.1:${port}`;
  const settings = providerSettings({
    ...options,
    accounts: DEMO_ACCOUNTS,
    secrets: await providerSecrets(path.join(options.folder, 'identity-keys.json')),
    adapter: grantStore(path.join(options.folder, 'identity-grants.json')),
  });
  const provider = new Provider(issuer, settings);
  const handle = provider.callback();
  const server = createServer((request, response) => {
    if (!SIGN_IN.test(request.url ?? '')) return void handle(request, response);
    signIn(provider, request, response).catch(() => {
      send(response, 400, messagePage('Start again', 'This sign-in has ended. Begin it again in Callbook.'));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  return {
    issuer,
    port,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function signIn(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  // Checks the cookie that binds this sign-in to the browser that began it; throws when there is none.
  await provider.interactionDetails(request, response);
  if (request.method !== 'POST') return send(response, 200, loginPage(DEMO_ACCOUNTS, request.url ?? ''));
  const chosen = new URLSearchParams(await readForm(request)).get('account');
  const account = DEMO_ACCOUNTS.find(({ sub }) => sub === chosen);
  if (!account) return send(response, 400, messagePage('No such account', 'Go back and choose another.'));
  // A native client needs a person's answer every time; choosing the account is that answer.
  await provider.interactionFinished(request, response, { login: { accountId: account.sub }, consent: {} });
}

async function readForm(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) {
    text += chunk;
    if (text.length > MAX_FORM) throw new Error('The form is too large.');
  }
  return text;
}

function send(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  });
  response.end(html);
}
