/**
 * Takes orders, quotes and returns of other systems.
 *
 * Invariants
 * - The name that the other system has for one (system, type, number) is one document: sent again it changes
 *   nothing, and what is older than what is stored is not taken, so that a batch may be sent any number of times
 *   and in any order.
 * - One transaction a row; a row that cannot be taken fails alone.
 */
import { randomUUID } from 'node:crypto';
import type { Order } from '#shared/order/schema.ts';
import { same } from '#shared/sync/three-way.ts';
import { isBadData } from '../db/errors.ts';
import type { Pool, Sql } from '../db/pool.ts';
import { inTransaction } from '../db/transaction.ts';
import type { Privacy } from '../privacy/privacy.ts';
import { wasForgotten } from '../privacy/suppression.ts';
import { check, unstorableText } from '../sync/field-errors.ts';
import { nextRev } from '../sync/revision.ts';
import { IngestOrder, type IngestResult } from './ingest-schema.ts';
import { findOrder, findOwner, saveOrder } from './order-repository.ts';

export type IngestContext = { sourceSystem: string; actor: string; now: Date; privacy: Privacy };

/** Takes the rows in their order. @returns one result a row. @throws only when the database cannot be asked. */
export async function ingestOrders(
  pool: Pool,
  context: IngestContext,
  rows: readonly unknown[],
): Promise<IngestResult[]> {
  const results: IngestResult[] = [];
  for (const row of rows) results.push(await takeRow(pool, context, row));
  return results;
}

async function takeRow(pool: Pool, context: IngestContext, row: unknown): Promise<IngestResult> {
  const parsed = check(IngestOrder, row);
  const fieldErrors = parsed.errors ?? unstorableText(parsed.data);
  if (parsed.errors || fieldErrors.length > 0) return { outcome: 'rejected', code: 'invalid', fieldErrors };
  try {
    return await inTransaction(pool, (client) => take(client, context, parsed.data));
  } catch (error) {
    if (isBadData(error)) return { outcome: 'rejected', code: 'invalid' };
    throw error;
  }
}

async function take(
  sql: Sql,
  { sourceSystem, actor, now, privacy }: IngestContext,
  { customer, ...said }: IngestOrder,
): Promise<IngestResult> {
  const owner = await findOwner(sql, customer);
  if (!owner) {
    const code = (await wasForgotten(sql, privacy, customer)) ? 'erased' : 'unknownCustomer';
    return { outcome: 'rejected', code };
  }
  const before = await findOrder(sql, { sourceSystem, ...said });
  const facts = { ...said, sourceSystem, customerId: owner.id, scope: owner.scope };
  if (before && Date.parse(before.asOf) > Date.parse(said.asOf)) return { outcome: 'stale' };
  if (before && same({ ...before, ...facts }, before)) return { outcome: 'unchanged' };
  const doc: Order = {
    ...facts,
    id: before?.id ?? randomUUID(),
    rev: nextRev(before?.rev),
    mutationId: randomUUID(),
    updatedAt: now.toISOString(),
    updatedBy: actor,
  };
  await saveOrder(sql, doc, before, now);
  return { outcome: before ? 'updated' : 'created' };
}
