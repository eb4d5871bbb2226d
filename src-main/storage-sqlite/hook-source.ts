/** The documents as hooks see them. */
import type { Connection } from './connect.ts';
import type { HookDocument, HookSource } from './hooks.ts';
import { CATALOGUE, tableName } from './layout.ts';

/** A source over the store's own connection. */
export function hookSource(db: Connection): HookSource {
  return {
    count: (collection) => {
      const table = newestTable(db, collection);
      if (!table) return 0;
      return db.prepare(`SELECT count(*) FROM ${table} WHERE deleted = 0`).pluck().get() as number;
    },
    after: (collection, place, limit) => {
      const table = newestTable(db, collection);
      if (!table) return [];
      const rows = db
        .prepare(`SELECT seq, data FROM ${table} WHERE seq > ? AND deleted = 0 ORDER BY seq LIMIT ?`)
        .all(place, limit) as { seq: number; data: string }[];
      return rows.map(({ seq, data }) => ({ place: seq, document: JSON.parse(data) as HookDocument }));
    },
  };
}

function newestTable(db: Connection, collection: string): string | null {
  const n = db
    .prepare(`SELECT n FROM ${CATALOGUE} WHERE name = ? ORDER BY version DESC LIMIT 1`)
    .pluck()
    .get(collection);
  return typeof n === 'number' ? tableName(n) : null;
}
