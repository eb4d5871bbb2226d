/** Half-edited customers, by customer id. They outlive the form on the screen; Dexie keeps a copy. */
import { create } from 'zustand';
import type { CustomerEditable } from '#shared/customer/schema.ts';

export type Edit = {
  /** What the form showed when it was opened, brought up to date in fields the user did not touch. */
  base: CustomerEditable;
  mine: CustomerEditable;
  startedAt: string;
  /** False for an edit found after a reload, until the user takes it up again. */
  open: boolean;
};

type EditsStore = {
  edits: Readonly<Record<string, Edit>>;
  put: (id: string, edit: Edit) => void;
  drop: (id: string) => void;
  restore: (edits: Record<string, Edit>) => void;
};

export const useEdits = create<EditsStore>((set) => ({
  edits: {},
  put: (id, edit) => set(({ edits }) => ({ edits: { ...edits, [id]: edit } })),
  drop: (id) => set(({ edits: { [id]: _dropped, ...edits } }) => ({ edits })),
  restore: (edits) => set({ edits }),
}));
