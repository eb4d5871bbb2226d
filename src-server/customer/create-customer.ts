/** A new customer out of what somebody gave; the number and the first state are the server's. */
import type { Placement } from '#shared/customer/placement.ts';
import { scopeOf } from '#shared/customer/placement.ts';
import type { Customer, CustomerEditable } from '#shared/customer/schema.ts';
import type { Sql } from '../db/pool.ts';
import { nextRev } from '../sync/revision.ts';
import { insertCustomers, issueNumbers } from './customer-repository.ts';
import { withContested } from './identifier-repository.ts';

export type Made = {
  id: string;
  mutationId: string;
  /** What the desk called the customer until now; '' for none. */
  temporaryNumber: string;
  placement: Placement;
  actorId: string;
  now: Date;
  isSignUp?: boolean;
};

/** Stores the customer, which was validated, and returns it as it stands. */
export async function createCustomer(sql: Sql, given: CustomerEditable, made: Made): Promise<Customer> {
  const { id, mutationId, temporaryNumber, placement, actorId, now, isSignUp } = made;
  const [number = ''] = await issueNumbers(sql, 1);
  const doc = await withContested(sql, null, {
    ...given,
    ...placement,
    id,
    rev: nextRev(),
    mutationId,
    scope: scopeOf(placement),
    updatedAt: now.toISOString(),
    updatedBy: actorId,
    number,
    temporaryNumber,
    customerSince: now.toISOString().slice(0, 10),
    flags: [],
    account: null,
    externalId: null,
    ...(isSignUp && { signedUpAt: now.toISOString() }),
  });
  await insertCustomers(sql, [doc]);
  return doc;
}
