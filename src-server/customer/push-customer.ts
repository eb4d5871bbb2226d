/**
 * A pushed customer: one that a desk has made, or a change.
 *
 * Invariants
 * - A desk gives only `CustomerEditable`; the number, the area and everything else are the server's, whatever it sends.
 * - Whether a foreign customer exists cannot be told from the answer.
 * - A change is applied only on the state it was made on; otherwise the desk gets the server's to merge.
 * - What the role does not read it does not write; rules judge the whole document, and it hears nothing of what it does not read.
 * - Every change that is applied leaves a version behind, in its transaction.
 */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Change } from '#shared/changes/schema.ts';
import { isHidden } from '#shared/configuration/hidden.ts';
import { isFirstProfile } from '#shared/configuration/readiness.ts';
import { unreadPaths } from '#shared/configuration/role-layouts.ts';
import { definitionsIn } from '#shared/configuration/schema.ts';
import { openOrderIssues, removedAddresses } from '#shared/customer/address-in-use.ts';
import { formerAfter } from '#shared/customer/former-points.ts';
import { keepUnknown } from '#shared/customer/keep-unknown.ts';
import { keepUnread } from '#shared/customer/keep-unread.ts';
import { logonIssues } from '#shared/customer/logon.ts';
import { LIST_FIELDS } from '#shared/customer/merge.ts';
import { isEditable } from '#shared/customer/names.ts';
import { withOnePrimary } from '#shared/customer/one-primary.ts';
import { organisationIssues } from '#shared/customer/organisation.ts';
import { type Placement, placementOf } from '#shared/customer/placement.ts';
import { withSources } from '#shared/customer/point-source.ts';
import { saveIssues } from '#shared/customer/save-issues.ts';
import { Customer, CustomerEditable } from '#shared/customer/schema.ts';
import { mayChange } from '#shared/edition/edition.ts';
import { isRecord, readsOf } from '#shared/permission/field-classes.ts';
import type { Me } from '#shared/permission/me.ts';
import { may } from '#shared/permission/roles.ts';
import { keepConsented } from '#shared/preference/dietary.ts';
import type { FieldError } from '#shared/sync/protocol.ts';
import { type ChangeFacts, recordChange } from '../changes/record-change.ts';
import { customerFacts, listEntries } from '../configuration/configuration-repository.ts';
import type { Sql } from '../db/pool.ts';
import { findOpenOrders } from '../order/order-repository.ts';
import { check, unstorableText } from '../sync/field-errors.ts';
import {
  OUT_OF_SCOPE,
  type Outcome,
  type ParsedRow,
  type PushContext,
  type PushHandler,
  rejected,
} from '../sync/push-row.ts';
import { madeByClient } from '../sync/receipt-repository.ts';
import { nextRev } from '../sync/revision.ts';
import { inScope } from '../sync/scope.ts';
import { findTeams } from '../team/team-repository.ts';
import { takenValues } from './attribute-repository.ts';
import { askWhoseNumber } from './contested-tickler.ts';
import { createCustomer } from './create-customer.ts';
import {
  type CustomerRow,
  findCustomer,
  findCustomerForUpdate,
  updateCustomer,
} from './customer-repository.ts';
import { withContested } from './identifier-repository.ts';

/** As desks issue them; anything else is nobody's number. */
const TEMPORARY_NUMBER = z
  .string()
  .max(20)
  .regex(/^T-[0-9A-Z-]+$/);

/** Takes pushed customers. An id that is not in the user's scope is out of it, whether it is taken or not. */
export const customerHandler: PushHandler = {
  async take(client, context, row) {
    if (!may(context.me.role, 'customer.edit')) return rejected('forbidden');
    const found = await findCustomerForUpdate(client, row.id);
    if (!found && row.base === null) return createPushed(client, context, row);
    const stored = visible(found, context.me);
    if (stored === null) return OUT_OF_SCOPE;
    if (!isEditable(stored)) return rejected('restricted', { master: stored });
    if (!(await isBasedOn(client, context, row, stored))) {
      return { verdict: { status: 'conflict' }, master: stored };
    }
    return apply(client, context, row, stored);
  },
  master: async (client, { me }, id) => visible(await findCustomerForUpdate(client, id), me),
};

function visible(found: CustomerRow | undefined, me: Me): Customer | null {
  if (!found || found.deleted || !inScope(me, found.doc.scope) || !may(me.role, 'customer.read')) return null;
  return Customer.parse(found.doc);
}

async function createPushed(sql: Sql, context: PushContext, row: ParsedRow): Promise<Outcome> {
  if (!may(context.me.role, 'customer.create')) return rejected('forbidden');
  const { doc: sent, fieldErrors: unread, hidden } = await keptUnread(sql, context.me, null, row.doc);
  if (unread.length > 0) return rejected('invalid', { fieldErrors: unread });
  const given = check(CustomerEditable, sent);
  if (given.errors) return rejected('invalid', { fieldErrors: given.errors });
  const customer = withSources(null, withOnePrimary(given.data, null), sourcingOf(context, row));
  const issues = [...problemsOf(customer), ...(await ruleIssues(sql, customer, null, context, row))];
  const fieldErrors = issues.filter(({ path }) => !isHidden(hidden, path));
  if (fieldErrors.length > 0) return rejected('invalid', { fieldErrors });
  const temporaryNumber = TEMPORARY_NUMBER.safeParse(row.doc.number).data ?? '';
  const placement = placementFor(context.me, row.doc, await findTeams(sql));
  const { id, mutationId } = row;
  const made = { id, mutationId, temporaryNumber, placement, actorId: context.me.sub };
  const { now, isSignUp } = context;
  const doc = await createCustomer(sql, customer, { ...made, now, isSignUp });
  await askWhoseNumber(sql, context.me, null, doc);
  await recordChange(sql, null, doc, factsOf(context, row, 'created'));
  return { verdict: { status: 'applied', rev: doc.rev } };
}

/** The area that was asked for, where it is one of the user's, else theirs. */
function placementFor(
  me: Me,
  { region, teamId }: ParsedRow['doc'],
  teams: readonly { id: string; region: string }[],
): Placement {
  const team = teams.find(({ id }) => id === teamId);
  const isKnown = teams.some((one) => one.region === region) && (team?.region ?? region) === region;
  const wished = { region: String(region), teamId: team?.id ?? null };
  return isKnown && inScope(me, [`region:${wished.region}`]) ? wished : placementOf(me, teams);
}

/**
 * True when the desk knew the stored state, or made it itself: it pushed that state and has not pulled it back
 * (`mutationId`), or pushed it and never got the answer (a receipt of this client that began at this base).
 */
async function isBasedOn(
  sql: Sql,
  { clientId }: PushContext,
  { id, base }: ParsedRow,
  stored: Customer,
): Promise<boolean> {
  if (base && (base.rev === stored.rev || base.mutationId === stored.mutationId)) return true;
  return madeByClient(sql, { clientId, docId: id, baseRev: base?.rev ?? null, newRev: stored.rev });
}

async function apply(sql: Sql, context: PushContext, row: ParsedRow, stored: Customer): Promise<Outcome> {
  const known = keepUnknown(stored, row.doc);
  const { doc: sent, fieldErrors: unread, hidden } = await keptUnread(sql, context.me, stored, known);
  if (unread.length > 0) return rejected('invalid', { master: stored, fieldErrors: unread });
  const edit = check(CustomerEditable, sent);
  if (edit.errors) return rejected('invalid', { master: stored, fieldErrors: edit.errors });
  const formerPoints = formerAfter(stored, edit.data, { now: context.now.toISOString(), newId: randomUUID });
  // A desk of an older version, or one that merged, may send several.
  const tidy = keepConsented(withOnePrimary({ ...edit.data, formerPoints }, stored));
  const given = withSources(stored, tidy, sourcingOf(context, row));
  const issues = [...problemsOf(given), ...(await ruleIssues(sql, given, stored, context, row))];
  const fieldErrors = issues.filter(({ path }) => !isHidden(hidden, path));
  if (fieldErrors.length > 0) return rejected('invalid', { master: stored, fieldErrors });
  const doc = await withContested(sql, stored, {
    ...stored,
    ...given,
    rev: nextRev(stored.rev),
    mutationId: row.mutationId,
    updatedAt: context.now.toISOString(),
    updatedBy: context.me.sub,
  });
  // Scope follows from fields that stay as stored; checked all the same, so that it holds when one of them moves.
  if (!inScope(context.me, doc.scope)) return OUT_OF_SCOPE;
  await updateCustomer(sql, doc, stored.scope);
  await askWhoseNumber(sql, context.me, stored, doc);
  await recordChange(sql, stored, doc, factsOf(context, row, row.note?.kind ?? 'changed'));
  return { verdict: { status: 'applied', rev: doc.rev } };
}

/** What was sent, with what stands of all that the role does not read, and what it may not have written. */
async function keptUnread(sql: Sql, { role }: Me, stored: Customer | null, sent: ParsedRow['doc']) {
  const definitions = definitionsIn((await listEntries(sql, ['attribute'])).map(({ entry }) => entry));
  const reads = readsOf(role, [...strangeAttributes(stored, sent), ...definitions]);
  const defaults = Object.fromEntries(definitions.map(({ key, defaultValue }) => [key, defaultValue]));
  return { ...keepUnread(stored, sent, reads, defaults), hidden: new Set(unreadPaths(role, definitions)) };
}

/** Attributes that are only in what was sent: where they have no definition either, nothing is kept from anybody. */
function strangeAttributes(stored: Customer | null, { attributes }: ParsedRow['doc']) {
  const keys = isRecord(attributes) ? Object.keys(attributes) : [];
  const strange = keys.filter((key) => !(key in (stored?.attributes ?? {})));
  return strange.map((key) => ({ key, piiClass: 'none' as const }));
}

/** For a desk that does not note where a value came from. */
function sourcingOf({ now }: PushContext, { note }: ParsedRow) {
  return { now: now.toISOString(), why: note?.why ?? '' };
}

/** What the form would have said, under the configuration of this server. */
async function ruleIssues(
  sql: Sql,
  given: CustomerEditable,
  before: Customer | null,
  { me, now }: PushContext,
  { id, note }: ParsedRow,
): Promise<FieldError[]> {
  const entries = (await listEntries(sql)).map(({ entry }) => entry);
  const customers = isFirstProfile(given, before) ? await customerFacts(sql) : NOT_ASKED;
  return [
    ...saveIssues(given, {
      ...{ before, entries, customers, role: me.role, why: note?.why ?? '' },
      mayChangeProfile: mayChange('customProfiles', me, now),
    }),
    ...logonIssues(given.identifiers, before),
    ...(await takenValues(sql, id, given, before, definitionsIn(entries))),
    ...(await linkIssues(sql, { ...given, id }, before, me)),
    ...(await addressIssues(sql, id, given, before)),
  ];
}

/** Addresses that an order under way goes to. */
async function addressIssues(
  sql: Sql,
  id: string,
  { addresses }: CustomerEditable,
  before: CustomerEditable | null,
): Promise<FieldError[]> {
  if (removedAddresses(addresses, before?.addresses ?? []).length === 0) return [];
  return openOrderIssues(addresses, before?.addresses ?? [], await findOpenOrders(sql, id));
}

/** Two organisations that are linked to each other at once are judged one after the other. */
async function linkIssues(
  sql: Sql,
  given: CustomerEditable & { id: string },
  before: CustomerEditable | null,
  me: Me,
): Promise<FieldError[]> {
  if (given.organisationId === '') return [];
  if (given.kind === 'organisation' && given.organisationId !== before?.organisationId) {
    await sql.query("SELECT pg_advisory_xact_lock(hashtextextended('organisation links', 0))");
  }
  const find = async (id: string) => visible(await findCustomer(sql, id), me) ?? undefined;
  return organisationIssues(given, before, find, true);
}

/** Only the first custom profile of a customer asks what customers there are. */
const NOT_ASKED = { hasCustomers: true, hasExternalIds: true };

function factsOf({ me, now, desk }: PushContext, { note }: ParsedRow, kind: Change['kind']): ChangeFacts {
  const at = now.toISOString();
  const { why = '', madeAt = at, channel = '', offline = false, controls = {} } = note ?? {};
  const where = { channel, offline, device: desk ?? '', controls };
  return { kind, why, madeAt, at, actorId: me.sub, actorName: me.name, ...where };
}

/** What the schema cannot say: text that cannot be stored, repeated ids, a status that takes a request. */
function problemsOf(edit: CustomerEditable): FieldError[] {
  const status = isEditable(edit) ? [] : [{ path: 'status', code: 'format' }];
  const lists = LIST_FIELDS.flatMap((field) =>
    repeatedIds(edit[field]).map((index) => ({ path: `${field}.${index}.id`, code: 'duplicate' })),
  );
  return [...unstorableText(edit), ...status, ...lists];
}

/** Indexes of elements whose id an earlier one has: lists merge by id. */
function repeatedIds(list: readonly { id: string }[]): number[] {
  const ids = list.map(({ id }) => id.toLowerCase());
  return ids.flatMap((id, index) => (ids.indexOf(id) < index ? [index] : []));
}
