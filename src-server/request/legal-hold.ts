/**
 * Holds on customers.
 *
 * Invariants
 * - While there is one, no request to be forgotten about the customer is approved or carried out: it waits as held.
 * - What has begun cannot be held any more; then nothing is noted.
 */
import type { Me } from '#shared/permission/me.ts';
import { may, type Permission } from '#shared/permission/roles.ts';
import type { LegalHold, PlaceHold } from '#shared/request/legal-hold.ts';
import { hasEnded } from '#shared/request/machine.ts';
import { kindOf } from '#shared/request/schema.ts';
import { findCustomerForUpdate } from '../customer/customer-repository.ts';
import type { Pool, Sql } from '../db/pool.ts';
import { inTransaction } from '../db/transaction.ts';
import { dropJob } from '../erasure/job.ts';
import type { Privacy } from '../privacy/privacy.ts';
import { refuseErased } from '../privacy/refuse-erased.ts';
import { inScope } from '../sync/scope.ts';
import { DecisionRefused } from './decision-refused.ts';
import { findRequestsAbout, type RequestRow, updateRequest } from './request-repository.ts';

export type HoldContext = { pool: Pool; privacy: Privacy; me: Me; now: Date };

/** The hold on the customer, or null. */
export async function readHold(sql: Sql, customerId: string): Promise<LegalHold | null> {
  const { rows } = await sql.query<{ reason: LegalHold['reason']; review: Date; placed: Date; name: string }>(
    `SELECT reason, review_at AS review, placed_at AS placed, placed_by_name AS name
       FROM legal_hold WHERE customer_id = $1`,
    [customerId],
  );
  const [row] = rows;
  if (!row) return null;
  const { reason, review, placed, name } = row;
  return { reason, reviewAt: review.toISOString(), placedAt: placed.toISOString(), placedByName: name };
}

/** The hold, for who may see the customer. Throws DecisionRefused, and HttpError 410 about who was forgotten. */
export function showHold(context: HoldContext, customerId: string): Promise<LegalHold | null> {
  return inTransaction(context.pool, async (sql) => {
    await mustSee(sql, context, customerId, 'request.read');
    return readHold(sql, customerId);
  });
}

/** Places the hold, or gives it another reason or date. Open requests to be forgotten are held. */
export function placeHold(context: HoldContext, { customerId, reason, reviewAt }: PlaceHold): Promise<void> {
  const { pool, me, now } = context;
  return inTransaction(pool, async (sql) => {
    await mustSee(sql, context, customerId, 'request.decide');
    for (const row of await openForgets(sql, context, customerId)) {
      if (row.doc.stage === 'executing' || !(await dropJob(sql, row.subject)))
        throw new DecisionRefused('WRONG_STATE');
      const held = { stage: 'held', holdUntil: reviewAt, scheduledFor: null, approvedByName: '' } as const;
      await updateRequest(sql, row, held, now);
    }
    await sql.query(
      `INSERT INTO legal_hold (customer_id, reason, review_at, placed_at, placed_by, placed_by_name)
       VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (customer_id) DO UPDATE SET reason = $2, review_at = $3`,
      [customerId, reason, reviewAt, now, me.sub, me.name],
    );
  });
}

/** Ends the hold; requests that were held wait for approval again. */
export function endHold(context: HoldContext, customerId: string): Promise<void> {
  return inTransaction(context.pool, async (sql) => {
    await mustSee(sql, context, customerId, 'request.decide');
    const { rowCount } = await sql.query('DELETE FROM legal_hold WHERE customer_id = $1', [customerId]);
    if (!rowCount) throw new DecisionRefused('WRONG_STATE');
    for (const row of await openForgets(sql, context, customerId)) {
      if (row.doc.stage !== 'held') continue;
      await updateRequest(sql, row, { stage: 'approval', holdUntil: null }, context.now);
    }
  });
}

async function openForgets(sql: Sql, { privacy }: HoldContext, customerId: string): Promise<RequestRow[]> {
  const rows = await findRequestsAbout(sql, privacy.subjectOf(customerId));
  return rows.filter(({ doc }) => kindOf(doc) === 'forget' && !hasEnded(doc.state));
}

/** Locks the customer, so that no request about them comes in meanwhile. */
async function mustSee(
  sql: Sql,
  { privacy, me }: HoldContext,
  customerId: string,
  permission: Permission,
): Promise<void> {
  if (!may(me.role, permission)) throw new DecisionRefused('FORBIDDEN');
  const found = await findCustomerForUpdate(sql, customerId);
  if (!found || found.deleted) await refuseErased(sql, privacy, customerId);
  if (!found || found.deleted || !inScope(me, found.doc.scope)) throw new DecisionRefused('NOT_FOUND');
}
