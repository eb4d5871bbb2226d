/**
 * Half-edited customers, by customer id. They outlive the form on the screen; Dexie keeps a copy.
 *
 * Invariant: an edit that was saved or thrown away never comes back by a change that was on its way.
 */
import { create } from 'zustand';
import type { FieldIssue } from '#shared/api/errors.ts';
import type { CustomerEditable } from '#shared/customer/schema.ts';

export type Edit = {
  /** What the form showed when it was opened, brought up to date in fields the user did not touch. */
  base: CustomerEditable;
  mine: CustomerEditable;
  startedAt: string;
  /** False for an edit found after a reload, until the user takes it up again. */
  open: boolean;
  /** True for a customer who is being registered: there is none of that id yet. */
  isNew?: boolean;
  /** Where a new customer belongs, where the user chose it. */
  region?: string;
  /** Why, as far as the user has said. */
  why?: string;
  /** Fields of `base` that the server did not take when this was sent before. */
  refused?: readonly FieldIssue[];
};

type EditsStore = {
  edits: Readonly<Record<string, Edit>>;
  put: (id: string, edit: Edit) => void;
  /** Changes the edit as it is now; does nothing when there is none any more. */
  update: (id: string, change: (edit: Edit) => Edit) => void;
  drop: (id: string) => void;
  restore: (edits: Record<string, Edit>) => void;
};

export const useEdits = create<EditsStore>((set) => ({
  edits: {},
  put: (id, edit) => set(({ edits }) => ({ edits: { ...edits, [id]: edit } })),
  update: (id, change) =>
    set(({ edits }) => {
      const edit = edits[id];
      return edit ? { edits: { ...edits, [id]: change(edit) } } : {};
    }),
  drop: (id) => set(({ edits: { [id]: _dropped, ...edits } }) => ({ edits })),
  restore: (edits) => set({ edits }),
}));
