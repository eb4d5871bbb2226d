/**
 * What a module may do inside the store worker, in the same transaction as the documents.
 *
 * Invariant: a hook that throws rolls the write back, so that what it keeps can never disagree with the
 * documents.
 */
import type { Connection } from './connect.ts';

export type HookDocument = Record<string, unknown>;

/** A written row. Both documents are read and parsed only when they are asked for. */
export type HookRow = {
  /** What is replaced; null for a new document. */
  previous: () => HookDocument | null;
  current: () => HookDocument;
};

export type HookWrite = { collection: string; primaryPath: string; rows: HookRow[] };

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
  /** With the rows of one transaction, before documents are replaced. */
  onWrite?: (db: Connection, write: HookWrite) => void;
  /** With the transaction that purges documents. */
  onPurge?: (db: Connection, collection: string, ids: readonly string[]) => void;
  /** After all of a purge, to rewrite what still holds parts of the documents. */
  onErase?: (db: Connection, collection: string) => void;
  /** After the last version of a collection was removed. */
  onRemove?: (db: Connection, collection: string) => void;
  /** What the product asks of its own hooks, in a transaction; what is asked and answered is the product's. */
  onAsk?: (db: Connection, request: unknown) => number;
};
