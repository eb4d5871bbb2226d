/** Runs a program to its end, as the account it is allowed to run as. */
import { spawn } from 'node:child_process';

export type Account = { uid?: number; gid?: number };

const KEPT_OUTPUT = 4000;

/**
 * Runs a program and waits until it exits; does not wait for daemons that it leaves behind.
 * @returns what it wrote to standard output.
 * @throws Error with the end of its error output when it could not be started or failed.
 */
export function runProgram(path: string, args: string[], account: Account, captured = true): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(path, args, {
      ...account,
      // A folder that every account may enter.
      cwd: process.platform === 'win32' ? undefined : '/',
      env: { ...process.env, LC_ALL: 'C' },
      // A daemon would inherit the pipes and keep them open.
      stdio: captured ? ['ignore', 'pipe', 'pipe'] : 'ignore',
      windowsHide: true,
    });
    let output = '';
    let complaint = '';
    child.stdout?.on('data', (chunk) => {
      output = (output + chunk).slice(-KEPT_OUTPUT);
    });
    child.stderr?.on('data', (chunk) => {
      complaint = (complaint + chunk).slice(-KEPT_OUTPUT);
    });
    child.on('error', reject);
    child.on(captured ? 'close' : 'exit', (code) => {
      if (code === 0) resolve(output);
      else reject(new Error(`${path} failed (${code ?? 'signal'}): ${(complaint || output).trim()}`));
    });
  });
}
