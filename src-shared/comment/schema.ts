/** A comment on a customer. Append-only: once written it is never changed, only erased with its customer. */
import { z } from 'zod';
import { Envelope, Id, Instant } from '../sync/envelope.ts';

export const COMMENT_LIMIT = 10_000;

export const CommentText = z
  .string()
  .transform((text) => text.trim())
  .pipe(z.string().min(1).max(COMMENT_LIMIT));

export const Comment = Envelope.extend({
  customerId: Id,
  text: z.string().min(1).max(COMMENT_LIMIT),
  /** When it was written, by the clock of the desk: information, never an order between desks. */
  writtenAt: Instant,
  /** Subject and display name of the author; the server sets both from the token. */
  authorId: z.string().max(80),
  authorName: z.string().max(120),
});
export type Comment = z.infer<typeof Comment>;
