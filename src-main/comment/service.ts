/** Comments on a customer: added at once, pinned and unpinned, otherwise never changed. */
import { v7 as uuidv7 } from 'uuid';
import type { AddComment, CommentView } from '#shared/api/comment.ts';
import { commentScope } from '#shared/comment/visibility.ts';
import { freeTextIssues } from '#shared/contact/contact-state.ts';
import type { Me } from '#shared/permission/me.ts';
import { CoreError } from '../errors.ts';
import type { DeskDatabase } from '../store/database.ts';
import type { CommentDoc } from '../store/schemas.ts';

export type CommentService = {
  add(comment: AddComment): Promise<void>;
  pin(pin: { id: string; pinned: boolean }): Promise<void>;
};

const PLAIN = { kind: 'note', reasonCode: '', visibility: 'all', pinned: false } as const;

export function createCommentService(database: DeskDatabase, me: () => Me): CommentService {
  return {
    add: (comment) => add(database, me(), comment),
    pin: ({ id, pinned }) => pin(database, me(), id, pinned),
  };
}

export function commentView(comment: CommentDoc, me: Me): CommentView {
  const { id, text, writtenAt, authorName, kind, reasonCode, visibility, pinned } = comment;
  const mine = comment.authorId === me.sub;
  const waiting = comment.pendingSince !== '';
  return { id, text, writtenAt, authorName, mine, waiting, kind, reasonCode, visibility, pinned };
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

/** Throws NOT_FOUND. */
async function pin(database: DeskDatabase, me: Me, id: string, pinned: boolean): Promise<void> {
  const comment = await database.comments.findOne(id).exec();
  if (!comment) throw new CoreError('NOT_FOUND');
  const now = new Date().toISOString();
  await comment.incrementalModify((current) =>
    current.pinned === pinned
      ? current
      : {
          ...current,
          pinned,
          mutationId: uuidv7(),
          pendingSince: current.pendingSince || now,
          updatedAt: now,
          updatedBy: me.sub,
        },
  );
}
