/**
 * A pushed tickler.
 *
 * Invariants
 * - Its history only grows: entries that are stored stay as they are, new ones are signed with the user's name.
 * - Once resolved nothing but notes is added, so that of two desks the first to resolve it wins.
 * - It is given to somebody else only by who may reassign; anybody may take what is nobody's. Where the person is
 *   not there any more, or may not hold the customer, it falls to the customer's team.
 * - None is made for a restricted customer; those that are there can be worked to their end.
 * - A change is applied only on the state it was made on; otherwise the desk gets the server's to merge.
 */
import { freeTextIssues } from '#shared/contact/contact-state.ts';
import { Tickler } from '#shared/contact/schema.ts';
import { isEditable } from '#shared/customer/names.ts';
import type { Customer } from '#shared/customer/schema.ts';
import type { Me } from '#shared/permission/me.ts';
import { may } from '#shared/permission/roles.ts';
import type { FieldError } from '#shared/sync/protocol.ts';
import { mergeLedger } from '#shared/sync/three-way.ts';
import { customerInScope } from '../customer/customer-in-scope.ts';
import { findCustomerForShare } from '../customer/customer-repository.ts';
import type { Sql } from '../db/pool.ts';
import { findUser } from '../identity/user-repository.ts';
import { isBasedOn } from '../sync/based-on.ts';
import { findDocument, insertDocuments, updateDocument } from '../sync/document-repository.ts';
import { check, unstorableText } from '../sync/field-errors.ts';
import { masterOf, stamped, visibleDocument } from '../sync/hanging-row.ts';
import {
  OUT_OF_SCOPE,
  type Outcome,
  type ParsedRow,
  type PushContext,
  type PushHandler,
  rejected,
} from '../sync/push-row.ts';
import { nextRev } from '../sync/revision.ts';
import { inScope } from '../sync/scope.ts';

const COLLECTION = 'ticklers';

/** Takes pushed ticklers. */
export const ticklerHandler: PushHandler = {
  async take(client, context, row) {
    if (!may(context.me.role, 'tickler.work')) return rejected('forbidden');
    const parsed = check(Tickler, row.doc);
    if (parsed.errors) return rejected('invalid', { fieldErrors: parsed.errors });
    const fieldErrors = problemsOf(parsed.data);
    if (fieldErrors.length > 0) return rejected('invalid', { fieldErrors });
    const stored = await findDocument<Tickler>(client, COLLECTION, row.id);
    if (!stored) return add(client, context, row, parsed.data);
    return change(client, context, row, visibleDocument(context.me, COLLECTION, stored), parsed.data);
  },
  master: masterOf(COLLECTION),
};

function problemsOf(tickler: Tickler): FieldError[] {
  const { text, resolution, actions } = tickler;
  const ofActions = Object.fromEntries(actions.map((action, at) => [`actions.${at}.text`, action.text]));
  return [...unstorableText(tickler), ...freeTextIssues({ text, resolution, ...ofActions })];
}

async function add(sql: Sql, context: PushContext, row: ParsedRow, tickler: Tickler): Promise<Outcome> {
  const customer = await customerInScope(sql, context.me, tickler.customerId);
  if (!customer) return OUT_OF_SCOPE;
  if (!isEditable(customer)) return rejected('restricted');
  const assignee = await assigneeOrTeam(sql, tickler, customer);
  const fields = { ...tickler, ...assignee, scope: customer.scope, createdBy: context.me.sub };
  const doc = stamped({ ...fields, actions: signed(tickler, [], context.me) }, context, row, nextRev());
  await insertDocuments(sql, COLLECTION, [doc]);
  return { verdict: { status: 'applied', rev: doc.rev } };
}

async function change(
  sql: Sql,
  context: PushContext,
  row: ParsedRow,
  stored: Tickler | null,
  tickler: Tickler,
): Promise<Outcome> {
  if (stored === null) return rejected('idTaken');
  if (!(await isBasedOn(sql, context, row, stored)))
    return { verdict: { status: 'conflict' }, master: stored };
  if (!mayAssign(context.me, stored, tickler)) return rejected('forbidden', { master: stored });
  const fields = stored.status === 'resolved' ? stored : await worked(sql, stored, tickler);
  const actions = signed(tickler, stored.actions, context.me);
  const doc = stamped({ ...fields, actions }, context, row, nextRev(stored.rev));
  await updateDocument(sql, COLLECTION, doc, stored.scope);
  return { verdict: { status: 'applied', rev: doc.rev } };
}

/** What work on it changes; the rest is settled when it is made. */
async function worked(sql: Sql, stored: Tickler, tickler: Tickler): Promise<Tickler> {
  const { reasonCode, priority, text, remindAt, status, resolution } = tickler;
  const customer = await findCustomerForShare(sql, stored.customerId);
  const assignee = customer ? await assigneeOrTeam(sql, tickler, customer.doc) : {};
  return { ...stored, reasonCode, priority, text, remindAt, status, resolution, ...assignee };
}

type Assigned = Pick<Tickler, 'assigneeId' | 'assigneeName' | 'teamId'>;

/** The assignee by the name the server knows; the customer's team for one who cannot work it. */
async function assigneeOrTeam(
  sql: Sql,
  { assigneeId, teamId }: Assigned,
  customer: Customer,
): Promise<Assigned> {
  if (assigneeId === '') return { assigneeId: '', assigneeName: '', teamId };
  const person = await findUser(sql, assigneeId);
  if (person && may(person.role, 'tickler.work') && inScope(person, customer.scope)) {
    return { assigneeId, assigneeName: person.name, teamId: null };
  }
  return { assigneeId: '', assigneeName: '', teamId: customer.teamId };
}

function mayAssign(me: Me, stored: Tickler, tickler: Tickler): boolean {
  const isSame = stored.assigneeId === tickler.assigneeId && stored.teamId === tickler.teamId;
  const isTaken = stored.assigneeId === '' && tickler.assigneeId === me.sub;
  return isSame || isTaken || may(me.role, 'tickler.reassign');
}

/** The stored history and the new entries, as the user's. */
function signed(tickler: Tickler, stored: Tickler['actions'], me: Me): Tickler['actions'] {
  const mine = tickler.actions.map((action) => ({ ...action, by: me.name }));
  return mergeLedger(mine, stored);
}
