/**
 * Resets a customer's password (FEATURES F2): a one-time link, mailed to the verified primary address and shown to nobody else.
 *
 * Invariant: the mail is written in the transaction of the request, and to the address that was verified then.
 */
import { createHash, randomBytes } from 'node:crypto';
import { primaryOf } from '#shared/customer/names.ts';
import type { Customer } from '#shared/customer/schema.ts';
import type { Sql } from '../db/pool.ts';
import { queueMail } from '../mail/outbox.ts';
import type { Answer, Asked } from '../request/handlers.ts';

const PER_DAY = 3;
const LASTS_MS = 3_600_000;

/** Accepted once the mail is on its way; the outbox says when it was sent. */
export async function resetPassword({ sql, context, doc, customer }: Asked): Promise<Answer> {
  const { account } = customer;
  if (!account || account.state === 'none') return { state: 'rejected', outcome: 'noAccount' };
  const address = verifiedAddress(customer);
  if (address === null) return { state: 'rejected', outcome: 'noVerifiedEmail' };
  if ((await countToday(sql, customer.id)) >= PER_DAY) return { state: 'rejected', outcome: 'tooMany' };
  const token = randomBytes(32).toString('base64url');
  const expiresAt = new Date(context.now.getTime() + LASTS_MS);
  return {
    state: 'accepted',
    stage: 'mail',
    follow: async () => {
      // One link at a time: whoever has an older one has it no more.
      await sql.query('DELETE FROM password_reset WHERE customer_id = $1', [customer.id]);
      await sql.query(
        'INSERT INTO password_reset (token_hash, customer_id, request_id, expires_at) VALUES ($1, $2, $3, $4)',
        [createHash('sha256').update(token).digest('hex'), customer.id, doc.id, expiresAt],
      );
      await queueMail(sql, {
        requestId: doc.id,
        customerId: customer.id,
        giveUpAt: expiresAt,
        content: { template: 'resetPassword', to: address, token },
      });
    },
  };
}

/** The primary address, where it was verified and may be used; else null. */
function verifiedAddress({ emails }: Customer): string | null {
  const primary = primaryOf(emails);
  return primary?.verified && !primary.doNotUse ? primary.address : null;
}

async function countToday(sql: Sql, customerId: string): Promise<number> {
  const { rows } = await sql.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM requests
      WHERE customer_id = $1 AND doc->'payload'->>'kind' = 'resetPassword'
        AND doc->>'state' IN ('accepted', 'done') AND (doc->>'updatedAt')::timestamptz > now() - interval '1 day'`,
    [customerId],
  );
  return rows[0]?.count ?? 0;
}
