/** Whose profile drawer is open, and for whom it has opened by itself since the sign-in. */
import { create } from 'zustand';

type DrawerStore = {
  /** The customer whose drawer is open, or null. */
  openFor: string | null;
  /** True while it is open because a rule opened it, not a person. */
  byItself: boolean;
  /** It opens by itself once a customer and session, however it was closed. */
  prompted: ReadonlySet<string>;
  open: (customerId: string) => void;
  prompt: (customerId: string) => void;
  close: () => void;
  reset: () => void;
};

const NOBODY = { openFor: null, byItself: false };

export const useProfileDrawer = create<DrawerStore>((set) => ({
  ...NOBODY,
  prompted: new Set<string>(),
  open: (customerId) => set({ openFor: customerId, byItself: false }),
  prompt: (customerId) =>
    set(({ prompted }) => ({
      openFor: customerId,
      byItself: true,
      prompted: new Set([...prompted, customerId]),
    })),
  close: () => set(NOBODY),
  reset: () => set({ ...NOBODY, prompted: new Set() }),
}));
