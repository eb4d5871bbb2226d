/** Opens the drawer by itself where the rule says so, at the first moment in which nobody is busy. */
import { useEffect } from 'react';
import { useControls, useEntriesFor } from '#renderer/state/configuration.ts';
import type { CustomerView } from '#shared/api/customer.ts';
import { opensByItself } from '#shared/profile/opening.ts';
import { useProfileDrawer } from './drawer-state.ts';

const LOOK_EVERY_MS = 250;
/** Nobody types on after a pause of this length. */
const QUIET_MS = 1000;

/** @param busy true while the customer is being edited: a prompt then waits. */
export function usePrompt({ customer, editable }: CustomerView, busy: boolean): void {
  const categories = useEntriesFor(customer.model, 'category');
  const { K87, E60 } = useControls();
  const wasPrompted = useProfileDrawer(({ prompted }) => prompted.has(customer.id));
  const { responses, identifiers } = customer;
  const facts = { categories, responses, identifiers, k87: K87, e60: E60, mayAnswer: editable };
  const isDue = !wasPrompted && !busy && opensByItself(facts);
  useEffect(() => {
    if (!isDue) return;
    let lastInput = performance.now();
    const note = () => {
      lastInput = performance.now();
    };
    const look = () => {
      if (performance.now() - lastInput < QUIET_MS || isOccupied()) return;
      useProfileDrawer.getState().prompt(customer.id);
    };
    const timer = setInterval(look, LOOK_EVERY_MS);
    window.addEventListener('keydown', note, true);
    window.addEventListener('pointerdown', note, true);
    return () => {
      clearInterval(timer);
      window.removeEventListener('keydown', note, true);
      window.removeEventListener('pointerdown', note, true);
    };
  }, [isDue, customer.id]);
}

/** Something is open that a drawer would cover, or the focus is where somebody writes. The find box is not such a place. */
function isOccupied(): boolean {
  if (document.querySelector('[role="dialog"], [role="menu"]')) return true;
  const focused = document.activeElement;
  return focused?.matches('textarea, input:not([type="search"]), [contenteditable="true"]') ?? false;
}
