/** The requests on this desk, as the core last said; null before it said anything. And which dialog is open. */
import { create } from 'zustand';
import type { RequestView } from '#shared/api/request.ts';

type RequestsStore = {
  requests: readonly RequestView[] | null;
  setRequests: (requests: readonly RequestView[] | null) => void;
};

export const useRequests = create<RequestsStore>((set) => ({
  requests: null,
  setRequests: (requests) => set({ requests }),
}));

export type RequestWish = {
  customerId: string;
  number: string;
  kind:
    | 'forget'
    | 'restrict'
    | 'reinstate'
    | 'dataExport'
    | 'resetPassword'
    | 'enableAccount'
    | 'partnerPassword'
    | 'confirmEmail';
  /** Which address is to be confirmed. */
  emailId?: string;
};

/** Of whom the dialog of the hold is open. */
export type HoldWish = { customerId: string; number: string };

type HoldDialogStore = { wish: HoldWish | null; open: (wish: HoldWish) => void; close: () => void };

export const useHoldDialog = create<HoldDialogStore>((set) => ({
  wish: null,
  open: (wish) => set({ wish }),
  close: () => set({ wish: null }),
}));

type RequestDialogStore = { wish: RequestWish | null; open: (wish: RequestWish) => void; close: () => void };

export const useRequestDialog = create<RequestDialogStore>((set) => ({
  wish: null,
  open: (wish) => set({ wish }),
  close: () => set({ wish: null }),
}));
