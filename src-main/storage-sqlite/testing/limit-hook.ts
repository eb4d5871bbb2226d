/** A hook that makes the disk full on demand: a document with a `limit` sets the pages the file may have. */
import type { StoreHooks } from '../hooks.ts';

/** SQLite's own upper bound of a file, in pages. */
const UNLIMITED = 4_294_967_294;

export const hooks: StoreHooks = {
  onWrite: (db, { rows }) => {
    for (const { current } of rows) {
      if (current?.score !== -1) continue;
      const pages = db.pragma('page_count', { simple: true }) as number;
      db.pragma(`max_page_count = ${current.name === 'full' ? pages + 2 : UNLIMITED}`);
    }
  },
};
