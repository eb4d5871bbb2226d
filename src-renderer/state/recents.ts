/** The customers opened last, newest first, by id. */
import { create } from 'zustand';

const RECENTS_LIMIT = 50;

type RecentsStore = {
  ids: readonly string[];
  add: (id: string) => void;
  forget: (id: string) => void;
  restore: (ids: readonly string[]) => void;
};

export const useRecents = create<RecentsStore>((set) => ({
  ids: [],
  add: (id) => set(({ ids }) => ({ ids: [id, ...ids.filter((one) => one !== id)].slice(0, RECENTS_LIMIT) })),
  forget: (id) => set(({ ids }) => ({ ids: ids.filter((one) => one !== id) })),
  restore: (ids) => set({ ids }),
}));
