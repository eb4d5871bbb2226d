/** Accounts of customers at the sites of distributors. Guards that a password is stored as a salted hash and nothing else. */
import { randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import type { Sql } from '../db/pool.ts';

const derive = promisify<string, Buffer, number, Buffer>(scrypt);

/** Makes the account or gives it another user id and password. */
export async function savePartnerAccount(
  sql: Sql,
  of: { customerId: string; distributor: string; userId: string },
  password: string,
  actorId: string,
  now: Date,
): Promise<void> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, 32);
  await sql.query(
    `INSERT INTO partner_account (customer_id, distributor, user_id, password_hash, changed_at, changed_by)
     VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (customer_id, distributor) DO UPDATE
        SET user_id = $3, password_hash = $4, changed_at = $5, changed_by = $6`,
    [
      of.customerId,
      of.distributor,
      of.userId,
      `scrypt$${salt.toString('base64')}$${hash.toString('base64')}`,
      now,
      actorId,
    ],
  );
}
