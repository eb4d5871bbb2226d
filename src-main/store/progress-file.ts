/**
 * A small file beside the store that says how far the store had come: the last sequence of each collection.
 *
 * Invariant: two places are written in turn, each with a number and a checksum, so that a write that was cut off
 * leaves the one before.
 */
import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { z } from 'zod';
import { parseJson } from '../parse-json.ts';

const Progress = z.object({
  /** Counts up with every writing. */
  n: z.number().int().min(0),
  /** The name of the store it is about: another store starts anew. */
  store: z.string(),
  /** By collection and schema version. */
  seqs: z.record(z.string(), z.number().int().min(0)),
});
export type Progress = z.infer<typeof Progress>;

const PLACES = 2;
const PLACE_BYTES = 1024;
const SUM_CHARACTERS = 16;

/** Opens the file, made at its full size when it is missing: writing it later needs no space. */
export async function openProgressFile(path: string): Promise<FileHandle> {
  const handle = await open(path, 'r+').catch(() => open(path, 'w+', 0o600));
  const { size } = await handle.stat();
  const missing = PLACES * PLACE_BYTES - size;
  if (missing > 0) await handle.write(Buffer.alloc(missing, ' '), 0, missing, size);
  return handle;
}

/** What was written last, or null when nothing whole is there. */
export async function readProgress(handle: FileHandle): Promise<Progress | null> {
  const { buffer } = await handle.read(Buffer.alloc(PLACES * PLACE_BYTES), 0, PLACES * PLACE_BYTES, 0);
  const places = Array.from({ length: PLACES }, (_, at) => parsePlace(buffer, at * PLACE_BYTES));
  const whole = places.filter((place) => place !== null);
  return whole.toSorted((one, other) => other.n - one.n)[0] ?? null;
}

/** Hands it to the operating system, which keeps it when this process is killed; `handle.datasync` is another step. */
export async function writeProgress(handle: FileHandle, progress: Progress): Promise<void> {
  const text = JSON.stringify(progress);
  const place = Buffer.from(`${sumOf(text)}${text}`.padEnd(PLACE_BYTES - 1).concat('\n'));
  if (place.length !== PLACE_BYTES) throw new RangeError('progress');
  await handle.write(place, 0, PLACE_BYTES, (progress.n % PLACES) * PLACE_BYTES);
}

function parsePlace(buffer: Buffer, from: number): Progress | null {
  const place = buffer.toString('utf8', from, from + PLACE_BYTES).trimEnd();
  const text = place.slice(SUM_CHARACTERS);
  if (place.slice(0, SUM_CHARACTERS) !== sumOf(text)) return null;
  return Progress.safeParse(parseJson(text)).data ?? null;
}

function sumOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, SUM_CHARACTERS);
}
