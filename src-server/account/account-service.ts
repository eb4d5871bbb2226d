/** Guards that an account is never set back by a report that was overtaken on its way. */
import { v7 as newId } from 'uuid';
import type { Account } from '#shared/customer/account.ts';
import { same } from '#shared/sync/three-way.ts';
import { findCustomerForUpdate, updateCustomer } from '../customer/customer-repository.ts';
import type { Pool } from '../db/pool.ts';
import { inTransaction } from '../db/transaction.ts';
import type { Privacy } from '../privacy/privacy.ts';
import { refuseErased } from '../privacy/refuse-erased.ts';
import { nextRev } from '../sync/revision.ts';

export type AccountOutcome = 'updated' | 'unchanged' | 'older';

/** Takes a report; null when there is no such customer. Throws HttpError 410 about a person who was forgotten. */
export function reportAccount(
  { pool, privacy }: { pool: Pool; privacy: Privacy },
  customerId: string,
  account: Account,
  actorId: string,
): Promise<AccountOutcome | null> {
  return inTransaction(pool, async (client) => {
    const found = await findCustomerForUpdate(client, customerId);
    if (!found || found.deleted) {
      await refuseErased(client, privacy, customerId);
      return null;
    }
    const { doc } = found;
    if (doc.account && doc.account.asOf > account.asOf) return 'older';
    if (same(doc.account, account)) return 'unchanged';
    const changed = { rev: nextRev(doc.rev), mutationId: newId(), updatedAt: new Date().toISOString() };
    await updateCustomer(client, { ...doc, ...changed, updatedBy: actorId, account }, doc.scope);
    return 'updated';
  });
}
