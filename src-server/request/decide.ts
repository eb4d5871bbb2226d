/**
 * Decisions about a request to be forgotten: approval by a second person, hold, refusal, and taking it back.
 *
 * Invariants
 * - Nobody approves what they asked for themselves.
 * - What has begun cannot be taken back; what is taken back gives the customer back as they were.
 */
import type { Me } from '#shared/permission/me.ts';
import { may } from '#shared/permission/roles.ts';
import { DECISION_PERMISSIONS, type DecideRequest } from '#shared/request/commands.ts';
import { next } from '#shared/request/machine.ts';
import { kindOf, type RequestStage, type ServiceRequest } from '#shared/request/schema.ts';
import { findCustomerForUpdate } from '../customer/customer-repository.ts';
import type { Pool, Sql } from '../db/pool.ts';
import { inTransaction } from '../db/transaction.ts';
import { dropJob, planJob } from '../erasure/job.ts';
import { inScope } from '../sync/scope.ts';
import { DecisionRefused } from './decision-refused.ts';
import { formerStatus, setStatus } from './freeze-customer.ts';
import { readHold } from './legal-hold.ts';
import { findRequest, type RequestRow, updateRequest } from './request-repository.ts';

export type DecisionContext = { me: Me; now: Date; windowMs: number };

type Deciding = DecisionContext & { sql: Sql; row: RequestRow; given: DecideRequest };

/** From which stages each decision can be taken. */
const FROM: Record<DecideRequest['decision'], readonly RequestStage[]> = {
  approve: ['approval'],
  hold: ['approval', 'scheduled'],
  release: ['held'],
  reject: ['approval', 'held', 'scheduled'],
  cancel: ['approval', 'held', 'scheduled'],
};

/** Takes the decision; returns the request as it then stands. Throws DecisionRefused. */
export function decide(pool: Pool, context: DecisionContext, given: DecideRequest): Promise<ServiceRequest> {
  return inTransaction(pool, async (sql) => {
    const { me } = context;
    if (!may(me.role, DECISION_PERMISSIONS[given.decision])) throw new DecisionRefused('FORBIDDEN');
    const row = await findRequest(sql, given.id);
    if (!row || !inScope(me, row.doc.scope)) throw new DecisionRefused('NOT_FOUND');
    if (row.doc.rev !== given.rev) throw new DecisionRefused('STALE');
    const isOpen = row.doc.state === 'accepted' && FROM[given.decision].includes(row.doc.stage);
    if (!isOpen || kindOf(row.doc) !== 'forget') throw new DecisionRefused('WRONG_STATE');
    return DECIDE[given.decision]({ ...context, sql, row, given });
  });
}

const DECIDE: Record<DecideRequest['decision'], (deciding: Deciding) => Promise<ServiceRequest>> = {
  async approve({ sql, row, me, now, windowMs }) {
    if (row.doc.createdBy === me.sub) throw new DecisionRefused('OWN_REQUEST');
    const { subject, customerId } = row;
    if (customerId === null) throw new DecisionRefused('WRONG_STATE');
    const dueAt = new Date(now.getTime() + windowMs);
    const { id: requestId, reference } = row.doc;
    await planJob(sql, { subject, requestId, customerId, reference, dueAt });
    const scheduledFor = dueAt.toISOString();
    return updateRequest(sql, row, { stage: 'scheduled', scheduledFor, approvedByName: me.name }, now);
  },
  async hold({ sql, row, given, now }) {
    await stopJob(sql, row);
    const holdUntil = given.hold?.until ?? null;
    return updateRequest(sql, row, { stage: 'held', holdUntil, scheduledFor: null, approvedByName: '' }, now);
  },
  async release({ sql, row, now }) {
    // A hold on the customer is ended there, and with it all that it holds.
    if (row.customerId !== null && (await readHold(sql, row.customerId)))
      throw new DecisionRefused('WRONG_STATE');
    return updateRequest(sql, row, { stage: 'approval', holdUntil: null }, now);
  },
  reject: (deciding) => end(deciding, 'reject', deciding.given.reason ?? 'notEntitled'),
  cancel: (deciding) => end(deciding, 'withdraw', 'withdrawn'),
};

async function end(
  { sql, row, me, now }: Deciding,
  event: 'reject' | 'withdraw',
  outcome: ServiceRequest['outcome'],
): Promise<ServiceRequest> {
  await stopJob(sql, row);
  const customer = row.customerId && (await findCustomerForUpdate(sql, row.customerId));
  if (customer && !customer.deleted) {
    await setStatus(sql, customer.doc, backTo(row), me, now);
  }
  const state = next(row.doc.state, event) ?? row.doc.state;
  const endedAt = now.toISOString();
  return updateRequest(
    sql,
    row,
    { state, stage: '', outcome, scheduledFor: null, holdUntil: null, endedAt },
    now,
  );
}

/** A customer who was restricted before stays so. */
function backTo({ formerStatus: noted }: RequestRow) {
  return noted === 'restricted' ? noted : formerStatus(noted);
}

async function stopJob(sql: Sql, { subject }: RequestRow): Promise<void> {
  if (!(await dropJob(sql, subject))) throw new DecisionRefused('WRONG_STATE');
}
