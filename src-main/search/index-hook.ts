/**
 * The product's hook in the store worker: the search index is written with the customers.
 *
 * Invariant: outside a rebuild the index holds exactly the customers that are not deleted.
 */
import type { Connection } from '../storage-sqlite/connect.ts';
import type { HookSource, HookTask, HookWrite, StoreHooks } from '../storage-sqlite/hooks.ts';
import { type IndexWriter, indexWriter } from './index-writer.ts';
import { rebuildTask } from './rebuild.ts';
import { emptyTables, prepareTables } from './tables.ts';

export const INDEXED_COLLECTION = 'customers';

const writers = new WeakMap<Connection, IndexWriter>();

export const hooks: StoreHooks = {
  onOpen: (db: Connection, source: HookSource): HookTask | null => {
    prepareTables(db);
    return rebuildTask(db, source, INDEXED_COLLECTION, writerOf(db));
  },
  onWrite: (db: Connection, { collection, rows }: HookWrite): void => {
    if (collection === INDEXED_COLLECTION) writerOf(db).put(rows.map(({ current }) => current()));
  },
  onPurge: (db: Connection, collection: string, ids: readonly string[]): void => {
    if (collection === INDEXED_COLLECTION) writerOf(db).drop(ids);
  },
  /** Deleted words stay in the segments of a contentless index until they are merged. */
  onErase: (db: Connection, collection: string): void => {
    if (collection !== INDEXED_COLLECTION) return;
    db.exec("INSERT INTO search_words (search_words) VALUES ('optimize')");
  },
  onRemove: (db: Connection, collection: string): void => {
    if (collection === INDEXED_COLLECTION) emptyTables(db);
  },
};

function writerOf(db: Connection): IndexWriter {
  const writer = writers.get(db) ?? indexWriter(db);
  writers.set(db, writer);
  return writer;
}
