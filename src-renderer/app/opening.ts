/** Opens and closes customers: tabs, recents and the view go together. */
import { useCommentDrafts } from '#renderer/state/comment-drafts.ts';
import { useEdits } from '#renderer/state/edits.ts';
import { useRecents } from '#renderer/state/recents.ts';
import { type Tab, useTabs } from '#renderer/state/tabs.ts';
import { useView } from '#renderer/state/view.ts';
import { hasUnsaved } from './unsaved.ts';

/** Brings a customer to the front. */
export function openCustomer(tab: Tab): void {
  useTabs.getState().open(tab);
  keepWithin();
  useRecents.getState().add(tab.id);
  useView.getState().show('customer');
}

/** Opens a customer in a tab behind; on the first one nothing is in front yet. */
export function openCustomerBehind(tab: Tab): void {
  useTabs.getState().openBehind(tab);
  keepWithin();
  useRecents.getState().add(tab.id);
}

/** Brings a tab to the front that was set aside. */
export function takeUpAgain(id: string): void {
  useTabs.getState().activate(id);
  keepWithin();
  useView.getState().show('customer');
}

function keepWithin(): void {
  useTabs.getState().keepWithin((id) => !hasUnsaved(id));
}

/** Closes a tab with all that was typed in it. */
export function closeCustomer(id: string): void {
  useEdits.getState().drop(id);
  useCommentDrafts.getState().drop(id);
  useTabs.getState().close(id);
  if (useTabs.getState().active === null) useView.getState().show('find');
}
