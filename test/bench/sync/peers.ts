/** Children that measure one way of syncing, each in a process of its own. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

export type SyncRates = { first: number; catchUp: number };

/** Starts `child` with its arguments; resolves with the JSON on the last line that it prints. */
export async function measureChild<T>(child: string, args: readonly string[]): Promise<T> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(import.meta.dirname, child), ...args],
    {
      maxBuffer: 1e8,
    },
  );
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as T;
}
