/**
 * Begins to edit a customer. The newest state of the customer in front is kept here, because the shortcut
 * does not know it.
 */
import { create } from 'zustand';
import { useEdits } from '#renderer/state/edits.ts';
import type { CustomerView } from '#shared/api/customer.ts';
import { editableOf } from '#shared/customer/schema.ts';

/** The customer in front, as the core last said. */
export const useInFront = create<{ view: CustomerView | null }>(() => ({ view: null }));

/** Opens the edit form of the customer in front, or the edit begun before. */
export function startEdit(customerId: string | null): void {
  const { view } = useInFront.getState();
  if (!view?.editable || view.customer.id !== customerId) return;
  const begun = useEdits.getState().edits[customerId];
  const shown = editableOf(view.customer);
  const fresh = { base: shown, mine: shown, startedAt: new Date().toISOString() };
  useEdits.getState().put(customerId, { ...(begun ?? fresh), open: true });
}
