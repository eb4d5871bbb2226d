/** Puts customers into the index and takes them out. Runs inside the transaction of the documents. */
import type { Customer } from '#shared/customer/schema.ts';
import type { Connection } from '../storage-sqlite/connect.ts';
import type { HookDocument } from '../storage-sqlite/hooks.ts';
import { placeOf } from './place.ts';
import { type IndexRow, indexRowOf, tokensOf } from './row.ts';

export type IndexWriter = {
  /** Replaces what the index holds of a customer; null or a deleted document only takes it out. */
  put: (id: string, document: HookDocument | null) => void;
};

/** A writer whose statements are prepared once; they survive that the tables are made anew. */
export function indexWriter(db: Connection): IndexWriter {
  const find = db.prepare('SELECT place, data FROM search_row WHERE id = ?').safeIntegers();
  const taken = db.prepare('SELECT 1 FROM search_row WHERE place = ?');
  const addRow = db.prepare('INSERT INTO search_row (place, id, data) VALUES (?, ?, ?)');
  const addWords = db.prepare('INSERT INTO search_words (rowid, words) VALUES (?, ?)');
  const dropRow = db.prepare('DELETE FROM search_row WHERE place = ?');
  const dropWords = db.prepare('DELETE FROM search_words WHERE rowid = ?');

  const drop = (place: bigint) => {
    dropRow.run(place);
    dropWords.run(place);
  };
  const add = (id: string, row: IndexRow, data: string) => {
    let place = placeOf(row.order, id);
    while (taken.get(place)) place += 1n;
    addRow.run(place, id, data);
    addWords.run(place, tokensOf(row));
  };
  return {
    put: (id, document) => {
      const before = find.get(id) as { place: bigint; data: string } | undefined;
      const row = rowOf(document);
      const data = row ? JSON.stringify(row) : null;
      if (before && before.data === data) return;
      if (before) drop(before.place);
      if (row && data !== null) add(id, row, data);
    },
  };
}

function rowOf(document: HookDocument | null): IndexRow | null {
  if (!document || document._deleted === true) return null;
  return indexRowOf(document as HookDocument & Customer);
}
