/**
 * Clusters of data folders that the account which runs PostgreSQL cannot enter; only when this process is root.
 * They lie in a place of root's own. Guards that a cluster does not outlive its data folder: the file beside it
 * names the folder, and with any later start those whose folder is gone are removed.
 */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ROOT_SHARED } from './postgres-binaries.ts';
import { removeStaleLock } from './postgres-lock-file.ts';

const HOME = path.join(ROOT_SHARED, 'data');
const OWNER = '.owner';

/** Where the cluster of a data folder lies; made known as that folder's. */
export async function sharedCluster(folder: string): Promise<string> {
  await mkdir(HOME, { recursive: true, mode: 0o755 });
  await removeOrphans();
  const name = createHash('sha256').update(path.resolve(folder)).digest('hex').slice(0, 16);
  const cluster = path.join(HOME, name);
  await writeFile(cluster + OWNER, path.resolve(folder), { mode: 0o600 });
  return cluster;
}

async function removeOrphans(): Promise<void> {
  const owners = (await readdir(HOME)).filter((name) => name.endsWith(OWNER));
  for (const name of owners) {
    const file = path.join(HOME, name);
    const folder = await readFile(file, 'utf8').catch(() => '');
    if (folder === '' || (await exists(folder))) continue;
    const cluster = file.slice(0, -OWNER.length);
    await removeStaleLock(cluster);
    if (await exists(path.join(cluster, 'postmaster.pid'))) continue;
    await rm(cluster, { recursive: true, force: true });
    await rm(file, { force: true });
  }
}

async function exists(file: string): Promise<boolean> {
  return (await stat(file).catch(() => undefined)) !== undefined;
}
