/**
 * Building the index from the documents, in steps, while the store is in use.
 *
 * Invariant: how far it came is written with each step, so that it goes on where it stopped. Writes meanwhile
 * index their documents themselves; a document that is met twice is indexed once.
 */
import type { Connection } from '../storage-sqlite/connect.ts';
import type { HookSource, HookTask } from '../storage-sqlite/hooks.ts';
import type { IndexWriter } from './index-writer.ts';
import { readMeta, writeMeta } from './tables.ts';

const STEP = 100;
const COMPLETE = 'complete';

/** The work that is left, or null when the index is complete. */
export function rebuildTask(
  db: Connection,
  source: HookSource,
  collection: string,
  writer: IndexWriter,
): HookTask | null {
  if (readMeta(db, 'rebuiltTo') === COMPLETE) return null;
  const total = source.count(collection);
  let done = 0;
  return {
    step: () => {
      const rows = source.after(collection, Number(readMeta(db, 'rebuiltTo')), STEP);
      writer.put(rows.map(({ document }) => document));
      done = Math.min(total, done + rows.length);
      writeMeta(db, 'rebuiltTo', String(rows.at(-1)?.place ?? COMPLETE));
      return rows.length > 0;
    },
    progress: () => ({ done, total }),
  };
}
