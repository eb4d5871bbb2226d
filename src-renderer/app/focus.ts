/** Moves the focus to the places shortcuts lead to. */
import { COMMENT_BOX_ID } from '#renderer/features/comment/comment-box.tsx';
import { FIND_BOX_ID } from '#renderer/features/find/find-box.tsx';

/** Focuses the find box with its text selected, ready to be typed over. */
export function focusFindBox(): void {
  const box = document.getElementById(FIND_BOX_ID);
  if (!(box instanceof HTMLInputElement)) return;
  box.focus();
  box.select();
}

/** Focuses the comment box of the customer in front, where there is one. */
export function focusCommentBox(): void {
  document.getElementById(COMMENT_BOX_ID)?.focus();
}
