/** Freezes a customer while a request is open, and gives them back. Leaves a version behind, as every change does. */
import { v7 as newId } from 'uuid';
import type { Customer } from '#shared/customer/schema.ts';
import type { Me } from '#shared/permission/me.ts';
import { recordChange } from '../changes/record-change.ts';
import { updateCustomer } from '../customer/customer-repository.ts';
import type { Sql } from '../db/pool.ts';
import { nextRev } from '../sync/revision.ts';

/** Gives the customer, whose row is locked, another status. Returns them as they stand. */
export async function setStatus(
  sql: Sql,
  customer: Customer,
  status: Customer['status'],
  actor: Pick<Me, 'sub' | 'name'>,
  now: Date,
): Promise<Customer> {
  if (customer.status === status) return customer;
  const at = now.toISOString();
  const doc: Customer = {
    ...customer,
    status,
    rev: nextRev(customer.rev),
    mutationId: newId(),
    updatedAt: at,
    updatedBy: actor.sub,
  };
  await updateCustomer(sql, doc, customer.scope);
  const facts = {
    kind: 'changed',
    why: '',
    madeAt: at,
    at,
    actorId: actor.sub,
    actorName: actor.name,
  } as const;
  await recordChange(sql, customer, doc, facts);
  return doc;
}

/** The status to go back to; `active` where nobody noted one. */
export function formerStatus(noted: string | null): Customer['status'] {
  return noted === 'prospect' || noted === 'inactive' ? noted : 'active';
}
