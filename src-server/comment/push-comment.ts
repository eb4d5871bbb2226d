/**
 * A pushed comment.
 *
 * Invariants
 * - Comments are only ever added. One that is there is never changed by a push.
 * - Author, scope and revision come from the server; the desk cannot speak for somebody else.
 * - A comment is visible exactly to those who may hold its customer.
 */
import type { z } from 'zod';
import { Comment, CommentText } from '#shared/comment/schema.ts';
import { isEditable } from '#shared/customer/names.ts';
import type { Me } from '#shared/permission/me.ts';
import { may } from '#shared/permission/roles.ts';
import { findCustomerForShare } from '../customer/customer-repository.ts';
import type { Sql } from '../db/pool.ts';
import { findDocument, insertDocuments } from '../sync/document-repository.ts';
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
import { inScope } from '../sync/scope.ts';

type CommentRow = { doc: Comment; deleted: boolean };

/** What a desk says about a comment; the rest of the document is the server's. */
const Written = Comment.pick({
  customerId: true,
  writtenAt: true,
  kind: true,
  reasonCode: true,
  visibility: true,
  pinned: true,
}).extend({ text: CommentText });
type Written = z.infer<typeof Written>;

/** Takes pushed comments. */
export const commentHandler: PushHandler = {
  async take(client, context, row) {
    if (!may(context.me.role, 'comment.add')) return rejected('forbidden');
    const parsed = check(Written, row.doc);
    if (parsed.errors) return rejected('invalid', { fieldErrors: parsed.errors });
    const written = { ...parsed.data, customerId: parsed.data.customerId.toLowerCase() };
    const fieldErrors = unstorableText(written);
    if (fieldErrors.length > 0) return rejected('invalid', { fieldErrors });
    const existing = await findDocument<Comment>(client, 'comments', row.id);
    return existing ? repeated(context.me, existing, written) : add(client, context, row, written);
  },
  async master(client, { me }, id) {
    const existing = await findDocument<Comment>(client, 'comments', id);
    return existing ? visible(me, existing) : null;
  },
};

function visible(me: Me, { doc, deleted }: CommentRow): Comment | null {
  return !deleted && inScope(me, doc.scope) && may(me.role, 'comment.read') ? doc : null;
}

/** The id is taken: by this very comment, by another text of the same author, or by somebody else. */
function repeated(me: Me, existing: CommentRow, written: Written): Outcome {
  const master = visible(me, existing);
  if (master === null || master.authorId !== me.sub) return rejected('idTaken');
  const same = master.text === written.text && master.customerId === written.customerId;
  return same ? { verdict: { status: 'duplicate', rev: master.rev } } : rejected('immutable', { master });
}

async function add(sql: Sql, context: PushContext, row: ParsedRow, written: Written): Promise<Outcome> {
  const customer = await findCustomerForShare(sql, written.customerId);
  if (!customer || customer.deleted || !inScope(context.me, customer.doc.scope)) return OUT_OF_SCOPE;
  if (!isEditable(customer.doc)) return rejected('restricted');
  const doc: Comment = {
    ...written,
    id: row.id,
    rev: nextRev(),
    mutationId: row.mutationId,
    scope: customer.doc.scope,
    updatedAt: context.now.toISOString(),
    updatedBy: context.me.sub,
    authorId: context.me.sub,
    authorName: context.me.name,
  };
  await insertDocuments(sql, 'comments', [doc]);
  return { verdict: { status: 'applied', rev: doc.rev } };
}
