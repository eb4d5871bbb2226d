/** The one answer to "is there such a customer, and is it this user's". What the role may do is asked beside it. */
import type { Customer } from '#shared/customer/schema.ts';
import type { Me } from '#shared/permission/me.ts';
import type { Sql } from '../db/pool.ts';
import { inScope } from '../sync/scope.ts';
import { findCustomerForShare } from './customer-repository.ts';

/** The customer, kept from being moved or removed until the transaction ends; null when not there or not the user's. */
export async function customerInScope(sql: Sql, me: Me, id: string): Promise<Customer | null> {
  const found = await findCustomerForShare(sql, id);
  return found && !found.deleted && inScope(me, found.doc.scope) ? found.doc : null;
}
