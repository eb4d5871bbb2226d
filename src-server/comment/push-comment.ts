/**
 * A pushed comment.
 *
 * Invariants
 * - Comments are only ever added; of one that is there a push changes whether it is pinned, and nothing else.
 *   Of two who pin and unpin at once the later stands: nothing is lost by it.
 * - Author, scope and revision come from the server; the desk cannot speak for somebody else.
 * - A comment is visible to those who may hold its customer and whom its visibility lets (comment/visibility.ts).
 * - No card number is kept in it.
 */
import type { z } from 'zod';
import { Comment, CommentText } from '#shared/comment/schema.ts';
import { commentScope } from '#shared/comment/visibility.ts';
import { freeTextIssues } from '#shared/contact/contact-state.ts';
import { isEditable } from '#shared/customer/names.ts';
import { may } from '#shared/permission/roles.ts';
import { customerInScope } from '../customer/customer-in-scope.ts';
import type { Sql } from '../db/pool.ts';
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
    const fieldErrors = [...unstorableText(written), ...freeTextIssues({ text: written.text })];
    if (fieldErrors.length > 0) return rejected('invalid', { fieldErrors });
    const existing = await findDocument<Comment>(client, 'comments', row.id);
    return existing ? changed(client, context, row, existing, written) : add(client, context, row, written);
  },
  master: masterOf('comments'),
};

/** The id is taken: by this very comment, pinned or not, by another text, or by somebody else's. */
async function changed(
  sql: Sql,
  context: PushContext,
  row: ParsedRow,
  existing: CommentRow,
  written: Written,
): Promise<Outcome> {
  const master = visibleDocument(context.me, 'comments', existing);
  if (master === null) return rejected('idTaken');
  const isSame = master.text === written.text && master.customerId === written.customerId;
  if (!isSame)
    return master.authorId === context.me.sub ? rejected('immutable', { master }) : rejected('idTaken');
  if (master.pinned === written.pinned) return { verdict: { status: 'duplicate', rev: master.rev } };
  const doc = stamped({ ...master, pinned: written.pinned }, context, row, nextRev(master.rev));
  await updateDocument(sql, 'comments', doc, master.scope);
  return { verdict: { status: 'applied', rev: doc.rev } };
}

async function add(sql: Sql, context: PushContext, row: ParsedRow, written: Written): Promise<Outcome> {
  const customer = await customerInScope(sql, context.me, written.customerId);
  if (!customer) return OUT_OF_SCOPE;
  if (!isEditable(customer)) return rejected('restricted');
  const doc: Comment = {
    ...written,
    ...stamps(context),
    id: row.id,
    rev: nextRev(),
    mutationId: row.mutationId,
    scope: commentScope(customer.scope, written.visibility, context.me),
    authorId: context.me.sub,
    authorName: context.me.name,
  };
  await insertDocuments(sql, 'comments', [doc]);
  return { verdict: { status: 'applied', rev: doc.rev } };
}

function stamps({ me, now }: PushContext): Pick<Comment, 'updatedAt' | 'updatedBy'> {
  return { updatedAt: now.toISOString(), updatedBy: me.sub };
}
