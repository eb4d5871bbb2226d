/**
 * The browser host: the renderer and the RPC on loopback, for one person's Chromium.
 *
 * Invariant: nothing but the public files of the renderer is answered before Host, Origin and the session cookie
 * are right. Every refusal looks the same from outside but for its status.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { text } from 'node:stream/consumers';
import { WebSocketServer } from 'ws';
import { z } from 'zod';
import type { Logger } from '../../log.ts';
import type { RpcContext } from '../../rpc/base.ts';
import { serveSocket } from '../../rpc/transports.ts';
import { type AssetHandler, createAssetHandler } from '../assets.ts';
import { SECURITY_HEADERS } from '../security-headers.ts';
import { checkHost, checkOrigin, cookieName, originOf, type Refusal, sessionCookie } from './checks.ts';
import { createLaunch, type Launch } from './launch.ts';

const MAX_MESSAGE_BYTES = 4 * 1024 * 1024;
const MAX_SOCKETS = 32;
const MAX_LAUNCH_BODY = 4096;
const LaunchBody = z.object({ token: z.string().max(200) });

export type BrowserHost = {
  port: number;
  /** A fresh address that opens the window, good once within `lifeMs`. */
  launchUrl(lifeMs: number): string;
  close(): Promise<void>;
};

export type BrowserHostOptions = {
  /** The folder of the built renderer. */
  rendererDir: string;
  context: RpcContext;
  log: Logger;
  /** 0 takes a free port. */
  port?: number;
};

/** Listens on 127.0.0.1. Rejects when the port is taken or the renderer was not built. */
export async function startBrowserHost(options: BrowserHostOptions): Promise<BrowserHost> {
  const { context, log } = options;
  const launch = createLaunch();
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 10_000 });
  const listening = Promise.withResolvers<void>();
  server.once('error', listening.reject).listen(options.port ?? 0, '127.0.0.1', listening.resolve);
  await listening.promise;
  const { port } = server.address() as AddressInfo;
  const assets = await createAssetHandler(options.rendererDir, [`ws://127.0.0.1:${port}`]);
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
  });

  server.on('request', (request, response) => {
    handle(request, response, { port, launch, assets }).catch(() => {
      log.warn('host.request');
      response.destroy();
    });
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const refusal = checkUpgrade(request, port, launch, sockets.clients.size);
    if (refusal) {
      log.warn('host.refused', { code: refusal.reason });
      socket.end(`HTTP/1.1 ${refusal.status} Refused\r\nConnection: close\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => {
      client.on('error', () => client.terminate());
      serveSocket(client, context).catch(() => client.terminate());
    });
  });

  return {
    port,
    launchUrl: (lifeMs) => `${originOf(port)}/#launch=${launch.issue(lifeMs)}`,
    async close() {
      for (const client of sockets.clients) client.close(1001);
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      server.closeAllConnections();
      for (const client of sockets.clients) client.terminate();
      await closed.promise;
    },
  };
}

type Parts = { port: number; launch: Launch; assets: AssetHandler };

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  { port, launch, assets }: Parts,
): Promise<void> {
  const refusal = checkHost(request.headers, port);
  if (refusal) return refuse(response, refusal);
  const { pathname } = new URL(request.url ?? '/', originOf(port));
  if (pathname === '/launch') return redeem(request, response, port, launch);
  const answer = assets(request.method ?? '', pathname);
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  response.end(request.method === 'HEAD' ? undefined : Buffer.from(await answer.arrayBuffer()));
}

async function redeem(
  request: IncomingMessage,
  response: ServerResponse,
  port: number,
  launch: Launch,
): Promise<void> {
  const refusal = checkOrigin(request.headers, port);
  if (refusal || request.method !== 'POST')
    return refuse(response, refusal ?? { status: 400, reason: 'origin' });
  const body = LaunchBody.safeParse(await smallJson(request));
  const session = body.success ? launch.redeem(body.data.token) : null;
  if (session === null) return refuse(response, { status: 401, reason: 'session' });
  response.writeHead(204, {
    ...SECURITY_HEADERS,
    'cache-control': 'no-store',
    'set-cookie': `${cookieName(port)}=${session}; HttpOnly; SameSite=Strict; Path=/`,
  });
  response.end();
}

function checkUpgrade(request: IncomingMessage, port: number, launch: Launch, open: number): Refusal | null {
  const { headers } = request;
  const refusal = checkHost(headers, port) ?? checkOrigin({ ...headers, 'sec-fetch-site': undefined }, port);
  if (refusal) return refusal;
  if (request.url !== '/rpc' || open >= MAX_SOCKETS) return { status: 400, reason: 'session' };
  return launch.isSession(sessionCookie(headers, port)) ? null : { status: 401, reason: 'session' };
}

async function smallJson(request: IncomingMessage): Promise<unknown> {
  if (Number(request.headers['content-length'] ?? MAX_LAUNCH_BODY + 1) > MAX_LAUNCH_BODY) return null;
  try {
    return JSON.parse(await text(request));
  } catch {
    return null;
  }
}

function refuse(response: ServerResponse, { status }: Refusal): void {
  response.writeHead(status, { ...SECURITY_HEADERS, 'cache-control': 'no-store', connection: 'close' });
  response.end();
}
