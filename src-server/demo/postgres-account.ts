/**
 * Which account PostgreSQL runs as. It refuses to run as root; a root user (a container, CI) therefore lends it
 * the account `postgres` where there is one, else `nobody`. No account is ever created.
 */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Account } from './run-program.ts';

const CANDIDATES = ['postgres', 'nobody'];

/**
 * The account to run PostgreSQL as: nothing special unless this process is root.
 * @throws when this process is root and the system has none of the candidates.
 */
export async function postgresAccount(): Promise<Account> {
  if (process.getuid?.() !== 0) return {};
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  for (const name of CANDIDATES) {
    const [, , uid, gid] = lines.find(([login]) => login === name) ?? [];
    if (Number(uid) > 0 && gid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error(
    'PostgreSQL does not run as root, and there is no account "postgres" or "nobody" to lend it.',
  );
}

/** True when `account` can get to `file`: every folder above may be entered by everyone. */
export async function isReachable(file: string, account: Account): Promise<boolean> {
  if (account.uid === undefined) return true;
  for (let folder = path.dirname(path.resolve(file)); ; folder = path.dirname(folder)) {
    if (((await stat(folder)).mode & 0o001) === 0) return false;
    if (folder === path.dirname(folder)) return true;
  }
}
