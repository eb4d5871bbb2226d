/**
 * A pushed change of a customer.
 *
 * Invariants
 * - A desk changes only `CustomerEditable`; everything else stays as stored, whatever it sends.
 * - Whether a foreign customer exists cannot be told from the answer.
 * - A change is applied only on the state it was made on; otherwise the desk gets the server's to merge.
 */
import { keepUnknown } from '#shared/customer/keep-unknown.ts';
import { LIST_FIELDS } from '#shared/customer/merge.ts';
import { isEditable } from '#shared/customer/names.ts';
import { Customer, CustomerEditable } from '#shared/customer/schema.ts';
import type { Me } from '#shared/permission/me.ts';
import { may } from '#shared/permission/roles.ts';
import type { FieldError } from '#shared/sync/protocol.ts';
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
import { madeByClient } from '../sync/receipt-repository.ts';
import { nextRev } from '../sync/revision.ts';
import { inScope } from '../sync/scope.ts';
import { findCustomerForUpdate, updateCustomer } from './customer-repository.ts';

/** Takes pushed customers. Customers are not created on a desk: an unknown id is out of every scope. */
export const customerHandler: PushHandler = {
  async take(client, context, row) {
    if (!may(context.me.role, 'customer.edit')) return rejected('forbidden');
    const stored = await visibleCustomer(client, context.me, row.id);
    if (stored === null) return OUT_OF_SCOPE;
    if (!isEditable(stored)) return rejected('restricted', { master: stored });
    if (!(await isBasedOn(client, context, row, stored))) {
      return { verdict: { status: 'conflict' }, master: stored };
    }
    return apply(client, context, row, stored);
  },
  master: (client, { me }, id) => visibleCustomer(client, me, id),
};

async function visibleCustomer(sql: Sql, me: Me, id: string): Promise<Customer | null> {
  const found = await findCustomerForUpdate(sql, id);
  if (!found || found.deleted || !inScope(me, found.doc.scope) || !may(me.role, 'customer.read')) return null;
  return Customer.parse(found.doc);
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
  if (base === null) return false;
  if (base.rev === stored.rev || base.mutationId === stored.mutationId) return true;
  return madeByClient(sql, { clientId, docId: id, baseRev: base.rev, newRev: stored.rev });
}

async function apply(sql: Sql, context: PushContext, row: ParsedRow, stored: Customer): Promise<Outcome> {
  const edit = check(CustomerEditable, keepUnknown(stored, row.doc));
  if (edit.errors) return rejected('invalid', { master: stored, fieldErrors: edit.errors });
  const fieldErrors = problemsOf(edit.data);
  if (fieldErrors.length > 0) return rejected('invalid', { master: stored, fieldErrors });
  const doc: Customer = {
    ...stored,
    ...edit.data,
    rev: nextRev(stored.rev),
    mutationId: row.mutationId,
    updatedAt: context.now.toISOString(),
    updatedBy: context.me.sub,
  };
  // Scope follows from fields that stay as stored; checked all the same, so that it holds when one of them moves.
  if (!inScope(context.me, doc.scope)) return OUT_OF_SCOPE;
  await updateCustomer(sql, doc, stored.scope);
  return { verdict: { status: 'applied', rev: doc.rev } };
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
