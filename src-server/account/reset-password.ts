/**
 * Resets a customer's password (FEATURES F2): a one-time link, mailed to the verified primary address and shown to nobody else.
 *
 * Invariant: the mail is written in the transaction of the request, and to the address that was verified then.
 */
import { randomBytes } from 'node:crypto';
import type { Customer } from '#shared/customer/schema.ts';
import { isConfirmed, isSameEmail, resetEmail } from '#shared/request/rules.ts';
import type { RequestPayload } from '#shared/request/schema.ts';
import { queueMail } from '../mail/outbox.ts';
import type { Answer, Asked } from '../request/handlers.ts';
import { countToday, PER_DAY } from '../request/request-repository.ts';
import { dropResets, hashOf } from './reset-links.ts';

const LASTS_MS = 3_600_000;
/** How long before the request the sign-in may have been: it comes before the desk notes it. */
const SIGNED_IN_MS = 10 * 60_000;

/** Accepted once the mail is on its way; the outbox says when it was sent. */
export async function resetPassword({ sql, context, doc, customer }: Asked): Promise<Answer> {
  const { account } = customer;
  const { payload } = doc;
  if (!isProved(payload, doc.createdAt, context.authTime ?? null))
    return { state: 'rejected', outcome: 'notVerified' };
  if (!account || account.state === 'none') return { state: 'rejected', outcome: 'noAccount' };
  const email = resetEmail(customer);
  if (!isSameEmail(payload.to, email)) return { state: 'cancelled', outcome: 'emailChanged' };
  if (email === null) return { state: 'rejected', outcome: 'noVerifiedEmail' };
  if ((await countToday(sql, customer.id, 'resetPassword')) >= PER_DAY)
    return { state: 'rejected', outcome: 'tooMany' };
  const token = randomBytes(32).toString('base64url');
  const expiresAt = new Date(context.now.getTime() + LASTS_MS);
  return {
    state: 'accepted',
    stage: 'mail',
    follow: async () => {
      // One link at a time: whoever has an older one has it no more.
      await dropResets(sql, customer.id);
      await sql.query(
        'INSERT INTO password_reset (token_hash, customer_id, request_id, expires_at) VALUES ($1, $2, $3, $4)',
        [hashOf(token), customer.id, doc.id, expiresAt],
      );
      await queueMail(sql, {
        requestId: doc.id,
        customerId: customer.id,
        giveUpAt: expiresAt,
        content: { template: 'resetPassword', to: email.address, token },
      });
      for (const to of otherAddresses(customer, email.address)) {
        const about = { customerId: customer.id, giveUpAt: expiresAt };
        await queueMail(sql, { requestId: null, ...about, content: { template: 'resetNotice', to } });
      }
    },
  };
}

type Reset = Extract<RequestPayload, { kind: 'resetPassword' }>;

/** A sign-in must be in the token as well; that a PIN was asked for, only the desk can know. */
function isProved(payload: RequestPayload, createdAt: string, authTime: Date | null): payload is Reset {
  if (payload.kind !== 'resetPassword' || !isConfirmed(payload, createdAt)) return false;
  if (payload.proof?.by === 'pin') return true;
  return authTime !== null && Date.parse(createdAt) - authTime.getTime() <= SIGNED_IN_MS;
}

/** Every other verified address is told that a link went out, so that a stranger's reset is noticed. */
function otherAddresses({ emails }: Customer, except: string): string[] {
  const others = emails.filter(({ verified, doNotUse }) => verified && !doNotUse);
  return [...new Set(others.map(({ address }) => address))].filter((address) => address !== except);
}
