/**
 * Putting a store that cannot be used aside, under a name that says why and when. Nothing is ever deleted.
 *
 * Invariant: every file stands under its new name, on the disk, before the first one loses its old name. The log
 * loses its name before the file it belongs to, so that no new store ever meets an old log. A file that has its new
 * name is whole.
 */
import { copyFile, link, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { exists, KEY_FILES, STORE_FILE, syncFolder } from './files.ts';

type AsideReason = 'locked' | 'damaged';
/** What the fault test looks into: told the name of each step that was made, and a file system without links. */
export type AsideOptions = { onStep?: (step: string) => void; linkFile?: typeof link };

/**
 * Puts the store's files aside as `store.db.<reason>-<time>`. The key file goes with a locked store; a damaged one
 * takes a copy, because its key goes on. Called again with the same time it goes on where it stopped. Returns the
 * new path of the database file.
 */
export async function setAside(
  folder: string,
  reason: AsideReason,
  now: Date,
  { onStep = () => {}, linkFile = link }: AsideOptions = {},
): Promise<string> {
  const mark = `${reason}-${now.toISOString().replaceAll(':', '-')}`;
  const store = ['-wal', '', '.id'].map((end): [string, string] => [
    `${STORE_FILE}${end}`,
    `${STORE_FILE}.${mark}${end}`,
  ]);
  const keys = KEY_FILES.map((name): [string, string] => [name, `${name}.${mark}`]);
  for (const [from, to] of [...store, ...keys]) {
    await giveName(join(folder, from), join(folder, to), linkFile);
    onStep(`named ${from}`);
  }
  await syncFolder(folder);
  const leaving = reason === 'locked' ? [...store, ...keys] : store;
  await rm(join(folder, `${STORE_FILE}-shm`), { force: true });
  for (const [from] of leaving) {
    await rm(join(folder, from), { force: true });
    onStep(`left ${from}`);
  }
  await syncFolder(folder);
  return join(folder, `${STORE_FILE}.${mark}`);
}

/** A second name where the file system has such, else a copy. */
async function giveName(from: string, to: string, linkFile: typeof link): Promise<void> {
  if (!(await exists(from)) || (await exists(to))) return;
  try {
    await linkFile(from, to);
    await syncFile(to);
  } catch {
    const part = `${to}.part`;
    await copyFile(from, part);
    await syncFile(part);
    await rename(part, to);
  }
}

async function syncFile(path: string): Promise<void> {
  const handle = await open(path, 'r+').catch(() => null);
  await handle?.sync();
  await handle?.close();
}
