/** Links by which a password may be chosen anew: each is worth something once, for a while, and to one address. */
import { createHash } from 'node:crypto';
import { Customer } from '#shared/customer/schema.ts';
import { resetEmail } from '#shared/request/rules.ts';
import type { Sql } from '../db/pool.ts';

/** True when the link of this request would still go to the address that it was made for. */
export async function isStillTheAddress(sql: Sql, customerId: string, address: string): Promise<boolean> {
  const { rows } = await sql.query<{ doc: unknown }>(
    'SELECT doc FROM customers WHERE id = $1 AND NOT deleted',
    [customerId],
  );
  return rows[0] !== undefined && resetEmail(Customer.parse(rows[0].doc))?.address === address;
}

/** Takes the link back. */
export async function dropResets(sql: Sql, customerId: string): Promise<void> {
  await sql.query('DELETE FROM password_reset WHERE customer_id = $1', [customerId]);
}

/** Whose password the link is for, once and while it lasts; null otherwise. */
export async function redeem(sql: Sql, token: string, now: Date): Promise<Redeemed | null> {
  const { rows } = await sql.query<Redeemed>(
    `WITH used AS (DELETE FROM password_reset WHERE token_hash = $1 AND expires_at > $2 RETURNING customer_id)
     SELECT c.id AS "customerId", c.number, c.external_id AS "externalId"
       FROM used JOIN customers c ON c.id = used.customer_id WHERE NOT c.deleted`,
    [hashOf(token), now],
  );
  return rows[0] ?? null;
}

export type Redeemed = { customerId: string; number: string; externalId: string | null };

/** What is kept of a link instead of it. */
export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
