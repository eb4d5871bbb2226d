/** Child processes of the start command: started with a line callback, stopped politely, then firmly. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { ROOT } from './bundle.ts';

const PATIENCE_MS = 15_000;

export type Child = { process: ChildProcess; exited: Promise<number>; stop(): Promise<void> };

/**
 * Starts a program whose standard output goes line by line to `onLine`. It gets a process group of its own, so
 * that Ctrl-C reaches it through `stop`, in our order. With `ties` it is given an IPC channel, whose end tells it that
 * this process is gone, however it went.
 */
export function startChild(
  command: string,
  args: string[],
  onLine: (line: string) => void,
  { env = {}, ties = false }: { env?: NodeJS.ProcessEnv; ties?: boolean } = {},
): Child {
  const child = spawn(command, args, {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit', ...(ties ? (['ipc'] as const) : [])],
    env: { ...process.env, ...env },
    detached: process.platform !== 'win32',
  });
  if (child.stdout) createInterface({ input: child.stdout }).on('line', onLine);
  const { promise: exited, resolve } = Promise.withResolvers<number>();
  child.once('error', () => resolve(1));
  child.once('exit', (code) => resolve(code ?? 1));
  return {
    process: child,
    exited,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      if (child.connected) child.disconnect();
      const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
      await exited;
      clearTimeout(timer);
    },
  };
}
