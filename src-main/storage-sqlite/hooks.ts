/**
 * What a module may do inside the store worker, in the same transaction as the documents.
 *
 * Invariant: a hook that throws rolls the write back, so that what it keeps can never disagree with the
 * documents.
 */
import type { Connection } from './connect.ts';

export type HookDocument = Record<string, unknown>;

export type HookRow = {
  id: string;
  /** What is about to be replaced; null for a new document. Read only when it is asked for. */
  previous: () => HookDocument | null;
  /** The new document; null when it is physically removed. */
  current: HookDocument | null;
};

/** Reads documents of a collection, newest schema version, without those that are deleted. */
export type HookSource = {
  count: (collection: string) => number;
  /** Up to `limit` documents after a place, oldest first; an empty list at the end. */
  after: (collection: string, place: number, limit: number) => { place: number; document: HookDocument }[];
};

/** Work that is done in small steps between writes, each in its own transaction. */
export type HookTask = {
  /** One step; true while there is more to do. */
  step: () => boolean;
  progress: () => { done: number; total: number };
};

export type StoreHooks = {
  /** After the store was opened, in a transaction. May hand back work for the background. */
  onOpen?: (db: Connection, source: HookSource) => HookTask | null;
  /** Before the rows of one transaction are written. */
  onWrite?: (db: Connection, write: { collection: string; rows: HookRow[] }) => void;
  /** After rows were purged, to leave no residue of them. */
  onPurge?: (db: Connection, collection: string) => void;
  /** After the last version of a collection was removed. */
  onRemove?: (db: Connection, collection: string) => void;
};
