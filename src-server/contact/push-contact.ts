/**
 * A pushed contact.
 *
 * Invariants
 * - It is its author's: nobody else changes it. Once it is wrapped up it is only put right, for a day, and what it said
 *   before stays in it.
 * - Author, scope and revision come from the server; the scope is that of the customer.
 * - No card number is kept in it.
 */
import {
  type ContactState,
  contactState,
  freeTextIssues,
  isInOrder,
  mayFollow,
} from '#shared/contact/contact-state.ts';
import { isCorrection } from '#shared/contact/correction.ts';
import { Contact } from '#shared/contact/schema.ts';
import { isEditable } from '#shared/customer/names.ts';
import { may } from '#shared/permission/roles.ts';
import { Channel } from '#shared/preference/schema.ts';
import type { FieldError } from '#shared/sync/protocol.ts';
import { customerInScope } from '../customer/customer-in-scope.ts';
import type { Sql } from '../db/pool.ts';
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

const COLLECTION = 'contacts';
const SEALED: ContactState = 'wrappedUp';

/** Takes pushed contacts. */
export const contactHandler: PushHandler = {
  async take(client, context, row) {
    if (!may(context.me.role, 'contact.record')) return rejected('forbidden');
    const parsed = check(Contact, row.doc);
    if (parsed.errors) return rejected('invalid', { fieldErrors: parsed.errors });
    const fieldErrors = problemsOf(parsed.data);
    if (fieldErrors.length > 0) return rejected('invalid', { fieldErrors });
    const stored = await findDocument<Contact>(client, COLLECTION, row.id);
    if (!stored) return add(client, context, row, parsed.data);
    return change(client, context, row, visibleDocument(context.me, COLLECTION, stored), parsed.data);
  },
  master: masterOf(COLLECTION),
};

function problemsOf(contact: Contact): FieldError[] {
  const { notes, wrapUpCode } = contact;
  const order = isInOrder(contact) ? [] : [{ path: 'endedAt', code: 'format' }];
  return [...unstorableText(contact), ...freeTextIssues({ notes, wrapUpCode }), ...order];
}

async function add(sql: Sql, context: PushContext, row: ParsedRow, contact: Contact): Promise<Outcome> {
  const customer = await customerInScope(sql, context.me, contact.customerId);
  if (!customer) return OUT_OF_SCOPE;
  if (!isEditable(customer)) return rejected('restricted');
  if (!Channel.safeParse(contact.channel).success)
    return rejected('invalid', { fieldErrors: [{ path: 'channel', code: 'format' }] });
  const { sub, name } = context.me;
  const fields = { ...contact, scope: customer.scope, authorId: sub, authorName: name };
  const doc = stamped(fields, context, row, nextRev());
  await insertDocuments(sql, COLLECTION, [doc]);
  return { verdict: { status: 'applied', rev: doc.rev } };
}

async function change(
  sql: Sql,
  context: PushContext,
  row: ParsedRow,
  stored: Contact | null,
  contact: Contact,
): Promise<Outcome> {
  if (stored === null) return rejected('idTaken');
  if (stored.authorId !== context.me.sub) return rejected('forbidden', { master: stored });
  const isSealed = contactState(stored) === SEALED;
  // One that was stored before there were corrections has none.
  const before = { ...stored, corrections: stored.corrections ?? [] };
  if (isSealed && !isCorrection(before, contact)) return repeated(stored, contact);
  if (!(await isBasedOn(sql, context, row, stored)))
    return { verdict: { status: 'conflict' }, master: stored };
  if (!isSealed && !mayFollow(stored, contact)) return rejected('immutable', { master: stored });
  const { endedAt, wrappedUpAt, wrapUpCode, notes, corrections } = contact;
  const times = isSealed ? {} : { endedAt, wrappedUpAt };
  const fields = { ...stored, ...times, wrapUpCode, notes, corrections };
  const doc = stamped(fields, context, row, nextRev(stored.rev));
  await updateDocument(sql, COLLECTION, doc, stored.scope);
  return { verdict: { status: 'applied', rev: doc.rev } };
}

/** It is wrapped up: by this very change, or what comes is too late. */
function repeated(stored: Contact, contact: Contact): Outcome {
  const isSame = stored.notes === contact.notes && stored.wrapUpCode === contact.wrapUpCode;
  if (isSame && contactState(contact) === SEALED)
    return { verdict: { status: 'duplicate', rev: stored.rev } };
  return rejected('immutable', { master: stored });
}
