/** The open ticklers that wait for this user, in the order to work them; null before the core said. */
import { create } from 'zustand';
import type { TicklerView } from '#shared/api/tickler.ts';

type MyTicklersStore = {
  ticklers: readonly TicklerView[] | null;
  setTicklers: (ticklers: readonly TicklerView[] | null) => void;
};

export const useMyTicklers = create<MyTicklersStore>((set) => ({
  ticklers: null,
  setTicklers: (ticklers) => set({ ticklers }),
}));
