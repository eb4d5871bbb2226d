/** Moves the focus to the places shortcuts lead to. */
import { COMMENT_BOX_ID } from '#renderer/features/comment/comment-box.tsx';
import { CONTACT_START_ID } from '#renderer/features/contact/interaction-bar.tsx';
import { CONTACT_NOTES_LABEL } from '#renderer/features/contact/open-contact-panel.tsx';
import { EDIT_FORM_ID } from '#renderer/features/customer/edit/form-frame.tsx';
import { FIND_BOX_ID } from '#renderer/features/find/find-box.tsx';

/** Focuses the find box with its text selected, ready to be typed over. */
export function focusFindBox(): void {
  const box = document.getElementById(FIND_BOX_ID);
  if (!(box instanceof HTMLInputElement)) return;
  box.focus();
  box.select();
}

/** Focuses what begins a contact with the customer in front, or the notes of the one that goes on. */
export function focusContact(): void {
  const notes = document.querySelector<HTMLElement>(`[aria-label="${CONTACT_NOTES_LABEL}"]`);
  (notes ?? document.getElementById(CONTACT_START_ID))?.focus();
}

/** The part of the customer's page that lists their ticklers. */
export const TICKLERS_ID = 'customer-ticklers';

/** Brings the ticklers of the customer in front into view. */
export function focusTicklers(): void {
  document.getElementById(TICKLERS_ID)?.focus();
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
