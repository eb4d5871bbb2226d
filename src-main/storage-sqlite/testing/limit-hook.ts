/** A hook that makes the disk full, or for a moment read-only: a document with a score of -1 says which. */
import type { StoreHooks } from '../hooks.ts';

/** SQLite's own upper bound of a file, in pages. */
const UNLIMITED = 4_294_967_294;
/** How long the store stays read-only, in ms. A write cannot end it, because none can begin. */
const MOMENT = 400;

export const hooks: StoreHooks = {
  onWrite: (db, { rows }) => {
    for (const row of rows) {
      const current = row.current();
      if (current.score !== -1) continue;
      const pages = db.pragma('page_count', { simple: true }) as number;
      db.pragma(`max_page_count = ${current.name === 'full' ? pages + 2 : UNLIMITED}`);
      if (current.name !== 'read-only') continue;
      db.pragma('query_only = ON');
      setTimeout(() => db.pragma('query_only = OFF'), MOMENT);
    }
  },
};
