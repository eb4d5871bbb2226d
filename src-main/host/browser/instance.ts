/**
 * One browser host a data folder. The first one leaves its port and a secret in a file that only its user can
 * read; a second one asks the first for a window instead of starting.
 */
import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';
import { readFileIfThere, writeFileAtomically } from '../../atomic-file.ts';
import { parseJson } from '../../parse-json.ts';

const InstanceFile = z.object({ port: z.number().int(), secret: z.string() });

/** A fresh launch address of the host that already runs on this folder, or null when none does. */
export async function askRunningInstance(dataDir: string): Promise<string | null> {
  const text = await readFileIfThere(fileOf(dataDir));
  const found = InstanceFile.safeParse(parseJson(text));
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

/** Answers later starts on this folder with `launchUrl`. Returns how to stop. */
export async function answerLaterInstances(
  dataDir: string,
  launchUrl: () => string,
): Promise<() => Promise<void>> {
  const secret = randomBytes(32).toString('base64url');
  const server = createServer((request, response) => {
    const allowed = request.method === 'POST' && request.headers.authorization === `Bearer ${secret}`;
    response.writeHead(allowed ? 200 : 403, { 'cache-control': 'no-store', connection: 'close' });
    response.end(allowed ? launchUrl() : undefined);
  });
  const port = await listen(server);
  await writeFileAtomically(fileOf(dataDir), JSON.stringify({ port, secret }));
  return async () => {
    server.close();
    server.closeAllConnections();
    await rm(fileOf(dataDir), { force: true });
  };
}

async function listen(server: Server): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject).listen(0, '127.0.0.1', resolve);
  await promise;
  return (server.address() as AddressInfo).port;
}

const fileOf = (dataDir: string) => join(dataDir, 'instance.json');
