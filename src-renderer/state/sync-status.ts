/** The state of sync, as the core last said; null before it said anything. */
import { create } from 'zustand';
import type { SyncStatus } from '#shared/api/sync.ts';

type SyncStore = { status: SyncStatus | null; setStatus: (status: SyncStatus | null) => void };

export const useSyncStatus = create<SyncStore>((set) => ({
  status: null,
  setStatus: (status) => set({ status }),
}));
