/** What each kind of request does when it comes: at once, or by what it leaves to be done. */
import { v7 as newId } from 'uuid';
import type { Customer } from '#shared/customer/schema.ts';
import { hasEnded } from '#shared/request/machine.ts';
import { kindOf, type RequestKind, type ServiceRequest } from '#shared/request/schema.ts';
import { sealContext } from '#shared/request/sealed.ts';
import { confirmEmail } from '../account/confirm-email.ts';
import { enableAccount } from '../account/enable-account.ts';
import { savePartnerAccount } from '../account/partner-account.ts';
import { resetPassword } from '../account/reset-password.ts';
import { updateCustomer } from '../customer/customer-repository.ts';
import type { Sql } from '../db/pool.ts';
import type { PushContext } from '../sync/push-row.ts';
import { nextRev } from '../sync/revision.ts';
import { saveExport } from './data-export.ts';
import { formerStatus, setStatus } from './freeze-customer.ts';
import { readHold } from './legal-hold.ts';
import { findRequestsAbout, type RequestRow } from './request-repository.ts';

/** A request that is in order, about a customer whose row is locked. */
export type Asked = {
  sql: Sql;
  context: PushContext;
  doc: ServiceRequest;
  customer: Customer;
  subject: string;
};

/** How the request stands then. `formerStatus` is what the customer goes back to; `follow` runs once the request is stored. */
export type Answer = Partial<Pick<ServiceRequest, 'stage' | 'outcome' | 'holdUntil'>> & {
  state: ServiceRequest['state'];
  formerStatus?: string;
  follow?: () => Promise<void>;
};

const ALREADY_OPEN: Answer = { state: 'rejected', outcome: 'alreadyOpen' };

function isForgetting(requests: readonly Pick<RequestRow, 'doc'>[]): boolean {
  return requests.some(({ doc }) => kindOf(doc) === 'forget' && !hasEnded(doc.state));
}

export const HANDLERS: Record<RequestKind, (asked: Asked) => Promise<Answer>> = {
  async forget({ sql, context, customer, subject }) {
    if (isForgetting(await findRequestsAbout(sql, subject))) return ALREADY_OPEN;
    await setStatus(sql, customer, 'restricted', context.me, context.now);
    const hold = await readHold(sql, customer.id);
    const waits = hold
      ? ({ stage: 'held', holdUntil: hold.reviewAt } as const)
      : ({ stage: 'approval' } as const);
    return { state: 'accepted', ...waits, formerStatus: customer.status };
  },
  // Who is being forgotten is frozen already; taking that back would free them, whatever was asked meanwhile.
  async restrict({ sql, context, customer, subject }) {
    if (isForgetting(await findRequestsAbout(sql, subject))) return ALREADY_OPEN;
    await setStatus(sql, customer, 'restricted', context.me, context.now);
    return { state: 'done', formerStatus: customer.status };
  },
  async reinstate({ sql, context, customer, subject }) {
    const others = await findRequestsAbout(sql, subject);
    if (isForgetting(others)) return ALREADY_OPEN;
    if (customer.status !== 'restricted') return { state: 'rejected', outcome: 'notRestricted' };
    // Who was restricted twice goes back to what they were before the first time.
    const restricting = others.findLast(
      ({ doc, formerStatus: former }) =>
        kindOf(doc) === 'restrict' && doc.state === 'done' && former !== 'restricted',
    );
    const back = formerStatus(restricting?.formerStatus ?? null);
    await setStatus(sql, customer, back, context.me, context.now);
    return { state: 'done' };
  },
  async dataExport(asked) {
    return { state: 'done', follow: () => saveExport(asked) };
  },
  resetPassword,
  confirmEmail,
  enableAccount,
  async partnerPassword({ sql, context, doc, customer }) {
    const { payload } = doc;
    if (payload.kind !== 'partnerPassword') return { state: 'rejected', outcome: 'unreadable' };
    const of = { customerId: customer.id, distributor: payload.distributor, userId: payload.userId };
    const password = context.privacy.unseal(payload.sealed, sealContext(of));
    if (password === null) return { state: 'rejected', outcome: 'unreadable' };
    await savePartnerAccount(sql, of, password, context.me.sub, context.now);
    const changed = {
      distributor: of.distributor,
      userId: of.userId,
      changedAt: context.now.toISOString(),
      changedByName: context.me.name,
    };
    const others = (customer.partnerAccounts ?? []).filter((one) => one.distributor !== of.distributor);
    await updateCustomer(
      sql,
      {
        ...customer,
        partnerAccounts: [...others, changed],
        rev: nextRev(customer.rev),
        mutationId: newId(),
        updatedAt: context.now.toISOString(),
        updatedBy: context.me.sub,
      },
      customer.scope,
    );
    return { state: 'done' };
  },
};
