/**
 * Has a customer confirm an e-mail address that they gave (FEATURES C3): a one-time link is mailed to it, and whoever opens the
 * link shows that they read what is sent there.
 *
 * Invariant: an address counts as verified only while it is the one that the link went to.
 */
import { randomBytes } from 'node:crypto';
import { v7 as newId } from 'uuid';
import type { Customer } from '#shared/customer/schema.ts';
import type { Me } from '#shared/permission/me.ts';
import { emailToConfirm } from '#shared/request/rules.ts';
import { recordChange } from '../changes/record-change.ts';
import { findCustomerForUpdate, updateCustomer } from '../customer/customer-repository.ts';
import type { Pool, Sql } from '../db/pool.ts';
import { inTransaction } from '../db/transaction.ts';
import { queueMail } from '../mail/outbox.ts';
import type { Answer, Asked } from '../request/handlers.ts';
import { countToday, PER_DAY } from '../request/request-repository.ts';
import { nextRev } from '../sync/revision.ts';
import { dropConfirmations } from './confirmation-links.ts';
import { hashOf } from './reset-links.ts';

const DAY_MS = 86_400_000;
/** People read mail at home, days later. */
const LASTS_MS = 7 * DAY_MS;
const WHO = 'The customer';

/** Accepted once the mail is on its way; the outbox says when it was sent. */
export async function confirmEmail({ sql, context, doc, customer }: Asked): Promise<Answer> {
  const { payload } = doc;
  const email = payload.kind === 'confirmEmail' ? emailToConfirm(customer, payload.emailId) : null;
  if (!email) return { state: 'cancelled', outcome: 'emailChanged' };
  if ((await countToday(sql, customer.id, 'confirmEmail')) >= PER_DAY)
    return { state: 'rejected', outcome: 'tooMany' };
  const token = randomBytes(32).toString('base64url');
  const now = context.now.getTime();
  const giveUpAt = new Date(now + DAY_MS);
  return {
    state: 'accepted',
    stage: 'mail',
    follow: async () => {
      await dropConfirmations(sql, customer.id);
      await sql.query(
        `INSERT INTO email_confirmation (token_hash, customer_id, email_id, address_hash, expires_at)
         VALUES ($1, $2, $3, $4, $5)`,
        [hashOf(token), customer.id, email.id, hashOf(email.address), new Date(now + LASTS_MS)],
      );
      const content = { template: 'confirmEmail', to: email.address, token } as const;
      await queueMail(sql, { requestId: doc.id, customerId: customer.id, giveUpAt, content });
    },
  };
}

/** The address that the link went to is verified from now on. False for a link that is unknown, used, too old or overtaken. */
export function redeemConfirmation(pool: Pool, token: string, actor: Me, now: Date): Promise<boolean> {
  return inTransaction(pool, async (sql) => {
    const link = await takeLink(sql, token, now);
    const found = link && (await findCustomerForUpdate(sql, link.customer_id));
    if (!found || found.deleted) return false;
    const email = emailToConfirm(found.doc, link.email_id);
    if (!email || hashOf(email.address) !== link.address_hash) return false;
    await saveVerified(sql, found.doc, email.id, actor, now);
    return true;
  });
}

type Link = { customer_id: string; email_id: string; address_hash: string };

async function takeLink(sql: Sql, token: string, now: Date): Promise<Link | undefined> {
  const { rows } = await sql.query<Link>(
    `DELETE FROM email_confirmation WHERE token_hash = $1 AND expires_at > $2
     RETURNING customer_id, email_id, address_hash`,
    [hashOf(token), now],
  );
  return rows[0];
}

async function saveVerified(
  sql: Sql,
  customer: Customer,
  emailId: string,
  actor: Me,
  now: Date,
): Promise<void> {
  const at = now.toISOString();
  const verified = { at, by: WHO, method: 'code' } as const;
  const doc: Customer = {
    ...customer,
    emails: customer.emails.map((email) => (email.id === emailId ? { ...email, verified } : email)),
    rev: nextRev(customer.rev),
    mutationId: newId(),
    updatedAt: at,
    updatedBy: actor.sub,
  };
  await updateCustomer(sql, doc, customer.scope);
  const facts = { kind: 'changed', why: '', madeAt: at, at, actorId: actor.sub, actorName: WHO } as const;
  await recordChange(sql, customer, doc, facts);
}
