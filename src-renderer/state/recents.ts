/** The customers opened last, newest first, and those that were pinned, by id. */
import { create } from 'zustand';

const RECENTS_LIMIT = 50;
const PINNED_LIMIT = 20;

type RecentsStore = {
  ids: readonly string[];
  pinned: readonly string[];
  add: (id: string) => void;
  /** Pins a customer to the top of the empty find box, or takes the pin out. */
  togglePin: (id: string) => void;
  forget: (id: string) => void;
  restore: (ids: readonly string[], pinned: readonly string[]) => void;
};

export const useRecents = create<RecentsStore>((set) => ({
  ids: [],
  pinned: [],
  add: (id) => set(({ ids }) => ({ ids: [id, ...without(ids, id)].slice(0, RECENTS_LIMIT) })),
  togglePin: (id) =>
    set(({ pinned }) => ({
      pinned: pinned.includes(id) ? without(pinned, id) : [id, ...pinned].slice(0, PINNED_LIMIT),
    })),
  forget: (id) => set(({ ids, pinned }) => ({ ids: without(ids, id), pinned: without(pinned, id) })),
  restore: (ids, pinned) => set({ ids, pinned }),
}));

function without(ids: readonly string[], id: string): string[] {
  return ids.filter((one) => one !== id);
}
