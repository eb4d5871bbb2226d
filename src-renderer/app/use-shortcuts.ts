/** The keys that work everywhere. Single letters only work where nothing is being typed. */
import { useEffect } from 'react';
import { create } from 'zustand';
import { neighbour, useTabs } from '#renderer/state/tabs.ts';
import { useView } from '#renderer/state/view.ts';
import { startEdit } from './editing-customer.ts';
import { focusCommentBox, focusFindBox, saveEditForm } from './focus.ts';
import { useClosing } from './use-closing.ts';

/** Whether the sheet of shortcuts is open. */
export const useShortcutSheet = create<{ opened: boolean }>(() => ({ opened: false }));

const WITH_CONTROL: Record<string, () => void> = {
  f: focusFindBox,
  w: () => useClosing.getState().ask(useTabs.getState().active),
  s: saveEditForm,
  pagedown: () => step(1),
  pageup: () => step(-1),
};

const ALONE: Record<string, () => void> = {
  '/': focusFindBox,
  '?': () => useShortcutSheet.setState({ opened: true }),
  e: () => startEdit(useTabs.getState().active),
  c: focusCommentBox,
};

function step(by: number): void {
  const id = neighbour(useTabs.getState(), by);
  if (!id) return;
  useTabs.getState().activate(id);
  useView.getState().show('customer');
}

/** Listens while the desk is shown. */
export function useShortcuts(): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey || isInDialog()) return;
      const key = event.key.toLowerCase();
      const hasControl = event.ctrlKey || event.metaKey;
      if (!hasControl && isTyping(event.target)) return;
      const run = hasControl ? WITH_CONTROL[key] : ALONE[key];
      if (!run) return;
      event.preventDefault();
      run();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.closest('input, textarea, select, [role="menu"]') !== null)
  );
}

function isInDialog(): boolean {
  return document.querySelector('[role="dialog"]') !== null;
}
