/** Desks: which there are, which hold a person, and which have confirmed that they hold nothing any more. */
import { createPublicKey, verify } from 'node:crypto';
import type { Me } from '#shared/permission/me.ts';
import { confirmationText } from '#shared/request/confirmation.ts';
import type { Sql } from '../db/pool.ts';
import type { Job } from './job.ts';

/** How often a desk that keeps pulling is noted. */
const NOTED_EVERY = '10 minutes';

/** Notes that a desk pulls customers, for whoever is signed in there. Writes nothing while what is noted is fresh. */
export async function noteDesk(sql: Sql, clientId: string, { sub }: Me): Promise<void> {
  await sql.query(
    `INSERT INTO desks (client_id, sub, seen_at)
     SELECT $1, $2, now()
      WHERE NOT EXISTS (SELECT FROM desks WHERE client_id = $1 AND sub = $2
                           AND seen_at > now() - interval '${NOTED_EVERY}')
     ON CONFLICT (client_id) DO UPDATE SET sub = $2, seen_at = now()`,
    [clientId, sub],
  );
}

/** Writes down which desks are to confirm: all whose user may hold what ever travelled under these keys. */
export async function expectDesks(sql: Sql, { subject, scopeKeys }: Job): Promise<void> {
  await sql.query(
    `INSERT INTO erasure_desk (subject, client_id)
     SELECT $1, d.client_id FROM desks d JOIN users u USING (sub)
      WHERE u.scope_keys && $2::text[] OR '*' = ANY (u.scope_keys)
     ON CONFLICT DO NOTHING`,
    [subject, scopeKeys],
  );
}

export type DeskCounts = { confirmed: number; total: number };

export async function countDesks(sql: Sql, subject: string): Promise<DeskCounts> {
  const { rows } = await sql.query<DeskCounts>(
    `SELECT count(confirmed_at)::int AS confirmed, count(*)::int AS total FROM erasure_desk WHERE subject = $1`,
    [subject],
  );
  return rows[0] ?? { confirmed: 0, total: 0 };
}

export type Confirmation = { clientId: string; customerId: string; publicKey: string; signature: string };

/**
 * Takes a desk's word that it holds nothing any more. The key with which a desk signs is the one it came with first.
 * @returns false when the signature is not that desk's.
 */
export async function confirm(sql: Sql, subject: string, { sub }: Me, given: Confirmation): Promise<boolean> {
  const { clientId, customerId, publicKey, signature } = given;
  const { rows } = await sql.query<{ public_key: string }>(
    `INSERT INTO desks (client_id, sub, public_key, seen_at) VALUES ($1, $2, $3, now())
     ON CONFLICT (client_id) DO UPDATE SET public_key = coalesce(desks.public_key, $3) RETURNING public_key`,
    [clientId, sub, publicKey],
  );
  const key = rows[0]?.public_key ?? '';
  if (!isSigned(confirmationText({ clientId, customerId }), key, signature)) return false;
  await sql.query(
    `INSERT INTO erasure_desk (subject, client_id, confirmed_at, signature) VALUES ($1, $2, now(), $3)
     ON CONFLICT (subject, client_id) DO UPDATE
        SET confirmed_at = coalesce(erasure_desk.confirmed_at, now()), signature = coalesce(erasure_desk.signature, $3)`,
    [subject, clientId, signature],
  );
  return true;
}

function isSigned(text: string, publicKey: string, signature: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
    return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64'));
  } catch {
    return false;
  }
}
