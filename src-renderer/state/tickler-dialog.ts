/** The wish to make a tickler, from wherever it comes. */
import { create } from 'zustand';
import type { Tickler } from '#shared/contact/schema.ts';

export type TicklerWish = {
  customerId: string;
  relatedTo: Tickler['relatedTo'];
  reasonCode: string;
  priority: number;
  text: string;
  reopens: Tickler['reopens'];
};

type TicklerDialogStore = {
  wish: TicklerWish | null;
  open: (wish: Pick<TicklerWish, 'customerId'> & Partial<TicklerWish>) => void;
  close: () => void;
};

const USUAL = {
  relatedTo: { type: 'customer', ref: '' },
  reasonCode: '',
  priority: 3,
  text: '',
  reopens: '',
} as const;

export const useTicklerDialog = create<TicklerDialogStore>((set) => ({
  wish: null,
  open: (wish) => set({ wish: { ...USUAL, ...wish } }),
  close: () => set({ wish: null }),
}));
