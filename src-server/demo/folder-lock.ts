/**
 * One program a data folder. The lock is a listening socket, which the system frees when its owner dies, so that
 * no stale lock is ever left; a file with a process id could not tell a dead owner from a recycled id.
 */
import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { createConnection, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

export type FolderLock = { release(): Promise<void> };

/**
 * Takes the lock of a folder.
 * @throws when another running program holds it.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const address = addressOf(folder);
  const server = (await listen(address)) ?? (await takeOver(address));
  if (!server) throw new Error(`The data folder ${folder} is in use by another running program.`);
  server.unref();
  return { release: () => new Promise((resolve) => server.close(() => resolve())) };
}

/** Not inside the folder: socket paths may have about 100 characters only. */
function addressOf(folder: string): string {
  const name = `callbook-${createHash('sha256').update(path.resolve(folder)).digest('hex').slice(0, 24)}`;
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : path.join(tmpdir(), `${name}.lock`);
}

function listen(address: string): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', () => resolve(undefined));
    server.listen(address, () => resolve(server));
  });
}

async function takeOver(address: string): Promise<Server | undefined> {
  if (process.platform === 'win32' || (await isAnswered(address))) return undefined;
  await rm(address, { force: true });
  return listen(address);
}

function isAnswered(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(address);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
