/** Opens and closes customers: tabs, recents and the view go together. */
import { useCommentDrafts } from '#renderer/state/comment-drafts.ts';
import { useEdits } from '#renderer/state/edits.ts';
import { useRecents } from '#renderer/state/recents.ts';
import { type Tab, useTabs } from '#renderer/state/tabs.ts';
import { useView } from '#renderer/state/view.ts';

/** Brings a customer to the front. */
export function openCustomer(tab: Tab): void {
  useTabs.getState().open(tab);
  useRecents.getState().add(tab.id);
  useView.getState().show('customer');
}

/** Opens a customer in a tab behind; on the first one nothing is in front yet. */
export function openCustomerBehind(tab: Tab): void {
  useTabs.getState().openBehind(tab);
  useRecents.getState().add(tab.id);
}

/** Closes a tab with all that was typed in it. */
export function closeCustomer(id: string): void {
  useEdits.getState().drop(id);
  useCommentDrafts.getState().drop(id);
  useTabs.getState().close(id);
  if (useTabs.getState().active === null) useView.getState().show('find');
}
