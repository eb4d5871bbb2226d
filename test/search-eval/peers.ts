/**
 * Peers of the search, over the same customers and texts: SQLite's FTS5 as the first version of Callbook used it, and two
 * libraries that search in memory. Filters are left out of their questions; nothing is fetched but ids and the 20 rows.
 */
import Database from 'better-sqlite3-multiple-ciphers';
import FlexSearch from 'flexsearch';
import MiniSearch from 'minisearch';
import { ROWS } from './to-question.ts';

/** One customer as a peer gets it: every searchable value as one text, and the row to show. */
export type PeerRow = { id: string; text: string; row: string };

export type Peer = {
  add: (rows: readonly PeerRow[]) => void;
  /** Ids of the best 20, whose rows were fetched and parsed. */
  search: (text: string) => string[];
};

/** In the order of the table; `file` is where a peer that has one keeps it. */
export const PEERS: Record<string, { make: (file: string) => Peer; limit: number }> = {
  'FTS5, encrypted': { make: fts5, limit: Number.POSITIVE_INFINITY },
  MiniSearch: { make: miniSearch, limit: 100_000 },
  FlexSearch: { make: flexSearch, limit: 100_000 },
};

const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

function fts5(file: string): Peer {
  const db = new Database(file);
  db.pragma("cipher='aegis'");
  db.pragma(`key='raw:${'5a'.repeat(32)}'`);
  db.pragma('journal_mode = WAL');
  db.exec(`
    CREATE TABLE customers (n INTEGER PRIMARY KEY, id TEXT NOT NULL, row TEXT NOT NULL);
    CREATE VIRTUAL TABLE texts USING fts5 (text, content = '', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3 4')`);
  const insert = db.prepare('INSERT INTO customers (id, row) VALUES (?, ?)');
  const index = db.prepare('INSERT INTO texts (rowid, text) VALUES (?, ?)');
  const find = db.prepare(
    `SELECT id, row FROM customers JOIN (SELECT rowid AS n FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT ${ROWS}) USING (n)`,
  );
  return {
    add: db.transaction((rows: readonly PeerRow[]) => {
      for (const { id, text, row } of rows) index.run(insert.run(id, row).lastInsertRowid, text);
    }),
    search(text) {
      const match = wordsOf(text)
        .map((word) => `"${word}"*`)
        .join(' ');
      if (match === '') return [];
      return shown(find.all(match) as { id: string; row: string }[]);
    },
  };
}

function miniSearch(): Peer {
  const index = new MiniSearch<{ id: number; text: string }>({ fields: ['text'] });
  const kept: PeerRow[] = [];
  const options = {
    prefix: true,
    fuzzy: (word: string) => (word.length >= 4 ? 1 : false),
    combineWith: 'AND' as const,
  };
  return {
    add(rows) {
      index.addAll(rows.map(({ text }, at) => ({ id: kept.length + at, text })));
      kept.push(...rows);
    },
    search: (text) =>
      shown(
        index
          .search(text, options)
          .slice(0, ROWS)
          .flatMap(({ id }) => kept[id] ?? []),
      ),
  };
}

function flexSearch(): Peer {
  const index = new FlexSearch.Index({ tokenize: 'forward', encoder: FlexSearch.Charset.LatinBalance });
  const kept: PeerRow[] = [];
  return {
    add(rows) {
      for (const row of rows) {
        index.add(kept.length, row.text);
        kept.push(row);
      }
    },
    search: (text) =>
      shown((index.search(text, { limit: ROWS }) as number[]).flatMap((id) => kept[id] ?? [])),
  };
}

/** Rows are parsed, as a list that is shown needs them. */
function shown(rows: readonly { id: string; row: string }[]): string[] {
  for (const { row } of rows) JSON.parse(row);
  return rows.map(({ id }) => id);
}
