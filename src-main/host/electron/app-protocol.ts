/** The page's own scheme: `app://callbook/`, served from the built renderer by the function both hosts share. */
import type { Protocol, Session } from 'electron';
import type { AssetHandler } from '../assets.ts';

export const APP_SCHEME = 'app';
export const APP_HOST = 'callbook';
export const APP_URL = `${APP_SCHEME}://${APP_HOST}/`;

/** Must be called once, before the app is ready (Electron's `protocol` documentation). */
export function registerAppScheme(protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: APP_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
}

/** Serves the scheme in this session, whose windows load nothing else. */
export function serveApp(
  session: { protocol: Pick<Session['protocol'], 'handle'> },
  assets: AssetHandler,
): void {
  session.protocol.handle(APP_SCHEME, (request) => answerApp(request, assets));
}

/** The answer to one request. Pure but for the assets in memory. */
export function answerApp(request: Pick<Request, 'method' | 'url'>, assets: AssetHandler): Response {
  const { host, pathname } = new URL(request.url);
  if (host !== APP_HOST) return new Response(null, { status: 404 });
  return assets(request.method, pathname);
}
