/** My contacts that are not wrapped up, of all customers, as the core last said. */
import { create } from 'zustand';
import type { OpenContact } from '#shared/api/contact.ts';

type OpenContactsStore = {
  contacts: readonly OpenContact[];
  setContacts: (contacts: readonly OpenContact[]) => void;
};

export const useOpenContacts = create<OpenContactsStore>((set) => ({
  contacts: [],
  setContacts: (contacts) => set({ contacts }),
}));
