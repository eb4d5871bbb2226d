/**
 * Push: changes made on a desk, each taken exactly once.
 *
 * Invariants
 * - One transaction a row; the receipt commits with the effect. A row that fails fails alone.
 * - Rows of one document are taken one after the other (advisory lock on its id), whichever process they reach.
 * - The same mutation again gets the stored verdict and has no effect, except that a conflict is judged anew:
 *   it had no effect, and the desk needs the newest document to merge.
 * - Whatever is about a person who was forgotten is answered `erased`, from anybody and at any age. Whoever writes about a
 *   person keeps the erasure waiting until they are through; whoever comes after it is told.
 */
import { compactCustomer } from '#shared/customer/compact.ts';
import { Customer } from '#shared/customer/schema.ts';
import type { CollectionName } from '#shared/sync/collections.ts';
import type { PushResult } from '#shared/sync/protocol.ts';
import { commentHandler } from '../comment/push-comment.ts';
import { contactHandler } from '../contact/push-contact.ts';
import { customerHandler } from '../customer/push-customer.ts';
import { isBadData, isRetryable, isUniqueViolation } from '../db/errors.ts';
import type { Pool, PoolClient } from '../db/pool.ts';
import { inTransaction } from '../db/transaction.ts';
import { isErased } from '../privacy/ledger.ts';
import { requestHandler } from '../request/push-request.ts';
import { ticklerHandler } from '../tickler/push-tickler.ts';
import { asSeenBy } from './as-seen.ts';
import {
  type AnswerableRow,
  type Outcome,
  type ParsedRow,
  type PushContext,
  type PushHandler,
  parseRow,
  rejected,
} from './push-row.ts';
import { findReceipt, RECEIPT_KEY, saveReceipt, type Verdict } from './receipt-repository.ts';

const HANDLERS: Partial<Record<CollectionName, PushHandler>> = {
  customers: customerHandler,
  requests: requestHandler,
  comments: commentHandler,
  contacts: contactHandler,
  ticklers: ticklerHandler,
};

/**
 * Takes rows of a collection for a user, in order.
 * @returns one result a row, and whether anything changed.
 * @throws only when the database cannot be asked; rows taken before that have their receipts.
 */
export async function push(
  pool: Pool,
  context: PushContext,
  collection: CollectionName,
  rows: readonly AnswerableRow[],
): Promise<{ results: PushResult[]; changed: boolean }> {
  const results: PushResult[] = [];
  const asSeen = await asSeenBy(pool, context.me, collection);
  for (const row of rows) {
    const { verdict, master } = await takeRow(pool, context, collection, row);
    const seen = master ? asSeen(asTravels(collection, master)) : null;
    // The state that was made is known by the revision under which the user sees it.
    const rev = verdict.rev === master?.rev ? seen?.rev : verdict.rev;
    results.push({
      mutationId: row.mutationId,
      ...verdict,
      ...(verdict.rev !== undefined && { rev: String(rev) }),
      master: seen,
    });
  }
  return { results, changed: results.some(({ status }) => status === 'applied') };
}

/** As a pull sends it, so that a desk holds the same bytes whichever way they came. */
function asTravels(collection: CollectionName, master: Record<string, unknown>): Record<string, unknown> {
  return collection === 'customers' ? compactCustomer(Customer.parse(master)) : master;
}

async function takeRow(
  pool: Pool,
  context: PushContext,
  collection: CollectionName,
  given: AnswerableRow,
): Promise<Outcome> {
  const handler = HANDLERS[collection];
  if (!handler) return rejected('forbidden');
  const parsed = parseRow(given);
  if ('errors' in parsed) return rejected('invalid', { fieldErrors: parsed.errors });
  const once = (): Promise<Outcome> =>
    inTransaction(pool, (client) => takeOnce(client, context, collection, handler, parsed.row));
  try {
    return await once();
  } catch (error) {
    if (isBadData(error) && !isUniqueViolation(error, RECEIPT_KEY)) return rejected('invalid');
    // The receipt key is hit only by one mutation id sent with two documents at once: now the receipt is there.
    if (isRetryable(error) || isUniqueViolation(error, RECEIPT_KEY)) return once();
    throw error;
  }
}

async function takeOnce(
  client: PoolClient,
  context: PushContext,
  collection: CollectionName,
  handler: PushHandler,
  row: ParsedRow,
): Promise<Outcome> {
  await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [row.id]);
  if (await isAboutErased(client, context, row)) return ERASED;
  const receipt = await findReceipt(client, context.clientId, row.mutationId);
  if (receipt) {
    if (receipt.docId !== row.id || receipt.collection !== collection) return MUTATION_ID_TAKEN;
    return { verdict: asRepeated(receipt.result), master: await handler.master(client, context, row.id) };
  }
  const taken = await handler.take(client, context, row);
  const outcome = taken.master ? taken : { ...taken, master: await handler.master(client, context, row.id) };
  if (outcome.verdict.status !== 'conflict') await keepReceipt(client, context, collection, row, outcome);
  return outcome;
}

const ERASED: Outcome = { verdict: { status: 'erased' } };

async function isAboutErased(
  client: PoolClient,
  { privacy }: PushContext,
  { id, doc }: ParsedRow,
): Promise<boolean> {
  const customerId = typeof doc.customerId === 'string' ? doc.customerId.toLowerCase() : id;
  if (customerId !== id)
    await client.query('SELECT pg_advisory_xact_lock_shared(hashtextextended($1, 0))', [customerId]);
  return isErased(client, privacy, [id, customerId]);
}

const MUTATION_ID_TAKEN = rejected('invalid', { fieldErrors: [{ path: 'mutationId', code: 'duplicate' }] });

function asRepeated(verdict: Verdict): Verdict {
  return verdict.status === 'applied' ? { ...verdict, status: 'duplicate' } : verdict;
}

async function keepReceipt(
  client: PoolClient,
  { clientId }: PushContext,
  collection: CollectionName,
  row: ParsedRow,
  { verdict }: Outcome,
): Promise<void> {
  await saveReceipt(client, {
    clientId,
    mutationId: row.mutationId,
    collection,
    docId: row.id,
    baseRev: row.base?.rev ?? null,
    newRev: verdict.status === 'applied' ? (verdict.rev ?? null) : null,
    result: verdict,
  });
}
