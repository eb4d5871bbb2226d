/** The wish to close a tab: at once where nothing is unsaved in it, else after asking. */
import { create } from 'zustand';
import { closeCustomer } from './opening.ts';
import { hasUnsaved } from './unsaved.ts';

type ClosingStore = {
  /** The tab that is asked about, or null. */
  asked: string | null;
  ask: (id: string | null) => void;
  answer: (isToClose: boolean) => void;
};

export const useClosing = create<ClosingStore>((set, get) => ({
  asked: null,
  ask: (id) => {
    if (id === null) return;
    if (hasUnsaved(id)) set({ asked: id });
    else closeCustomer(id);
  },
  answer: (isToClose) => {
    const { asked } = get();
    set({ asked: null });
    if (isToClose && asked) closeCustomer(asked);
  },
}));
