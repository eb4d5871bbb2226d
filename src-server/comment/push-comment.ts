/**
 * A pushed comment.
 *
 * Invariants
 * - Comments are only ever added. Of one that is there a push changes whether it is pinned or to be followed up; of two
 *   who do so at once the later stands: nothing is lost by it. Its author puts it right for a day, and what it said stays in it.
 * - Author, scope and revision come from the server; the desk cannot speak for somebody else.
 * - A comment is visible to those who may hold its customer and whom its visibility lets (comment/visibility.ts).
 * - No card number is kept in it.
 */
import { z } from 'zod';
import { isCommentCorrection } from '#shared/comment/correction.ts';
import { Comment, KeptText } from '#shared/comment/schema.ts';
import { commentScope } from '#shared/comment/visibility.ts';
import { freeTextIssues } from '#shared/contact/contact-state.ts';
import { isEditable } from '#shared/customer/names.ts';
import { may } from '#shared/permission/roles.ts';
import type { FieldError } from '#shared/sync/protocol.ts';
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
}).extend({
  text: KeptText,
  // An older desk says nothing of these: then they stay.
  corrections: Comment.shape.corrections.unwrap().optional(),
  followUp: z.boolean().optional(),
});
type Written = z.infer<typeof Written>;

/** Takes pushed comments. */
export const commentHandler: PushHandler = {
  async take(client, context, row) {
    if (!may(context.me.role, 'comment.add')) return rejected('forbidden');
    const parsed = check(Written, row.doc);
    if (parsed.errors) return rejected('invalid', { fieldErrors: parsed.errors });
    const written = { ...parsed.data, customerId: parsed.data.customerId.toLowerCase() };
    const fieldErrors = [...unstorableText(written), ...saidIssues(written)];
    if (fieldErrors.length > 0) return rejected('invalid', { fieldErrors });
    const existing = await findDocument<Comment>(client, 'comments', row.id);
    return existing ? changed(client, context, row, existing, written) : add(client, context, row, written);
  },
  master: masterOf('comments'),
};

/** What may not be kept in it, now or before a correction. */
function saidIssues({ text, writtenAt, corrections = [] }: Written): FieldError[] {
  const former = corrections.flatMap((one) => freeTextIssues({ text: one.text }));
  const [first] = corrections;
  const isInOrder =
    first === undefined ||
    isCommentCorrection({ writtenAt, text: first.text, corrections: [] }, { writtenAt, text, corrections });
  return [
    ...freeTextIssues({ text }),
    ...former.map(({ code }) => ({ path: 'corrections', code })),
    ...(isInOrder ? [] : [{ path: 'corrections', code: 'format' }]),
  ];
}

/** The id is taken: by this very comment, marked or put right, by another text, or by somebody else's. */
async function changed(
  sql: Sql,
  context: PushContext,
  row: ParsedRow,
  existing: CommentRow,
  written: Written,
): Promise<Outcome> {
  const found = visibleDocument(context.me, 'comments', existing);
  if (found === null) return rejected('idTaken');
  // One that was stored before there were corrections has none.
  const master = { ...found, corrections: found.corrections ?? [], followUp: found.followUp ?? false };
  const isMine = master.authorId === context.me.sub;
  const { pinned, followUp = master.followUp } = written;
  const { text, corrections = [] } = written;
  const isRight = isMine && isCommentCorrection(master, { ...master, text, corrections });
  if (!isRight && !isOf(master, written)) {
    return isMine ? rejected('immutable', { master: found }) : rejected('idTaken');
  }
  const isMarked = master.pinned !== pinned || master.followUp !== followUp;
  if (!isRight && !isMarked) return { verdict: { status: 'duplicate', rev: master.rev } };
  const said = isRight ? { text, corrections } : {};
  const doc = stamped({ ...master, ...said, pinned, followUp }, context, row, nextRev(master.rev));
  await updateDocument(sql, 'comments', doc, master.scope);
  return { verdict: { status: 'applied', rev: doc.rev } };
}

/** True for the comment as it is, or as a desk knew it that has not heard of a correction. */
function isOf(master: Comment, { customerId, text }: Written): boolean {
  const texts = [master.text, ...master.corrections.map((former) => former.text)];
  return master.customerId === customerId && texts.includes(text);
}

async function add(sql: Sql, context: PushContext, row: ParsedRow, written: Written): Promise<Outcome> {
  const customer = await customerInScope(sql, context.me, written.customerId);
  if (!customer) return OUT_OF_SCOPE;
  if (!isEditable(customer)) return rejected('restricted');
  const doc: Comment = {
    ...written,
    corrections: written.corrections ?? [],
    followUp: written.followUp ?? false,
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
