/** The one way in which a customer is changed on this desk. */
import { v7 as uuidv7 } from 'uuid';
import type { UpdateCustomer, UpdateOutcome } from '#shared/api/customer.ts';
import type { FieldIssue } from '#shared/api/errors.ts';
import type { ChangeNote } from '#shared/changes/schema.ts';
import { controlRevs, controlsOf } from '#shared/configuration/controls.ts';
import { type ConfigurationEntry, definitionsIn, modelsIn } from '#shared/configuration/schema.ts';
import { openOrderIssues, removedAddresses } from '#shared/customer/address-in-use.ts';
import { reasonFor } from '#shared/customer/critical.ts';
import { logonIssues } from '#shared/customer/logon.ts';
import { changedFields, mergeCustomer } from '#shared/customer/merge.ts';
import { isEditable } from '#shared/customer/names.ts';
import { organisationIssues } from '#shared/customer/organisation.ts';
import { countryOfLocale } from '#shared/customer/phone.ts';
import { type Making, prepareSave } from '#shared/customer/prepare-save.ts';
import { type SaveFacts, saveIssues } from '#shared/customer/save-issues.ts';
import { Customer, type CustomerEditable, EDITABLE_FIELDS, editableOf } from '#shared/customer/schema.ts';
import { mayChange } from '#shared/edition/edition.ts';
import type { Me } from '#shared/permission/me.ts';
import { type Clash, same } from '#shared/sync/three-way.ts';
import { knownCustomerFacts } from '../configuration/known-readiness.ts';
import { readItems } from '../configuration/service.ts';
import { channelNow } from '../contact/open-contacts.ts';
import { CoreError } from '../errors.ts';
import type { DeskDatabase } from '../store/database.ts';
import type { CustomerDoc } from '../store/schemas.ts';
import { addAttention, clashEntry } from '../sync/attention.ts';
import { unsentAfter } from '../sync/unsent.ts';

/** Who saves, and whether the desk is without a network as they do: a version says both. */
export type Saver = { me: Me; offline: boolean };

/**
 * Merges the change over what the store holds and writes one document. It is on the disk when the promise resolves.
 * Throws INVALID, NOT_FOUND and FORBIDDEN (a restricted customer).
 */
export async function saveCustomer(
  database: DeskDatabase,
  { me, offline }: Saver,
  change: UpdateCustomer,
  kind: ChangeNote['kind'] = 'changed',
): Promise<UpdateOutcome> {
  const items = await readItems(database);
  const entries = items.map(({ entry }) => entry);
  const control = controlsOf(entries).CHANGE_REASON;
  const why = reasonFor(change.mine, change.base, change.why ?? '', control);
  const making = makingOf(new Date(), entries, why);
  const mine = prepareSave(change.base, change.mine, making);
  const document = await database.customers.findOne(change.id).exec();
  if (!document) throw new CoreError('NOT_FOUND');
  const stored = Customer.parse(document.toMutableJSON());
  const { account } = stored;
  const facts = { before: editableOf(stored), account, madeOn: change.base, entries, me, why };
  await refuseInvalid(database, { ...mine, id: change.id }, facts);
  if (!isEditable(document) || (mine.status === 'restricted' && change.base.status !== 'restricted')) {
    throw new CoreError('FORBIDDEN');
  }
  const channel = await channelNow(database, me, change.id);
  const note = { why, kind, madeAt: making.now, channel, offline, controls: controlRevs(items) };
  let clashes: Clash[] = [];
  const saved = await document.incrementalModify((current) => {
    const merge = mergeCustomer(change.base, mine, editableOf(current));
    clashes = merge.clashes;
    return apply(current, merge.merged, me, note);
  });
  if (clashes.length > 0) {
    const entry = clashEntry('customers', saved.toMutableJSON(), clashes);
    await addAttention(database, { ...entry, id: uuidv7() });
  }
  return { conflicts: [...new Set(clashes.map((clash) => clash.field.split('.')[0] ?? clash.field))], mine };
}

/** What a save needs that is not in the form: the time, the reason, new ids, the country of this desk, and what is defined. */
export function makingOf(now: Date, entries: readonly ConfigurationEntry[], why: string): Making {
  const { locale } = Intl.DateTimeFormat().resolvedOptions();
  return {
    now: now.toISOString(),
    why,
    newId: uuidv7,
    deskCountry: countryOfLocale(locale),
    definitions: definitionsIn(entries),
    models: modelsIn(entries),
  };
}

/** Throws INVALID with the fields, by the rules of this desk. */
export async function refuseInvalid(
  database: DeskDatabase,
  mine: CustomerEditable & { id: string },
  facts: Omit<SaveFacts, 'customers' | 'role' | 'mayChangeProfile'> & {
    me: Me;
    account?: Customer['account'];
  },
): Promise<void> {
  const find = async (id: string) => {
    const found = await database.customers.findOne(id).exec();
    return found ? Customer.parse(found.toMutableJSON()) : undefined;
  };
  const stored = facts.before && { ...facts.before, account: facts.account ?? null };
  const issues = [
    ...saveIssues(mine, {
      ...facts,
      role: facts.me.role,
      atDesk: true,
      customers: await knownCustomerFacts(database),
      mayChangeProfile: mayChange('customProfiles', facts.me),
    }),
    ...logonIssues(mine.identifiers, stored),
    ...(await organisationIssues(mine, facts.before, find, false)),
    ...(await addressIssues(database, mine, facts.before)),
  ];
  if (issues.length > 0) throw new CoreError('INVALID', issues);
}

/** Orders of this desk that hold an address; what it does not have, the server judges. */
async function addressIssues(
  database: DeskDatabase,
  { id, addresses }: CustomerEditable & { id: string },
  before: CustomerEditable | null,
): Promise<FieldIssue[]> {
  if (removedAddresses(addresses, before?.addresses ?? []).length === 0) return [];
  const orders = await database.orders.find({ selector: { customerId: id } }).exec();
  const shipped = orders.map((order) => order.toMutableJSON());
  return openOrderIssues(addresses, before?.addresses ?? [], shipped);
}

/** The document with the merged fields; itself when they change nothing, so that nothing is sent. */
function apply<T extends CustomerDoc>(current: T, merged: CustomerEditable, me: Me, note: ChangeNote): T {
  const before = editableOf(current);
  if (changedFields(before, merged).length === 0) return current;
  // Stored compactly, a document lacks what is empty; a version names only what became different. What it lacks and nobody
  // gave stays absent: it may be a field that this desk could not know when it got the document.
  const given = EDITABLE_FIELDS.filter((field) => field in current || !same(merged[field], before[field]));
  const next = { ...current, ...Object.fromEntries(given.map((field) => [field, merged[field]])) };
  return {
    ...next,
    unsent: unsentAfter({ ...current, ...before }, { ...current, ...merged }, note),
    mutationId: uuidv7(),
    pendingSince: current.pendingSince || note.madeAt,
    updatedAt: note.madeAt,
    updatedBy: me.sub,
  };
}
