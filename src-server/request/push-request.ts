/**
 * A pushed request.
 *
 * Invariants
 * - What was asked is taken once and never changed; who asked and when it came are the server's.
 * - Every request that is in order is kept with its answer, also one that came too late or is refused: so the desk that
 *   asked learns what became of it.
 * - It takes effect in the transaction of its receipt.
 */
import { mayChange } from '#shared/edition/edition.ts';
import { may } from '#shared/permission/roles.ts';
import { dueOf, expiryOf, staleness } from '#shared/request/expiry.ts';
import { ASK_PERMISSIONS, isVerified } from '#shared/request/rules.ts';
import { type RequestOutcome, RequestPayload, ServiceRequest } from '#shared/request/schema.ts';
import { same } from '#shared/sync/three-way.ts';
import { findCustomerForUpdate } from '../customer/customer-repository.ts';
import type { Sql } from '../db/pool.ts';
import { check, unstorableText } from '../sync/field-errors.ts';
import {
  OUT_OF_SCOPE,
  type Outcome,
  type ParsedRow,
  type PushContext,
  type PushHandler,
  rejected,
} from '../sync/push-row.ts';
import { nextRev } from '../sync/revision.ts';
import { inScope, mayPull } from '../sync/scope.ts';
import { HANDLERS } from './handlers.ts';
import { findRequest, insertRequest, issueReference, type RequestRow } from './request-repository.ts';

/** What a desk says; the rest is the server's. */
const Asked = ServiceRequest.pick({ customerId: true, payload: true, createdAt: true });

/** Takes pushed requests. */
export const requestHandler: PushHandler = {
  async take(client, context, row) {
    const kind = RequestPayload.safeParse(row.doc.payload).data?.kind;
    if (kind === 'scrubbed') return rejected('invalid');
    if (!may(context.me.role, kind ? ASK_PERMISSIONS[kind] : 'request.read')) return rejected('forbidden');
    if (kind === 'partnerPassword' && !mayChange('partnerAccounts', context.me, context.now))
      return NOT_IN_EDITION;
    const asked = check(Asked, row.doc);
    if (asked.errors) return rejected('invalid', { fieldErrors: asked.errors });
    const fieldErrors = unstorableText(asked.data);
    if (fieldErrors.length > 0) return rejected('invalid', { fieldErrors });
    const existing = await findRequest(client, row.id);
    if (existing) return repeated(context, existing, asked.data.payload);
    return add(client, context, row, { ...asked.data, customerId: asked.data.customerId.toLowerCase() });
  },
  async master(client, { me }, id) {
    const found = await findRequest(client, id);
    return found && visible(me, found.doc) ? found.doc : null;
  },
};

/** By fields, because a desk of before takes no other code of refusal than those it knows. */
const NOT_IN_EDITION = rejected('invalid', { fieldErrors: [{ path: 'payload.kind', code: 'notInEdition' }] });

const visible = (me: PushContext['me'], doc: ServiceRequest): boolean =>
  inScope(me, doc.scope) && mayPull(me, 'requests');

function repeated({ me }: PushContext, { doc }: RequestRow, payload: RequestPayload): Outcome {
  if (!visible(me, doc)) return rejected('idTaken');
  const isSame = same(doc.payload, payload) || doc.payload.kind === 'scrubbed';
  return isSame
    ? { verdict: { status: 'duplicate', rev: doc.rev }, master: doc }
    : rejected('immutable', { master: doc });
}

async function add(
  sql: Sql,
  context: PushContext,
  row: ParsedRow,
  { customerId, payload, createdAt }: Pick<ServiceRequest, 'customerId' | 'payload' | 'createdAt'>,
): Promise<Outcome> {
  if (payload.kind === 'scrubbed') return rejected('invalid');
  const { me, now, privacy } = context;
  await sql.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [customerId]);
  const found = await findCustomerForUpdate(sql, customerId);
  if (!found || found.deleted || !inScope(me, found.doc.scope)) return OUT_OF_SCOPE;
  const at = now.toISOString();
  const subject = privacy.subjectOf(customerId);
  const doc: ServiceRequest = {
    id: row.id,
    rev: nextRev(),
    mutationId: row.mutationId,
    scope: found.doc.scope,
    updatedAt: at,
    updatedBy: me.sub,
    customerId,
    payload,
    createdAt,
    createdBy: me.sub,
    createdByName: me.name,
    expiresAt: expiryOf(payload.kind, createdAt),
    reference: await issueReference(sql),
    state: 'accepted',
    stage: '',
    outcome: '',
    dueAt: 'regime' in payload ? dueOf(payload.regime, payload.receivedAt) : null,
    scheduledFor: null,
    arrivedAt: at,
    approvedByName: '',
    holdUntil: null,
    endedAt: null,
    desks: null,
  };
  const stale = staleness(payload.kind, createdAt, now);
  const refusal: RequestOutcome = stale || (isVerified(payload) ? '' : 'notVerified');
  const asked = { sql, context, doc, customer: found.doc, subject };
  const answer =
    refusal === ''
      ? await HANDLERS[payload.kind](asked)
      : { state: stale ? 'expired' : 'rejected', outcome: refusal };
  const {
    formerStatus = null,
    follow,
    ...change
  } = answer as Awaited<ReturnType<(typeof HANDLERS)['forget']>>;
  const ended = change.state === 'accepted' ? null : at;
  const stands: ServiceRequest = { ...doc, ...change, endedAt: ended };
  await insertRequest(sql, { doc: stands, customerId, subject, formerStatus });
  await follow?.();
  return { verdict: { status: 'applied', rev: stands.rev }, master: stands };
}
