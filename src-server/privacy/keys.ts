/**
 * The server's own keys: for keyed hashes of the forgotten, for signing certificates, and for what desks seal to it.
 *
 * Invariants
 * - They are in a folder beside the erasure ledger and never in the database, so that a backup of it tells nobody who was
 *   forgotten.
 * - Two servers that start at once on an empty folder end up with the same keys.
 */
import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const FILE = 'keys.json';

const Stored = z.object({
  version: z.literal(1),
  hashing: z.string(),
  signing: z.string(),
  sealing: z.string(),
});

export type Keys = {
  /** 256 bits for HMAC-SHA-256. */
  hashing: Buffer;
  /** Ed25519. */
  signing: KeyObject;
  /** X25519. */
  sealing: KeyObject;
};

/** The keys in the folder, made when there are none. Throws when the file is there and cannot be read. */
export async function openKeys(folder: string): Promise<Keys> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, FILE);
  const found = await readIfThere(file);
  if (found === null) await writeNew(folder, file);
  const { hashing, signing, sealing } = Stored.parse(JSON.parse(found ?? (await readFile(file, 'utf8'))));
  return {
    hashing: Buffer.from(hashing, 'base64'),
    signing: createPrivateKey(signing),
    sealing: createPrivateKey(sealing),
  };
}

async function readIfThere(file: string): Promise<string | null> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
}

/** By a link, which fails where another server was first; then its keys count. */
async function writeNew(folder: string, file: string): Promise<void> {
  const draft = join(folder, `${randomUUID()}.new`);
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(JSON.stringify(makeKeys()));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await link(draft, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(draft);
}

function makeKeys(): z.infer<typeof Stored> {
  const pem = { type: 'pkcs8', format: 'pem' } as const;
  return {
    version: 1,
    hashing: randomBytes(32).toString('base64'),
    signing: generateKeyPairSync('ed25519').privateKey.export(pem).toString(),
    sealing: generateKeyPairSync('x25519').privateKey.export(pem).toString(),
  };
}
