/** Links by which an address is confirmed: each is worth something once, for a week, and for one address. */
import { Customer } from '#shared/customer/schema.ts';
import type { Sql } from '../db/pool.ts';

/** Takes the customer's links back. */
export async function dropConfirmations(sql: Sql, customerId: string): Promise<void> {
  await sql.query('DELETE FROM email_confirmation WHERE customer_id = $1', [customerId]);
}

/** True while the customer has the address, it may be used and nobody has confirmed it. */
export async function isStillToConfirm(sql: Sql, customerId: string, address: string): Promise<boolean> {
  const { rows } = await sql.query<{ doc: unknown }>(
    'SELECT doc FROM customers WHERE id = $1 AND NOT deleted',
    [customerId],
  );
  const emails = rows[0] ? Customer.parse(rows[0].doc).emails : [];
  return emails.some((email) => email.address === address && !email.verified && !email.doNotUse);
}
