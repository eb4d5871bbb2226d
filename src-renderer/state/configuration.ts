/** What administrators defined, as the core last said; nothing before it said anything. */
import { useMemo } from 'react';
import { create } from 'zustand';
import type { ConfigurationItem } from '#shared/api/configuration.ts';
import { type ControlValues, controlsOf } from '#shared/configuration/controls.ts';
import { entriesShown } from '#shared/configuration/model.ts';
import type { ConfigurationEntry } from '#shared/configuration/schema.ts';
import type { CustomerEditable } from '#shared/customer/schema.ts';

type ConfigurationStore = {
  items: readonly ConfigurationItem[];
  /** False until the core has said something. */
  known: boolean;
  setItems: (items: readonly ConfigurationItem[] | null) => void;
};

const NOTHING: readonly ConfigurationItem[] = [];

export const useConfiguration = create<ConfigurationStore>((set) => ({
  items: NOTHING,
  known: false,
  setItems: (items) => set({ items: items ?? NOTHING, known: items !== null }),
}));

type Kind = ConfigurationEntry['kind'];
type EntryOf<K extends Kind> = Extract<ConfigurationEntry, { kind: K }>;
export type ItemOf<K extends Kind> = ConfigurationItem & { entry: EntryOf<K> };

/** All items of one kind, with their ids and revisions. */
export function useItems<K extends Kind>(kind: K): ItemOf<K>[] {
  const items = useConfiguration((store) => store.items);
  return useMemo(() => items.filter((item): item is ItemOf<K> => item.entry.kind === kind), [items, kind]);
}

/** All entries of one kind. */
export function useEntries<K extends Kind>(kind: K): EntryOf<K>[] {
  const items = useItems(kind);
  return useMemo(() => items.map(({ entry }) => entry), [items]);
}

/** All entries of every kind. */
export function useEveryEntry(): ConfigurationEntry[] {
  const items = useConfiguration((store) => store.items);
  return useMemo(() => items.map(({ entry }) => entry), [items]);
}

/** The entries of one kind as a customer of the model sees them. */
export function useEntriesFor<K extends Kind>(model: CustomerEditable['model'], kind: K): EntryOf<K>[] {
  const entries = useEveryEntry();
  return useMemo(
    () => entriesShown(model, entries).filter((entry): entry is EntryOf<K> => entry.kind === kind),
    [model, entries, kind],
  );
}

/** The system controls as they stand. */
export function useControls(): ControlValues {
  const entries = useEntries('control');
  return useMemo(() => controlsOf(entries), [entries]);
}
