/**
 * How many changes of a store the server has not confirmed, as a plain number beside the store: the one thing that
 * must be known when the store itself cannot be opened.
 */
import { join } from 'node:path';
import { z } from 'zod';
import { readFileIfThere, writeFileAtomically } from '../atomic-file.ts';

const Unsent = z.object({ unsent: z.number().int().min(0) });

/** The number last written, or null when nobody can say. */
export async function readUnsent(folder: string): Promise<number | null> {
  const text = await readFileIfThere(unsentFile(folder)).catch(() => null);
  try {
    return text === null ? null : Unsent.parse(JSON.parse(text)).unsent;
  } catch {
    return null;
  }
}

export async function writeUnsent(folder: string, unsent: number): Promise<void> {
  await writeFileAtomically(unsentFile(folder), JSON.stringify({ unsent }));
}

const unsentFile = (folder: string) => join(folder, 'unsent.json');
