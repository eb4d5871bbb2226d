/**
 * Loads a file in batches.
 *
 * Invariants
 * - Created, updated, unchanged and failed add up to the rows that were taken; counts are of what was committed.
 * - Each row is one savepoint: a bad one is rolled back alone. Each batch is one transaction, short enough not
 *   to hold up the desks' pulls.
 */

import { isBadData, isRetryable } from '../db/errors.ts';
import type { Pool, Sql } from '../db/pool.ts';
import { inTransaction } from '../db/transaction.ts';
import { notifyChanged } from '../sync/poke-bus.ts';
import { type CsvRow, readCsv } from './csv.ts';
import { draftOf } from './draft.ts';
import { type FailedFile, type FailedRow, failedFile } from './failed-file.ts';
import { type Column, columnsOf } from './headings.ts';
import { type LoadRules, loadRow, type RowResult } from './load-row.ts';

const BATCH = 100;

export type LoadCounts = Record<RowResult['outcome'], number> & { rows: number };

export type LoadOptions = LoadRules & {
  onProgress?: (counts: LoadCounts) => void;
  /** Stops after the current batch. */
  signal?: AbortSignal;
};

/**
 * Loads customers from a CSV file. Failed rows go into `<file>.failed.csv`.
 * @returns the counts. Throws when the file has no heading that is known, or the database cannot be asked.
 */
export async function loadFile(pool: Pool, file: string, options: LoadOptions): Promise<LoadCounts> {
  const rows = readCsv(file);
  const heading = await rows.next();
  const headings = heading.value && 'cells' in heading.value ? heading.value.cells : [];
  const columns = columnsOf(headings);
  if (!columns.some((column) => column !== undefined)) throw new Error('No heading of this file is known.');
  const failures = await failedFile(file, headings);
  const counts: LoadCounts = { rows: 0, created: 0, updated: 0, unchanged: 0, failed: 0 };
  try {
    for await (const batch of inBatches(rows, BATCH)) {
      if (options.signal?.aborted) break;
      await takeBatch(pool, batch, columns, options, counts, failures);
      options.onProgress?.(counts);
    }
  } finally {
    await failures.close();
  }
  return counts;
}

async function* inBatches<T>(items: AsyncIterable<T>, size: number): AsyncGenerator<T[]> {
  let batch: T[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

async function takeBatch(
  pool: Pool,
  batch: CsvRow[],
  columns: (Column | undefined)[],
  rules: LoadRules,
  counts: LoadCounts,
  failures: FailedFile,
): Promise<void> {
  const results = await commitBatch(pool, batch, columns, rules);
  const failed: FailedRow[] = [];
  results.forEach((result, index) => {
    counts[result.outcome] += 1;
    counts.rows += 1;
    const row = batch[index];
    if (result.outcome !== 'failed' || !row) return;
    failed.push({ line: row.line, reason: result.reason, cells: 'cells' in row ? row.cells : [] });
  });
  await failures.add(failed);
  const changed = results.some(({ outcome }) => outcome === 'created' || outcome === 'updated');
  if (changed && !rules.dryRun) await announce(pool, rules.move);
}

async function announce(pool: Pool, withComments: boolean): Promise<void> {
  await notifyChanged(pool, 'customers');
  await notifyChanged(pool, 'changes');
  if (withComments) await notifyChanged(pool, 'comments');
}

class DryRun extends Error {}

async function commitBatch(
  pool: Pool,
  batch: CsvRow[],
  columns: (Column | undefined)[],
  rules: LoadRules,
): Promise<RowResult[]> {
  let results: RowResult[] = [];
  const once = (): Promise<void> =>
    inTransaction(pool, async (client) => {
      results = [];
      for (const row of batch) results.push(await takeRow(client, row, columns, rules));
      if (rules.dryRun) throw new DryRun();
    });
  try {
    await once();
  } catch (error) {
    if (isRetryable(error)) await once();
    else if (!(error instanceof DryRun)) throw error;
  }
  return results;
}

async function takeRow(
  client: Sql,
  row: CsvRow,
  columns: (Column | undefined)[],
  rules: LoadRules,
): Promise<RowResult> {
  if ('unreadable' in row) return { outcome: 'failed', reason: row.unreadable };
  const extra = row.cells.slice(columns.length).some((cell) => cell.trim() !== '');
  if (extra) return { outcome: 'failed', reason: 'more cells than headings' };
  await client.query('SAVEPOINT row');
  try {
    const result = await loadRow(client, draftOf(columns, row.cells), row.line, rules);
    await client.query('RELEASE SAVEPOINT row');
    return result;
  } catch (error) {
    if (!isBadData(error)) throw error;
    await client.query('ROLLBACK TO SAVEPOINT row');
    return { outcome: 'failed', reason: 'the database refused a value' };
  }
}
