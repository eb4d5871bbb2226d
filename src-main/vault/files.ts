/** The files of a user's folder by name, and what keeps their names safe. */
import { open, stat } from 'node:fs/promises';

export const STORE_FILE = 'store.db';
const KEY_FILE = 'key.json';
/** Both copies of the key file, the one that counts first. */
export const KEY_FILES = [KEY_FILE, `${KEY_FILE}.prev`] as const;

/** True when something of this name is there. */
export async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** Makes the names in a folder durable. Windows cannot open a folder to sync it, and journals its names. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
