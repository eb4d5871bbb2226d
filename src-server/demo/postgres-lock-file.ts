/**
 * PostgreSQL's `postmaster.pid`. After kill -9 and a reboot the process id in it may belong to another program;
 * PostgreSQL then refuses to start. Guards that the file is removed only when its process is not a PostgreSQL.
 */
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { runProgram } from './run-program.ts';

const LINE = { pid: 0, port: 3, status: 7 } as const;

async function lines(cluster: string): Promise<string[]> {
  const text = await readFile(path.join(cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  return text.split('\n').map((line) => line.trim());
}

/** The port of the server that runs in this folder, or undefined. Call after `removeStaleLock`. */
export async function runningPort(cluster: string): Promise<number | undefined> {
  const found = await lines(cluster);
  return found[LINE.status] === 'ready' ? Number(found[LINE.port]) : undefined;
}

/** Removes the lock file when the process it names is gone or is another program. */
export async function removeStaleLock(cluster: string): Promise<void> {
  const pid = Number((await lines(cluster))[LINE.pid]);
  if (!Number.isInteger(pid) || pid <= 1) return;
  if (isAlive(pid) && (await mayBePostgres(pid))) return;
  await rm(path.join(cluster, 'postmaster.pid'), { force: true });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** When in doubt, yes. */
async function mayBePostgres(pid: number): Promise<boolean> {
  if (process.platform === 'win32') return true;
  const command =
    process.platform === 'linux'
      ? readFile(`/proc/${pid}/cmdline`, 'utf8')
      : runProgram('/bin/ps', ['-o', 'command=', '-p', String(pid)], {});
  return (await command.catch(() => 'postgres')).includes('postgres');
}
