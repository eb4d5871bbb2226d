/** Reading what the index keeps of customers. */
import type { Connection } from '../storage-sqlite/connect.ts';
import type { Entry } from './entry.ts';
import type { IndexRow } from './segment.ts';

export type StoredRow = { rid: number; id: Buffer; contact: number; data: string | null };

export type RowReader = {
  /** What is stored of a row; undefined for none. A row without data is of nobody. */
  stored: (rid: number) => StoredRow | undefined;
  /** What makes the customer of a row findable; null for nobody. */
  row: (rid: number) => IndexRow | null;
  orders: (rid: number) => string[];
  byId: (id: Buffer) => StoredRow | undefined;
};

/** A reader whose statements are prepared once. */
export function rowReader(db: Connection): RowReader {
  const one = db.prepare('SELECT rid, id, contact, data FROM search_row WHERE rid = ?');
  const byId = db.prepare('SELECT rid, id, contact, data FROM search_row WHERE id = ?');
  const orders = db.prepare('SELECT number FROM search_order WHERE rid = ?').pluck();
  const stored = (rid: number) => one.get(rid) as StoredRow | undefined;
  const ordersOf = (rid: number) => orders.all(rid) as string[];
  return {
    stored,
    orders: ordersOf,
    byId: (id) => byId.get(id) as StoredRow | undefined,
    row: (rid) => {
      const found = stored(rid);
      if (!found?.data) return null;
      const { id, contact, data } = found;
      return { rid, id, contact, entry: JSON.parse(data) as Entry, orders: ordersOf(rid) };
    },
  };
}
