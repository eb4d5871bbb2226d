/** A change of a customer that no desk made. */
import { v7 as uuidv7 } from 'uuid';
import { recordChange } from '#server/changes/record-change.ts';
import { findCustomerForUpdate, updateCustomer } from '#server/customer/customer-repository.ts';
import type { Pool } from '#server/db/pool.ts';
import { inTransaction } from '#server/db/transaction.ts';
import { moveHanging } from '#server/sync/document-repository.ts';
import { nextRev } from '#server/sync/revision.ts';
import { scopeOf } from '#shared/customer/placement.ts';
import type { Customer } from '#shared/customer/schema.ts';

/** As `npm run load` does it: with a version, and with all that hangs on the customer. */
export function changeCustomer(pool: Pool, id: string, change: Partial<Customer>): Promise<void> {
  return inTransaction(pool, async (client) => {
    await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [id]);
    const found = await findCustomerForUpdate(client, id);
    if (!found || found.deleted) return;
    const at = new Date().toISOString();
    const next = {
      ...found.doc,
      ...change,
      mutationId: uuidv7(),
      rev: nextRev(found.doc.rev),
      updatedAt: at,
    };
    const doc = { ...next, scope: scopeOf(next) };
    await updateCustomer(client, doc, found.doc.scope);
    const actor = { actorId: 'import', actorName: 'Import' };
    await recordChange(client, found.doc, doc, { kind: 'loaded', why: '', madeAt: at, at, ...actor });
    if (doc.scope.join() !== found.doc.scope.join()) await moveHanging(client, id, doc.scope);
  });
}
