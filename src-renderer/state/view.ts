/** Which part of the window the user is in. Wide windows show the result list beside the customer. */
import { create } from 'zustand';

export type View = 'find' | 'customer' | 'ticklers' | 'requests' | 'workWith' | 'sync';

type ViewStore = { view: View; show: (view: View) => void };

export const useView = create<ViewStore>((set) => ({ view: 'find', show: (view) => set({ view }) }));

/** True where the customer in front is on the screen, or would be on a wide one. */
export function showsCustomer(view: View): boolean {
  return view === 'find' || view === 'customer';
}
