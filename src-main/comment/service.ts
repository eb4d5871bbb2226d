/** Comments on a customer: shown newest first, added at once, never changed. */
import { map, type Observable } from 'rxjs';
import { v7 as uuidv7 } from 'uuid';
import type { CommentView } from '#shared/api/comment.ts';
import { hasForbiddenCharacters } from '#shared/customer/validate.ts';
import type { Me } from '#shared/permission/me.ts';
import { CoreError } from '../errors.ts';
import type { DeskDatabase } from '../store/database.ts';
import type { CommentDoc } from '../store/schemas.ts';

export type CommentService = {
  watch(customerId: string): Observable<CommentView[]>;
  add(comment: { id: string; customerId: string; text: string }): Promise<void>;
};

export function createCommentService(database: DeskDatabase, me: () => Me): CommentService {
  return {
    watch: (customerId) =>
      database.comments
        .find({ selector: { customerId }, sort: [{ customerId: 'desc' }, { writtenAt: 'desc' }] })
        .$.pipe(map((documents) => documents.map((document) => toView(document, me())))),
    add: (comment) => add(database, me(), comment),
  };
}

function toView(comment: CommentDoc, me: Me): CommentView {
  const { id, text, writtenAt, authorName } = comment;
  return {
    id,
    text,
    writtenAt,
    authorName,
    mine: comment.authorId === me.sub,
    waiting: comment.pendingSince !== '',
  };
}

/** Throws INVALID and NOT_FOUND. The same id again adds nothing. */
async function add(
  database: DeskDatabase,
  me: Me,
  comment: { id: string; customerId: string; text: string },
): Promise<void> {
  if (hasForbiddenCharacters(comment.text))
    throw new CoreError('INVALID', [{ path: 'text', code: 'control' }]);
  const customer = await database.customers.findOne(comment.customerId).exec();
  if (!customer) throw new CoreError('NOT_FOUND');
  const now = new Date().toISOString();
  const { error } = await database.comments.bulkInsert([
    {
      ...comment,
      rev: '',
      mutationId: uuidv7(),
      scope: [...customer.scope],
      updatedAt: now,
      updatedBy: me.sub,
      pendingSince: now,
      writtenAt: now,
      authorId: me.sub,
      authorName: me.name,
      kind: 'note',
      reasonCode: '',
      visibility: 'all',
      pinned: false,
    },
  ]);
  const failed = error.find((one) => one.status !== 409);
  if (failed) throw new CoreError('INTERNAL');
}
