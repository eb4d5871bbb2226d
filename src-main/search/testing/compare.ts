/** The checker: what the index holds against what the documents say it should hold. */
import type { Customer } from '#shared/customer/schema.ts';
import type { Connection } from '../../storage-sqlite/connect.ts';
import { hookSource } from '../../storage-sqlite/hook-source.ts';
import { INDEXED_COLLECTION } from '../index-hook.ts';
import { indexRowOf, tokensOf } from '../row.ts';

const ALL = 1_000_000;

/** One line a difference; an empty list when rows and words are exactly those of the documents. */
export function searchTablesOf(db: Connection): string[] {
  const rows = expectedRows(db);
  return [...compareRows(db, rows), ...compareWords(db, rows)];
}

type Expected = Map<string, { data: string; tokens: string[] }>;

function expectedRows(db: Connection): Expected {
  const expected: Expected = new Map();
  for (const { document } of hookSource(db).after(INDEXED_COLLECTION, 0, ALL)) {
    const row = indexRowOf(document as unknown as Customer);
    expected.set(row.hit.id, { data: JSON.stringify(row), tokens: tokensOf(row).split(' ').filter(Boolean) });
  }
  return expected;
}

function compareRows(db: Connection, expected: Expected): string[] {
  const rows = db.prepare('SELECT id, data FROM search_row').all() as { id: string; data: string }[];
  const wrong = rows.filter(({ id, data }) => expected.get(id)?.data !== data).map(({ id }) => `row ${id}`);
  return rows.length === expected.size
    ? wrong
    : [...wrong, `${rows.length} rows for ${expected.size} documents`];
}

/** Every token leads to exactly the rows whose documents have it, and there is no token beside. */
function compareWords(db: Connection, expected: Expected): string[] {
  const holders = new Map<string, string[]>();
  for (const [id, { tokens }] of expected) {
    for (const token of tokens) holders.set(token, [...(holders.get(token) ?? []), id]);
  }
  const find = db
    .prepare(
      'SELECT r.id FROM search_words w LEFT JOIN search_row r ON r.place = w.rowid WHERE w.search_words MATCH ?',
    )
    .pluck();
  const wrong = [...holders].filter(([token, ids]) => {
    const found = find.all(`"${token}"`) as (string | null)[];
    return found.length !== ids.length || !ids.every((id) => found.includes(id));
  });
  return [...wrong.map(([, ids]) => `a token of ${ids.length} rows`), ...ghosts(db, expected)];
}

/** Rows that the word index holds and nobody should find: beginning with each possible first character. */
function ghosts(db: Connection, expected: Expected): string[] {
  const starts = new Set(
    [...expected.values()].flatMap(({ tokens }) => tokens.map((token) => [...token][0] ?? '')),
  );
  const find = db.prepare('SELECT rowid FROM search_words WHERE search_words MATCH ?').pluck().safeIntegers();
  const known = db.prepare('SELECT 1 FROM search_row WHERE place = ?');
  const found = [...starts].flatMap((start) => find.all(`"${start}"*`));
  return found.filter((place) => known.get(place) === undefined).map(() => 'a ghost');
}
