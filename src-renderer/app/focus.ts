/** Moves the focus to the places shortcuts lead to. */
import { COMMENT_BOX_ID } from '#renderer/features/comment/comment-box.tsx';
import { EDIT_FORM_ID } from '#renderer/features/customer/edit/edit-form.tsx';
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

/** The element that holds the page of the customer in front. */
export const CUSTOMER_PANEL_ID = 'customer-panel';

/** Moves the focus to the customer in front, once they are drawn, so that single keys work at once. */
export function focusCustomerSoon(): void {
  requestAnimationFrame(() => document.getElementById(CUSTOMER_PANEL_ID)?.focus());
}

/** Saves the edit form on the screen, where there is one. */
export function saveEditForm(): void {
  const form = document.getElementById(EDIT_FORM_ID);
  if (form instanceof HTMLFormElement) form.requestSubmit();
}
