/**
 * Makes a database that is older than its erasures good again: whoever is in the ledger beside the keys is forgotten anew,
 * before anybody can ask.
 *
 * Invariant: when it returns, nobody of the ledger is left in the database, and desks start over if anybody was.
 */
import type { Pool } from '../db/pool.ts';
import { inTransaction } from '../db/transaction.ts';
import { addToLedger, type LedgerEntry, missingEntries, readLedgerFile } from '../privacy/ledger.ts';
import type { Privacy } from '../privacy/privacy.ts';
import { suppress } from '../privacy/suppression.ts';
import { bumpEpoch } from '../sync/epoch.ts';
import { planJob } from './job.ts';
import { runJob } from './run-job.ts';

const PAGE = 5_000;

/** @returns how many entries the database lacked, and how many persons were in it all the same. */
export async function replayLedger(
  pool: Pool,
  privacy: Privacy,
): Promise<{ entries: number; persons: number }> {
  const missing = await missingEntries(pool, await readLedgerFile(privacy.ledgerFile));
  if (missing.length === 0) return { entries: 0, persons: 0 };
  const bySubject = new Map(missing.map((entry) => [entry.subject, entry]));
  // Planned before the entries are in: a crash in between begins again, because they are still missing.
  const found = await planAll(pool, privacy, bySubject);
  for (const entry of bySubject.values()) {
    await inTransaction(pool, async (client) => {
      await suppress(client, entry.known, entry.reference);
      await addToLedger(client, privacy, entry);
    });
  }
  for (const subject of found) await runJob({ pool, privacy }, subject);
  await bumpEpoch(pool);
  return { entries: bySubject.size, persons: found.length };
}

/** Goes through all customers there are: a hash does not tell whose it is. */
async function planAll(pool: Pool, privacy: Privacy, entries: Map<string, LedgerEntry>): Promise<string[]> {
  const found: string[] = [];
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const { rows } = await pool.query<{ id: string }>(
      'SELECT id FROM customers WHERE id > $1 ORDER BY id LIMIT $2',
      [after, PAGE],
    );
    for (const { id } of rows) {
      const entry = entries.get(privacy.subjectOf(id));
      if (!entry) continue;
      await planJob(pool, { ...entry, requestId: null, customerId: id, dueAt: new Date() });
      found.push(entry.subject);
    }
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return found;
    after = last.id;
  }
}
