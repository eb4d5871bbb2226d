/**
 * Puts customers into the index and takes them out. Runs inside the transaction of the documents.
 *
 * Invariant: FTS5 is written in ascending row numbers, first all that goes and then all that comes. It gathers
 * what it is given in memory and writes it out as one segment; a row number below the last one makes it write a
 * segment of its own at once, and a first sync would spend most of its time merging them.
 */
import type { Customer } from '#shared/customer/schema.ts';
import type { Connection } from '../storage-sqlite/connect.ts';
import type { HookDocument } from '../storage-sqlite/hooks.ts';
import { placeOf } from './place.ts';
import { type IndexRow, indexRowOf, tokensOf } from './row.ts';

export type IndexWriter = {
  /** Replaces what the index holds of the customers; a deleted one is only taken out. */
  put: (documents: readonly HookDocument[]) => void;
  drop: (ids: readonly string[]) => void;
};

type Before = { place: bigint; data: string };
type Coming = { id: string; place: bigint; row: IndexRow; data: string };

/** A writer whose statements are prepared once; they survive that the tables are made anew. */
export function indexWriter(db: Connection): IndexWriter {
  const find = db.prepare('SELECT place, data FROM search_row WHERE id = ?').safeIntegers();
  const addRow = db.prepare(
    'INSERT INTO search_row (place, id, data) VALUES (?, ?, ?) ON CONFLICT (place) DO NOTHING',
  );
  const addWords = db.prepare('INSERT INTO search_words (rowid, words) VALUES (?, ?)');
  const dropRow = db.prepare('DELETE FROM search_row WHERE place = ?');
  const dropWords = db.prepare('DELETE FROM search_words WHERE rowid = ?');
  const beforeOf = (id: string) => find.get(id) as Before | undefined;

  const takeOut = (places: bigint[]) => {
    for (const place of places.sort(ascending)) {
      dropRow.run(place);
      dropWords.run(place);
    }
  };
  /** A place that is taken is left for the next free one. */
  const bringIn = (coming: Coming[]) => {
    for (const entry of coming) {
      while (addRow.run(entry.place, entry.id, entry.data).changes === 0) entry.place += 1n;
    }
    for (const { place, row } of coming.sort(byPlace)) addWords.run(place, tokensOf(row));
  };
  return {
    put: (documents) => {
      const going: bigint[] = [];
      const coming: Coming[] = [];
      for (const document of documents) {
        const id = String(document.id);
        const before = beforeOf(id);
        const next = comingOf(id, document);
        if (before && before.data === next?.data) continue;
        if (before) going.push(before.place);
        if (next) coming.push(next);
      }
      takeOut(going);
      bringIn(coming);
    },
    drop: (ids) => takeOut(ids.flatMap((id) => beforeOf(id)?.place ?? [])),
  };
}

function comingOf(id: string, document: HookDocument): Coming | null {
  if (document._deleted === true) return null;
  const row = indexRowOf(document as HookDocument & Customer);
  return { id, place: placeOf(row.order, id), row, data: JSON.stringify(row) };
}

function ascending(a: bigint, b: bigint): number {
  return a < b ? -1 : Number(a > b);
}

function byPlace(a: Coming, b: Coming): number {
  return ascending(a.place, b.place);
}
