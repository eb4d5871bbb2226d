/** Enables a customer's account that is locked out (FEATURES F1). */
import { v7 as newId } from 'uuid';
import { updateCustomer } from '../customer/customer-repository.ts';
import type { Answer, Asked } from '../request/handlers.ts';
import { nextRev } from '../sync/revision.ts';

/** Locked is not disabled: what was disabled on purpose, as for fraud, only a supervisor enables. */
export async function enableAccount({ sql, context, customer }: Asked): Promise<Answer> {
  const { account } = customer;
  if (!account || account.state === 'none') return { state: 'rejected', outcome: 'noAccount' };
  if (account.state === 'enabled') return { state: 'rejected', outcome: 'notLocked' };
  const mayEnable = account.state === 'locked' || context.me.role === 'supervisor';
  if (!mayEnable) return { state: 'rejected', outcome: 'needsSupervisor' };
  const at = context.now.toISOString();
  const enabled = { ...account, state: 'enabled' as const, lastFailedAt: null, asOf: at };
  const stamps = {
    rev: nextRev(customer.rev),
    mutationId: newId(),
    updatedAt: at,
    updatedBy: context.me.sub,
  };
  await updateCustomer(sql, { ...customer, ...stamps, account: enabled }, customer.scope);
  return { state: 'done' };
}
