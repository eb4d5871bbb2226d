/**
 * The product's hook in the store worker: what the search index knows is written with the documents.
 *
 * Invariant: outside a rebuild the index's rows hold exactly the customers that are not deleted, the numbers of their
 * orders, and the time of their last contact.
 */
import type { Connection } from '../storage-sqlite/connect.ts';
import type { HookSource, HookTask, HookWrite, StoreHooks } from '../storage-sqlite/hooks.ts';
import { eraseFromSegments } from './erase.ts';
import {
  INDEXED_COLLECTIONS,
  type IndexedCollection,
  type IndexWriter,
  indexWriter,
} from './index-writer.ts';
import { rebuildTask } from './rebuild.ts';
import { type IndexRequest, keepSegments, tidySegments } from './segment-store.ts';
import { emptyTables, prepareTables } from './tables.ts';

const writers = new WeakMap<Connection, IndexWriter>();

export const hooks: StoreHooks = {
  onOpen: (db: Connection, source: HookSource): HookTask | null => {
    prepareTables(db);
    tidySegments(db);
    return rebuildTask(db, source, writerOf(db));
  },
  onWrite: (db: Connection, { collection, rows }: HookWrite): void => {
    if (!isIndexed(collection)) return;
    writerOf(db).put(
      collection,
      rows.map(({ current }) => current()),
    );
  },
  onPurge: (db: Connection, collection: string, ids: readonly string[]): void => {
    if (isIndexed(collection)) writerOf(db).purge(collection, ids);
  },
  /** Words of the purged stay in segments until these are made anew. */
  onErase: (db: Connection, collection: string): void => {
    if (isIndexed(collection)) eraseFromSegments(db);
  },
  onRemove: (db: Connection, collection: string): void => {
    if (collection === 'customers') emptyTables(db);
  },
  onAsk: (db: Connection, request: unknown): number => keepSegments(db, request as IndexRequest),
};

function isIndexed(collection: string): collection is IndexedCollection {
  return (INDEXED_COLLECTIONS as readonly string[]).includes(collection);
}

function writerOf(db: Connection): IndexWriter {
  const writer = writers.get(db) ?? indexWriter(db);
  writers.set(db, writer);
  return writer;
}
