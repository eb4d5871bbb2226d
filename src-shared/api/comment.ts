/** Comments on a customer. They are shown in the timeline (`contact.ts`). */
import { z } from 'zod';
import { Comment, CommentText } from '../comment/schema.ts';
import { Id, Instant } from '../sync/envelope.ts';
import { procedure } from './errors.ts';

export const CommentView = z.object({
  id: Id,
  text: z.string(),
  writtenAt: Instant,
  authorName: z.string(),
  mine: z.boolean(),
  waiting: z.boolean(),
  kind: Comment.shape.kind,
  reasonCode: z.string(),
  visibility: Comment.shape.visibility,
  pinned: z.boolean(),
  followUp: z.boolean(),
  corrections: Comment.shape.corrections.unwrap(),
});
export type CommentView = z.infer<typeof CommentView>;

/** A plain note for all unless said otherwise. */
export const AddComment = z.object({
  id: Id,
  customerId: Id,
  text: CommentText,
  kind: Comment.shape.kind,
  reasonCode: Comment.shape.reasonCode,
  visibility: Comment.shape.visibility,
  pinned: Comment.shape.pinned,
  followUp: Comment.shape.followUp,
});
export type AddComment = z.input<typeof AddComment>;

export const commentContract = {
  /**
   * Saves locally and at once. The caller makes the id, so that a repeated call adds one comment. INVALID names
   * `text` when it holds a card number.
   */
  add: procedure.input(AddComment).output(z.void()),
  /** Pins it above the timeline for everybody, or unpins it. */
  pin: procedure.input(z.object({ id: Id, pinned: z.boolean() })).output(z.void()),
  /** Marks that somebody must come back to it, or that it is done. */
  followUp: procedure.input(z.object({ id: Id, followUp: z.boolean() })).output(z.void()),
  /** Puts mine right within a day of writing it; what it said before is kept. FORBIDDEN later, and for others. */
  correct: procedure.input(z.object({ id: Id, text: CommentText })).output(z.void()),
};
