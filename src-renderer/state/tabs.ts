/** The customers open in this window. Invariant: a customer is open at most once; `active` is one of them. */
import { create } from 'zustand';

export type Tab = { id: string; title: string };
export type Tabs = { tabs: readonly Tab[]; active: string | null };

export const NO_TABS: Tabs = { tabs: [], active: null };

/** Opens a customer, or focuses them where they are open already. */
export function openTab(state: Tabs, tab: Tab): Tabs {
  return { ...openTabBehind(state, tab), active: tab.id };
}

/** Opens a customer without leaving the one in front; the first one opened is in front anyway. */
export function openTabBehind(state: Tabs, tab: Tab): Tabs {
  if (state.tabs.some(({ id }) => id === tab.id)) return state;
  return { tabs: [...state.tabs, tab], active: state.active ?? tab.id };
}

/** Closes a tab; its right neighbour, else its left one, comes to the front. */
export function closeTab(state: Tabs, id: string): Tabs {
  const at = state.tabs.findIndex((tab) => tab.id === id);
  if (at < 0) return state;
  const tabs = state.tabs.toSpliced(at, 1);
  if (state.active !== id) return { tabs, active: state.active };
  return { tabs, active: (tabs[at] ?? tabs[at - 1])?.id ?? null };
}

/** The tab `step` places from the active one, around the end. */
export function neighbour(state: Tabs, step: number): string | null {
  const at = state.tabs.findIndex((tab) => tab.id === state.active);
  const count = state.tabs.length;
  return count === 0 ? null : (state.tabs[(at + step + count) % count]?.id ?? null);
}

function retitled(state: Tabs, id: string, title: string): Tabs {
  if (state.tabs.every((tab) => tab.id !== id || tab.title === title)) return state;
  return { ...state, tabs: state.tabs.map((tab) => (tab.id === id ? { id, title } : tab)) };
}

type TabsStore = Tabs & {
  open: (tab: Tab) => void;
  openBehind: (tab: Tab) => void;
  close: (id: string) => void;
  activate: (id: string) => void;
  retitle: (id: string, title: string) => void;
  restore: (tabs: Tabs) => void;
};

export const useTabs = create<TabsStore>((set) => ({
  ...NO_TABS,
  open: (tab) => set((state) => openTab(state, tab)),
  openBehind: (tab) => set((state) => openTabBehind(state, tab)),
  close: (id) => set((state) => closeTab(state, id)),
  activate: (id) => set({ active: id }),
  retitle: (id, title) => set((state) => retitled(state, id, title)),
  restore: (tabs) => set(tabs),
}));
