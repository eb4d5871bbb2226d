/** Comments on a customer. */
import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { CommentText } from '../comment/schema.ts';
import { Id, Instant } from '../sync/envelope.ts';
import { procedure } from './errors.ts';

export const CommentView = z.object({
  id: Id,
  text: z.string(),
  writtenAt: Instant,
  authorName: z.string(),
  mine: z.boolean(),
  waiting: z.boolean(),
});
export type CommentView = z.infer<typeof CommentView>;

export const commentContract = {
  /** Emits all comments of the customer, newest first, at once and after every change. */
  watch: procedure.input(z.object({ customerId: Id })).output(eventIterator(z.array(CommentView))),
  /** Saves locally and at once. The caller makes the id, so that a repeated call adds one comment. */
  add: procedure.input(z.object({ id: Id, customerId: Id, text: CommentText })).output(z.void()),
};
