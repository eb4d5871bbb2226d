/** How the local store is, as the core last said; null before it said anything. */
import { create } from 'zustand';
import type { StoreStatus } from '#shared/api/store.ts';

type StoreStore = { status: StoreStatus | null; setStatus: (status: StoreStatus | null) => void };

export const useStoreStatus = create<StoreStore>((set) => ({
  status: null,
  setStatus: (status) => set({ status }),
}));
