/**
 * The key of one store. Invariants
 * - A key is made only where there is neither a key file nor a store: losing a key never starts an empty store
 *   over the old one.
 * - The key file is replaced atomically and its predecessor is kept as `.prev`.
 */
import { randomBytes } from 'node:crypto';
import { copyFile, mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readFileIfThere, writeFileAtomically } from '../atomic-file.ts';
import { CoreError } from '../errors.ts';
import type { KeySlot } from './key-slot.ts';

const KeyFile = z.object({
  v: z.literal(1),
  slot: z.enum(['keyring', 'file']),
  wrapped: z.string().min(1),
  createdAt: z.string(),
});

export const STORE_FILE = 'store.db';
const KEY_FILE = 'key.json';

/**
 * The 256-bit key of the store in `folder`, made on the first use of an empty folder.
 *
 * Throws `CoreError('STORE_WRONG_KEY')` when a store is there but its key file is missing, unreadable, or of a
 * slot this host does not have, and whatever the slot throws.
 */
export async function openVault(folder: string, slot: KeySlot): Promise<Uint8Array> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, KEY_FILE);
  const text = await readFileIfThere(path);
  if (text !== null) return unwrapKey(text, slot);
  const previous = await readFileIfThere(`${path}.prev`);
  if (previous !== null) return unwrapKey(previous, slot);
  if (await exists(join(folder, STORE_FILE))) throw new CoreError('STORE_WRONG_KEY');
  const key = new Uint8Array(randomBytes(32));
  await saveKey(folder, key, slot);
  return key;
}

/** Wraps the key in `slot` and replaces the key file, keeping the former one as `.prev`. */
export async function saveKey(folder: string, key: Uint8Array, slot: KeySlot): Promise<void> {
  const path = join(folder, KEY_FILE);
  const file: z.infer<typeof KeyFile> = {
    v: 1,
    slot: slot.kind,
    wrapped: await slot.wrap(key),
    createdAt: new Date().toISOString(),
  };
  if (await exists(path)) await copyFile(path, `${path}.prev`);
  await writeFileAtomically(path, JSON.stringify(file));
}

async function unwrapKey(text: string, slot: KeySlot): Promise<Uint8Array> {
  const file = KeyFile.safeParse(parseJson(text));
  if (!file.success || file.data.slot !== slot.kind) throw new CoreError('STORE_WRONG_KEY');
  return slot.unwrap(file.data.wrapped);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
