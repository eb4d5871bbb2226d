/**
 * `demo.json` in the data folder: the ports to come back to, and where the database is for programs beside the
 * demo. Readable by its owner only, because the address of the database holds its password.
 */
import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

const State = z.object({
  serverPort: z.number().int(),
  issuerPort: z.number().int(),
  databaseUrl: z.string(),
});
export type DemoState = z.infer<typeof State>;

const fileOf = (folder: string): string => path.join(folder, 'demo.json');

/** What the last start wrote; undefined when there is none or it is of another version. */
export async function readState(folder: string): Promise<DemoState | undefined> {
  const text = await readFile(fileOf(folder), 'utf8').catch(() => 'null');
  try {
    return State.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Replaces the file. */
export async function writeState(folder: string, state: DemoState): Promise<void> {
  const draft = `${fileOf(folder)}.new`;
  await writeFile(draft, JSON.stringify(state), { mode: 0o600 });
  await rename(draft, fileOf(folder));
}
