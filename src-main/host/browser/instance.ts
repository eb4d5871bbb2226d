/**
 * One browser host a data folder. The first one leaves its port and a secret in a file that only its user can
 * read; a second one asks the first for a window instead of starting.
 */
import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { readFileIfThere, writeFileAtomically } from '../../atomic-file.ts';
import { parseJson } from '../../parse-json.ts';

const LONGEST_BODY = 1024;
const InstanceFile = z.object({ port: z.number().int(), secret: z.string() });

/** A fresh launch address of the host that already runs on this folder, or null when none does. */
export async function askRunningInstance(dataDir: string): Promise<string | null> {
  const found = InstanceFile.safeParse(parseJson(await readFileIfThere(fileOf(dataDir))));
  if (!found.success) return null;
  try {
    const response = await fetch(`http://127.0.0.1:${found.data.port}/`, {
      method: 'POST',
      headers: { authorization: `Bearer ${found.data.secret}` },
      signal: AbortSignal.timeout(2_000),
    });
    return response.status === 200 ? z.url().parse(await response.text()) : null;
  } catch {
    return null;
  }
}

/** Hands a link of a telephone system to the host that runs on this folder; false when none took it. */
export async function handOverLink(dataDir: string, link: string): Promise<boolean> {
  const found = InstanceFile.safeParse(parseJson(await readFileIfThere(fileOf(dataDir))));
  if (!found.success) return false;
  try {
    const response = await fetch(`http://127.0.0.1:${found.data.port}/screen-pop`, {
      method: 'POST',
      headers: { authorization: `Bearer ${found.data.secret}`, 'content-type': 'text/plain' },
      body: link,
      signal: AbortSignal.timeout(2_000),
    });
    return response.status === 200;
  } catch {
    return false;
  }
}

/**
 * Answers later starts on this folder with `launchUrl`, and takes links of telephone systems. Only who can read this
 * user's files has the secret. Returns how to stop.
 */
export async function answerLaterInstances(
  dataDir: string,
  launchUrl: () => string,
  openLink: (link: string) => boolean,
): Promise<() => Promise<void>> {
  const secret = randomBytes(32).toString('base64url');
  const server = createServer((request, response) => {
    const allowed = request.method === 'POST' && request.headers.authorization === `Bearer ${secret}`;
    answer(request, allowed, launchUrl, openLink).then(
      ({ status, body }) => {
        response.writeHead(status, { 'cache-control': 'no-store', connection: 'close' });
        response.end(body);
      },
      () => response.destroy(),
    );
  });
  const port = await listen(server);
  await writeFileAtomically(fileOf(dataDir), JSON.stringify({ port, secret }));
  return async () => {
    server.close();
    server.closeAllConnections();
    await rm(fileOf(dataDir), { force: true });
  };
}

type Answer = { status: number; body?: string };

async function answer(
  request: IncomingMessage,
  allowed: boolean,
  launchUrl: () => string,
  openLink: (link: string) => boolean,
): Promise<Answer> {
  if (!allowed) return { status: 403 };
  if (request.url !== '/screen-pop') return { status: 200, body: launchUrl() };
  if (Number(request.headers['content-length'] ?? Number.POSITIVE_INFINITY) > LONGEST_BODY)
    return { status: 413 };
  return { status: openLink(await text(request)) ? 200 : 400 };
}

async function listen(server: Server): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject).listen(0, '127.0.0.1', resolve);
  await promise;
  return (server.address() as AddressInfo).port;
}

const fileOf = (dataDir: string) => join(dataDir, 'instance.json');
