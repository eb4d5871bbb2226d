/** Whose drawer of alternate numbers is open, or null. */
import { create } from 'zustand';

export const useAlternatesDrawer = create<{ openFor: string | null }>(() => ({ openFor: null }));
