/**
 * The customers open in this window.
 *
 * Invariants
 * - A customer is open at most once; `active` is one of those that are not set aside.
 * - Past `MOST_TABS` the oldest in which nothing is unsaved is set aside: it stays open and is one press away.
 */
import { create } from 'zustand';

export const MOST_TABS = 20;

export type Tab = { id: string; title: string; aside?: true };
export type Tabs = { tabs: readonly Tab[]; active: string | null };

export const NO_TABS: Tabs = { tabs: [], active: null };

/** Opens a customer, or focuses them where they are open already. */
export function openTab(state: Tabs, tab: Tab): Tabs {
  return activateTab(openTabBehind(state, tab), tab.id);
}

/** Brings a tab to the front, also one that was set aside. */
export function activateTab(state: Tabs, id: string): Tabs {
  return { tabs: state.tabs.map((tab) => (tab.id === id ? inUse(tab) : tab)), active: id };
}

/** The tabs that are not set aside. */
export function tabsInUse({ tabs }: Pick<Tabs, 'tabs'>): Tab[] {
  return tabs.filter(({ aside }) => !aside);
}

/** With the oldest clean ones set aside, as many as are too many. @param isClean nothing of it is unsaved. */
export function withinLimit(state: Tabs, isClean: (id: string) => boolean): Tabs {
  const tooMany = tabsInUse(state).length - MOST_TABS;
  if (tooMany <= 0) return state;
  const oldest = tabsInUse(state).filter(({ id }) => id !== state.active && isClean(id));
  const ids = new Set(oldest.slice(0, tooMany).map(({ id }) => id));
  return { ...state, tabs: state.tabs.map((tab) => (ids.has(tab.id) ? { ...tab, aside: true } : tab)) };
}

function inUse({ id, title }: Tab): Tab {
  return { id, title };
}

/** Opens a customer without leaving the one in front; the first one opened is in front anyway. */
export function openTabBehind(state: Tabs, tab: Tab): Tabs {
  if (state.tabs.some(({ id }) => id === tab.id)) return state;
  return { tabs: [...state.tabs, tab], active: state.active ?? tab.id };
}

/** Closes a tab; its right neighbour, else its left one, else the last that was set aside, comes to the front. */
export function closeTab(state: Tabs, id: string): Tabs {
  const at = state.tabs.findIndex((tab) => tab.id === id);
  if (at < 0) return state;
  const tabs = state.tabs.toSpliced(at, 1);
  if (state.active !== id) return { tabs, active: state.active };
  const next =
    tabs.slice(at).find(({ aside }) => !aside) ?? tabs.slice(0, at).findLast(({ aside }) => !aside);
  const front = next ?? tabs.at(-1);
  return front ? activateTab({ tabs, active: null }, front.id) : NO_TABS;
}

/** The tab `step` places from the active one, around the end. */
export function neighbour(state: Tabs, step: number): string | null {
  const tabs = tabsInUse(state);
  const at = tabs.findIndex((tab) => tab.id === state.active);
  const count = tabs.length;
  return count === 0 ? null : (tabs[(at + step + count) % count]?.id ?? null);
}

function retitled(state: Tabs, id: string, title: string): Tabs {
  if (state.tabs.every((tab) => tab.id !== id || tab.title === title)) return state;
  return { ...state, tabs: state.tabs.map((tab) => (tab.id === id ? { ...tab, title } : tab)) };
}

type TabsStore = Tabs & {
  open: (tab: Tab) => void;
  openBehind: (tab: Tab) => void;
  close: (id: string) => void;
  activate: (id: string) => void;
  retitle: (id: string, title: string) => void;
  keepWithin: (isClean: (id: string) => boolean) => void;
  restore: (tabs: Tabs) => void;
};

export const useTabs = create<TabsStore>((set) => ({
  ...NO_TABS,
  open: (tab) => set((state) => openTab(state, tab)),
  openBehind: (tab) => set((state) => openTabBehind(state, tab)),
  close: (id) => set((state) => closeTab(state, id)),
  activate: (id) => set((state) => activateTab(state, id)),
  keepWithin: (isClean) => set((state) => withinLimit(state, isClean)),
  retitle: (id, title) => set((state) => retitled(state, id, title)),
  restore: (tabs) => set(tabs),
}));
