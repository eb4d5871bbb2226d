/**
 * The erasure ledger: who was forgotten, as keyed hashes, each entry chained to the one before.
 *
 * Invariants
 * - An entry is in the file beside the keys, synced, before the database commits it: a backup of the database that is older
 *   than an erasure is made good from the file.
 * - Who is in it stays in it: the answer `erased` never changes back.
 */
import { createHash } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Sql } from '../db/pool.ts';
import type { Privacy } from './privacy.ts';

export const LedgerEntry = z.object({
  position: z.number().int().min(1),
  subject: z.string(),
  reference: z.string(),
  erasedAt: z.string(),
  previous: z.string(),
  hash: z.string(),
  /** Keyed hashes of what the person was known by; in the file alone, for a backup that is older than the person. */
  known: z.array(z.string()).default([]),
});
export type LedgerEntry = z.infer<typeof LedgerEntry>;

/** One writer at a time, over all servers. */
const LOCK = 4_217_003;
export const GENESIS = '0'.repeat(64);

/** True when one of these ids is that of a person who was forgotten. */
export async function isErased(sql: Sql, privacy: Privacy, ids: readonly string[]): Promise<boolean> {
  return (await erasedAmong(sql, privacy, ids)).length > 0;
}

/** Those of the ids that are of persons who were forgotten. */
export async function erasedAmong(sql: Sql, privacy: Privacy, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql.query<{ subject: string }>(
    'SELECT subject FROM erasure_ledger WHERE subject = ANY ($1)',
    [ids.map(privacy.subjectOf)],
  );
  const erased = new Set(rows.map(({ subject }) => subject));
  return ids.filter((id) => erased.has(privacy.subjectOf(id)));
}

/** True when this subject was forgotten. */
export async function isEntered(sql: Sql, subject: string): Promise<boolean> {
  const { rowCount } = await sql.query('SELECT FROM erasure_ledger WHERE subject = $1', [subject]);
  return rowCount === 1;
}

/** The hash that an entry has over what it says and the entry before. */
export function hashOf({
  position,
  subject,
  reference,
  erasedAt,
  previous,
}: Omit<LedgerEntry, 'hash' | 'known'>): string {
  const text = JSON.stringify([position, subject, reference, erasedAt, previous]);
  return createHash('sha256').update(text).digest('hex');
}

/** Adds an entry in the caller's transaction, unless the subject has one. Call it last: it keeps all others waiting. */
export async function addToLedger(
  sql: Sql,
  privacy: Privacy,
  { subject, reference, erasedAt, known }: Pick<LedgerEntry, 'subject' | 'reference' | 'erasedAt' | 'known'>,
): Promise<void> {
  await sql.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
  const { rows } = await sql.query<{ entered: boolean; position: number; hash: string }>(
    `SELECT EXISTS (SELECT FROM erasure_ledger WHERE subject = $1) AS entered,
            coalesce(max(position), 0)::int AS position,
            coalesce((SELECT hash FROM erasure_ledger ORDER BY position DESC LIMIT 1), $2) AS hash
       FROM erasure_ledger`,
    [subject, GENESIS],
  );
  const last = rows[0];
  if (!last || last.entered) return;
  const unhashed = { position: last.position + 1, subject, reference, erasedAt, previous: last.hash };
  const entry = { ...unhashed, hash: hashOf(unhashed), known };
  await sql.query(
    `INSERT INTO erasure_ledger (position, subject, reference, erased_at, previous, hash)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [entry.position, subject, reference, erasedAt, entry.previous, entry.hash],
  );
  await appendToFile(privacy.ledgerFile, entry);
}

async function appendToFile(file: string, entry: LedgerEntry): Promise<void> {
  const handle = await open(file, 'a', 0o600);
  try {
    // A line that was cut off before stays a line of its own.
    await handle.write(`\n${JSON.stringify(entry)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The entries of the file, oldest first; none when there is no file. A line that a crash cut off is left out. */
export async function readLedgerFile(file: string): Promise<LedgerEntry[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return text.split('\n').flatMap((line) => {
    try {
      return [LedgerEntry.parse(JSON.parse(line))];
    } catch {
      return [];
    }
  });
}

/** Those of the file that the database does not know: it is older than they are. */
export async function missingEntries(sql: Sql, entries: readonly LedgerEntry[]): Promise<LedgerEntry[]> {
  const { rows } = await sql.query<{ subject: string }>('SELECT subject FROM erasure_ledger');
  const known = new Set(rows.map(({ subject }) => subject));
  return entries.filter(({ subject }) => !known.has(subject));
}
