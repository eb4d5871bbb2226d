/** Which user's folder this desk opens: a keyed hash, so that the names of folders tell nobody who worked here. */
import { createHmac, randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readFileIfThere, writeFileAtomically } from '../atomic-file.ts';

const Remembered = z.object({ folder: z.string().regex(/^[0-9a-f]{32}$/) });

/** The folder of a user, the same for every sign-in on this installation. */
export async function folderOf(dataDir: string, sub: string): Promise<string> {
  const path = join(dataDir, 'folders.key');
  let key = await readFileIfThere(path);
  if (key === null) {
    key = randomBytes(32).toString('hex');
    await writeFileAtomically(path, key);
  }
  const name = createHmac('sha256', Buffer.from(key, 'hex')).update(sub).digest('hex').slice(0, 32);
  return join(dataDir, 'users', name);
}

/** The folder of whoever was signed in last, or null. */
export async function readRemembered(dataDir: string): Promise<string | null> {
  const text = await readFileIfThere(rememberedFile(dataDir));
  if (text === null) return null;
  try {
    return join(dataDir, 'users', Remembered.parse(JSON.parse(text)).folder);
  } catch {
    return null;
  }
}

export async function remember(dataDir: string, path: string): Promise<void> {
  const folder = path.slice(-32);
  await writeFileAtomically(rememberedFile(dataDir), JSON.stringify({ folder }));
}

export async function forgetRemembered(dataDir: string): Promise<void> {
  await rm(rememberedFile(dataDir), { force: true });
}

const rememberedFile = (dataDir: string) => join(dataDir, 'session.json');
