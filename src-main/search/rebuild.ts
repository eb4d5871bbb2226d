/**
 * Writing the index's rows from the documents, in steps, while the store is in use.
 *
 * Invariant: how far it came is written with each step, so that it goes on where it stopped. Writes meanwhile
 * index their documents themselves; a document that is met twice is indexed once.
 */
import type { Connection } from '../storage-sqlite/connect.ts';
import type { HookSource, HookTask } from '../storage-sqlite/hooks.ts';
import { INDEXED_COLLECTIONS, type IndexedCollection, type IndexWriter } from './index-writer.ts';
import { readMeta, writeMeta } from './tables.ts';

const STEP = 100;
const COMPLETE = 'complete';

/** The work that is left, or null when the index is complete. */
export function rebuildTask(db: Connection, source: HookSource, writer: IndexWriter): HookTask | null {
  const reached = (collection: IndexedCollection) => readMeta(db, `rebuilt ${collection}`) ?? '0';
  const next = () => INDEXED_COLLECTIONS.find((collection) => reached(collection) !== COMPLETE);
  if (!next()) return null;
  const total = INDEXED_COLLECTIONS.reduce((sum, collection) => sum + source.count(collection), 0);
  let done = 0;
  return {
    step: () => {
      const collection = next();
      if (!collection) return false;
      const rows = source.after(collection, Number(reached(collection)), STEP);
      writer.put(
        collection,
        rows.map(({ document }) => document),
      );
      done = Math.min(total, done + rows.length);
      writeMeta(db, `rebuilt ${collection}`, String(rows.at(-1)?.place ?? COMPLETE));
      return true;
    },
    progress: () => ({ done, total }),
  };
}
