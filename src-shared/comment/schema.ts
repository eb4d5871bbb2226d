/**
 * A comment on a customer. Once written it is pinned, marked for follow-up, and put right by its author for a day
 * (`correction.ts`); nothing else of it changes until it is erased with its customer.
 */
import { z } from 'zod';
import { Envelope, Id, Instant } from '../sync/envelope.ts';

/** The longest that is written; what is longer makes two. */
export const COMMENT_LIMIT = 8000;
/** The longest that is kept: desks of before wrote longer ones, and may have some that wait. */
const KEPT_LIMIT = 10_000;
export const COMMENT_CORRECTIONS = 20;

export const CommentText = z
  .string()
  .transform((text) => text.trim())
  .pipe(z.string().min(1).max(COMMENT_LIMIT));

/** A text that was written on some desk. */
export const KeptText = z
  .string()
  .transform((text) => text.trim())
  .pipe(z.string().min(1).max(KEPT_LIMIT));

export const COMMENT_KINDS = ['note', 'complaint', 'action'] as const;
/** Who sees it of those who may hold the customer: all, the author's team, or privacy officers and the author. */
export const COMMENT_VISIBILITIES = ['all', 'team', 'restricted'] as const;

export const Comment = Envelope.extend({
  customerId: Id,
  text: z.string().min(1).max(KEPT_LIMIT),
  /** What it said before each correction, oldest first, and when that was made. */
  corrections: z
    .array(z.object({ at: Instant, text: z.string().min(1).max(KEPT_LIMIT) }))
    .max(COMMENT_CORRECTIONS)
    .default([]),
  /** When it was written, by the clock of the desk: information, never an order between desks. */
  writtenAt: Instant,
  /** Subject and display name of the author; the server sets both from the token. */
  authorId: z.string().max(80),
  authorName: z.string().max(120),
  kind: z.enum(COMMENT_KINDS).default('note'),
  /** Code of the configuration, or ''. */
  reasonCode: z.string().max(40).default(''),
  visibility: z.enum(COMMENT_VISIBILITIES).default('all'),
  pinned: z.boolean().default(false),
  /** Somebody must come back to it. */
  followUp: z.boolean().default(false),
});
export type Comment = z.infer<typeof Comment>;
