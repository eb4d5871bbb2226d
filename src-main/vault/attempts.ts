/**
 * How often a PIN was tried in vain. It slows down a person at this screen and no one else: whoever can copy the
 * files can put this one back, or leave the program out. What protects then is the key ring and the slow derivation.
 *
 * Invariant: a try is counted on the disk before it is made, so that ending the program does not give it back.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readFileIfThere, writeFileAtomically } from '../atomic-file.ts';
import { parseJson } from '../parse-json.ts';

const Attempts = z.object({ failed: z.number().int().min(0), at: z.number().min(0) });
export type Attempts = z.infer<typeof Attempts>;

const FREE_TRIES = 4;
const FIRST_DELAY_MS = 5_000;
const LONGEST_DELAY_MS = 15 * 60_000;

/** How long after the last failure the next try may be made, in ms. Pure. */
export function delayAfter(failed: number): number {
  if (failed <= FREE_TRIES) return 0;
  return Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(20, failed - FREE_TRIES - 1));
}

/** When the next try may be made, in ms since 1970; null when it may be made now. */
export function nextTryAt({ failed, at }: Attempts, now: number): number | null {
  const until = Math.min(at, now) + delayAfter(failed);
  return until > now ? until : null;
}

/** The failures so far. A file that cannot be read counts as one failure too many. */
export async function readAttempts(folder: string, now: number): Promise<Attempts> {
  const text = await readFileIfThere(fileOf(folder));
  if (text === null) return { failed: 0, at: 0 };
  const attempts = Attempts.safeParse(parseJson(text));
  if (attempts.success) return attempts.data;
  const failed = { failed: FREE_TRIES + 1, at: now };
  await writeAttempts(folder, failed);
  return failed;
}

export async function writeAttempts(folder: string, attempts: Attempts): Promise<void> {
  await writeFileAtomically(fileOf(folder), JSON.stringify(attempts));
}

/** After the right PIN. */
export async function forgetAttempts(folder: string): Promise<void> {
  await rm(fileOf(folder), { force: true });
}

const fileOf = (folder: string) => join(folder, 'attempts.json');
