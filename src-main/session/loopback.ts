/**
 * The redirect of a sign-in: one listener on 127.0.0.1, on a port of the system's choosing, for one answer.
 * A request with a foreign state, another path or another host changes nothing (RFC 8252 section 8.9).
 */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How long a person may take to sign in. */
const PATIENCE_MS = 10 * 60_000;

export type Loopback = {
  redirectUri: string;
  /** The parameters of the first redirect that `accept` takes. Rejects when closed, or after ten minutes. */
  wait<T>(accept: (redirected: URL) => T): Promise<T>;
  close: () => void;
};

export async function listenOnLoopback(): Promise<Loopback> {
  const server = createServer();
  const { promise: listening, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject).listen(0, '127.0.0.1', resolve);
  await listening;
  const { port } = server.address() as AddressInfo;
  const redirectUri = `http://127.0.0.1:${port}/callback`;
  const ended = Promise.withResolvers<never>();
  ended.promise.catch(() => undefined);
  const close = () => {
    ended.reject(new Error('The sign-in was cancelled.'));
    server.close();
    server.closeAllConnections();
  };
  const timer = setTimeout(close, PATIENCE_MS);
  server.once('close', () => clearTimeout(timer));

  function wait<T>(accept: (redirected: URL) => T): Promise<T> {
    const { promise, resolve: take } = Promise.withResolvers<T>();
    server.on('request', (request, response) => {
      const url = new URL(request.url ?? '/', redirectUri);
      if (
        request.method !== 'GET' ||
        request.headers.host !== `127.0.0.1:${port}` ||
        url.pathname !== '/callback'
      ) {
        return answer(response, 404, 'There is nothing here.');
      }
      try {
        take(accept(url));
      } catch {
        return answer(
          response,
          400,
          'This is not the sign-in that Callbook is waiting for. Please start it again from Callbook.',
        );
      }
      answer(response, 200, 'You are signed in. You can close this page and go back to Callbook.');
      response.once('finish', () => server.close());
    });
    return Promise.race([promise, ended.promise]);
  }

  return { redirectUri, wait, close };
}

function answer(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    'referrer-policy': 'no-referrer',
    connection: 'close',
  });
  response.end(
    `<!doctype html><html lang="en"><meta name="color-scheme" content="light dark"><title>Callbook</title>` +
      `<body style="font: 1.1rem/1.6 system-ui; max-width: 32rem; margin: 20vh auto; padding: 0 1rem"><p>${text}</p></body></html>`,
  );
}
