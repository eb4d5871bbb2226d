/** Comments on a customer: added at once, pinned, marked for follow-up, and put right by their author for a day. */
import { v7 as uuidv7 } from 'uuid';
import type { AddComment, CommentView } from '#shared/api/comment.ts';
import { correctedComment, mayCorrectComment } from '#shared/comment/correction.ts';
import { commentScope } from '#shared/comment/visibility.ts';
import { freeTextIssues } from '#shared/contact/contact-state.ts';
import type { Me } from '#shared/permission/me.ts';
import { CoreError } from '../errors.ts';
import type { DeskDatabase } from '../store/database.ts';
import type { CommentDoc } from '../store/schemas.ts';

export type CommentService = {
  add(comment: AddComment): Promise<void>;
  pin(pin: { id: string; pinned: boolean }): Promise<void>;
  followUp(mark: { id: string; followUp: boolean }): Promise<void>;
  correct(to: { id: string; text: string }): Promise<void>;
};

const PLAIN = { kind: 'note', reasonCode: '', visibility: 'all', pinned: false, followUp: false } as const;

export function createCommentService(database: DeskDatabase, me: () => Me): CommentService {
  return {
    add: (comment) => add(database, me(), comment),
    pin: ({ id, pinned }) =>
      change(database, me(), id, (now) => (now.pinned === pinned ? now : { ...now, pinned })),
    followUp: ({ id, followUp }) =>
      change(database, me(), id, (now) =>
        (now.followUp ?? false) === followUp ? now : { ...now, followUp },
      ),
    correct: (to) => correct(database, me(), to),
  };
}

export function commentView(comment: CommentDoc, me: Me): CommentView {
  const { id, text, writtenAt, authorName, kind, reasonCode, visibility, pinned } = comment;
  // One that was stored before there were these has none.
  const { followUp = false, corrections = [] } = comment;
  const mine = comment.authorId === me.sub;
  const waiting = comment.pendingSince !== '';
  const said = { text, kind, reasonCode, visibility, pinned, followUp, corrections };
  return { id, writtenAt, authorName, mine, waiting, ...said };
}

/** Throws INVALID and NOT_FOUND. The same id again adds nothing. */
async function add(database: DeskDatabase, me: Me, given: AddComment): Promise<void> {
  const comment = { ...PLAIN, ...given };
  const issues = freeTextIssues({ text: comment.text });
  if (issues.length > 0) throw new CoreError('INVALID', issues);
  const customer = await database.customers.findOne(comment.customerId).exec();
  if (!customer) throw new CoreError('NOT_FOUND');
  const now = new Date().toISOString();
  const { error } = await database.comments.bulkInsert([
    {
      ...comment,
      corrections: [],
      rev: '',
      mutationId: uuidv7(),
      scope: commentScope(customer.scope, comment.visibility, me),
      updatedAt: now,
      updatedBy: me.sub,
      pendingSince: now,
      writtenAt: now,
      authorId: me.sub,
      authorName: me.name,
    },
  ]);
  const failed = error.find((one) => one.status !== 409);
  if (failed) throw new CoreError('INTERNAL');
}

/** Throws INVALID, NOT_FOUND and FORBIDDEN: not mine, or the day is over. */
async function correct(
  database: DeskDatabase,
  me: Me,
  { id, text }: { id: string; text: string },
): Promise<void> {
  const issues = freeTextIssues({ text });
  if (issues.length > 0) throw new CoreError('INVALID', issues);
  const now = new Date();
  await change(database, me, id, (stored) => {
    const comment = { ...stored, corrections: stored.corrections ?? [] };
    if (comment.authorId !== me.sub || !mayCorrectComment(comment, now)) throw new CoreError('FORBIDDEN');
    const right = correctedComment(comment, text, now.toISOString());
    return right === comment ? stored : right;
  });
}

/** Throws NOT_FOUND and what `make` throws; where it gives the comment as it was, nothing is written. */
async function change(
  database: DeskDatabase,
  me: Me,
  id: string,
  make: (comment: CommentDoc) => CommentDoc,
): Promise<void> {
  const comment = await database.comments.findOne(id).exec();
  if (!comment) throw new CoreError('NOT_FOUND');
  const now = new Date().toISOString();
  await comment.incrementalModify((current) => {
    const made = make(current);
    if (made === current) return current;
    const pendingSince = current.pendingSince || now;
    return { ...current, ...made, mutationId: uuidv7(), pendingSince, updatedAt: now, updatedBy: me.sub };
  });
}
