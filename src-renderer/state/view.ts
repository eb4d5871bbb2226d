/** Which part of the window the user is in. Wide windows show the result list beside the customer. */
import { create } from 'zustand';

export type View = 'find' | 'customer' | 'ticklers' | 'workWith' | 'sync';

type ViewStore = { view: View; show: (view: View) => void };

export const useView = create<ViewStore>((set) => ({ view: 'find', show: (view) => set({ view }) }));
