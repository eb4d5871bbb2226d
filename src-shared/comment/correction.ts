/**
 * Corrections of a comment (FEATURES G1): its author may put it right for a day. Pure.
 *
 * Invariant: what it said before stays in it, so that nothing that was written is ever gone.
 */
import { same } from '../sync/three-way.ts';
import { COMMENT_CORRECTIONS, type Comment } from './schema.ts';

const CORRECTABLE_MS = 86_400_000;

type Written = Pick<Comment, 'writtenAt' | 'corrections'>;
type Corrected = Written & Pick<Comment, 'text'>;

/** True while its author may correct it. */
export function mayCorrectComment({ writtenAt, corrections }: Written, at: Date): boolean {
  const isRoom = corrections.length < COMMENT_CORRECTIONS;
  return isRoom && at.getTime() - Date.parse(writtenAt) < CORRECTABLE_MS;
}

/** The comment as it is put right; itself where nothing changes. */
export function correctedComment<T extends Corrected>(comment: T, text: string, at: string): T {
  if (comment.text === text) return comment;
  return { ...comment, text, corrections: [...comment.corrections, { at, text: comment.text }] };
}

/** True where `after` is `before` put right, once or several times: within the day, and with what it said kept. */
export function isCommentCorrection(before: Corrected, after: Corrected): boolean {
  const known = before.corrections.length;
  const [first, ...more] = after.corrections.slice(known);
  return (
    first !== undefined &&
    same(after.corrections.slice(0, known), before.corrections) &&
    first.text === before.text &&
    [first, ...more].every(({ at }) => mayCorrectComment({ ...before, corrections: [] }, new Date(at)))
  );
}
