/** The keys that work everywhere. Single letters only work where nothing is being typed. */
import { useEffect } from 'react';
import { create } from 'zustand';
import { usePalette } from '#renderer/features/find/palette.tsx';
import { useProfileDrawer } from '#renderer/features/profile/drawer-state.ts';
import { neighbour, useTabs } from '#renderer/state/tabs.ts';
import { showsCustomer, useView } from '#renderer/state/view.ts';
import { startCreate } from './creating-customer.ts';
import { startEdit } from './editing-customer.ts';
import { focusCommentBox, focusContact, focusFindBox, focusTicklers, saveEditForm } from './focus.ts';
import { useClosing } from './use-closing.ts';

/** Whether the sheet of shortcuts is open. */
export const useShortcutSheet = create<{ opened: boolean }>(() => ({ opened: false }));

const WITH_CONTROL: Record<string, () => void> = {
  f: focusFindBox,
  k: () => usePalette.setState({ opened: true }),
  w: () => useClosing.getState().ask(useTabs.getState().active),
  s: saveEditForm,
  pagedown: () => step(1),
  pageup: () => step(-1),
};

const WITH_ALT: Record<string, () => void> = {
  p: openProfile,
  n: focusContact,
  t: focusTicklers,
};

const ALONE: Record<string, () => void> = {
  '/': focusFindBox,
  '?': () => useShortcutSheet.setState({ opened: true }),
  e: () => startEdit(useTabs.getState().active),
  c: focusCommentBox,
};

/** Opens the profile drawer of the customer in front; it shows nothing where no category is defined. */
function openProfile(): void {
  const { active } = useTabs.getState();
  if (active !== null && showsCustomer(useView.getState().view)) useProfileDrawer.getState().open(active);
}

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
      if (event.defaultPrevented || isInDialog(event.target)) return;
      const key = event.key.toLowerCase();
      // Both together may be AltGr, which types a character: a letter of its own, or the plain one and says so.
      if (event.altKey && event.ctrlKey) {
        if (key !== 'n' || event.getModifierState('AltGraph')) return;
        event.preventDefault();
        return startCreate();
      }
      const hasControl = event.ctrlKey || event.metaKey;
      if (!hasControl && !event.altKey && isTyping(event.target)) return;
      const run = event.altKey ? WITH_ALT[key] : hasControl ? WITH_CONTROL[key] : ALONE[key];
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

/** A pop-over that fades away, with the focus no longer in it, swallows no key; a modal one does as long as it is shown. */
function isInDialog(target: EventTarget | null): boolean {
  return (
    document.querySelector('[role="dialog"][aria-modal="true"]') !== null ||
    (target instanceof HTMLElement && target.closest('[role="dialog"]') !== null)
  );
}
