/**
 * Searching, on a read-only connection.
 *
 * Invariant: the work of a search is bounded, however many customers match: each probe reads at most
 * `CANDIDATES` rows, in the order of the index, and stops.
 */
import type { SearchHit, SearchResult } from '#shared/api/customer.ts';
import type { Connection } from '../storage-sqlite/connect.ts';
import { MATCH_ORDER, type Matched, matchedField } from './matched.ts';
import { type Part, parseText } from './parse.ts';
import { type Probe, probesOf } from './probes.ts';
import type { IndexRow } from './row.ts';

const CANDIDATES = 200;

type Match = { row: IndexRow; matched: Matched };
export type Searcher = {
  search: (question: { text: string; limit: number }) => SearchResult;
  rows: (ids: string[]) => SearchHit[];
};

/** A searcher over a connection to a store whose index tables exist. */
export function searcher(db: Connection): Searcher {
  const match = db
    .prepare(
      `SELECT r.data FROM search_words w CROSS JOIN search_row r ON r.place = w.rowid
       WHERE w.search_words MATCH ? ORDER BY w.rowid LIMIT ?`,
    )
    .pluck();
  const byId = db.prepare('SELECT data FROM search_row WHERE id = ?').pluck();
  const read = ({ expression }: Probe): IndexRow[] =>
    match.all(expression, CANDIDATES).map((data) => JSON.parse(data as string) as IndexRow);

  return {
    search: ({ text, limit }) => {
      const { parts, words } = parseText(text);
      const found = collect(probesOf(parts, limit + 1), parts, limit + 1, read);
      return { hits: found.slice(0, limit).map(hitOf), more: found.length > limit, words };
    },
    rows: (ids) =>
      ids.flatMap((id) => {
        const data = byId.get(id);
        return data ? [hitOf({ row: JSON.parse(data as string) as IndexRow, matched: 'none' })] : [];
      }),
  };
}

/** Asks one probe after the other until there are enough matches; each customer comes once. */
function collect(
  probes: Probe[],
  parts: Part[],
  enough: number,
  read: (probe: Probe) => IndexRow[],
): Match[] {
  const found = new Map<string, Match>();
  for (const probe of probes) {
    if (found.size >= enough) break;
    const fresh = read(probe).filter((row) => !found.has(row.hit.id));
    const matches = fresh.map((row) => ({ row, matched: matchedField(row.find, parts) }));
    for (const match of matches.sort(compare).slice(0, probe.share)) found.set(match.row.hit.id, match);
  }
  return [...found.values()];
}

/** By field, then by name and number, then by id: the same on every desk. */
function compare(a: Match, b: Match): number {
  const byField = MATCH_ORDER.indexOf(a.matched) - MATCH_ORDER.indexOf(b.matched);
  return byField || compareText(a.row.order, b.row.order) || compareText(a.row.hit.id, b.row.hit.id);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function hitOf({ row, matched }: Match): SearchHit {
  return { ...row.hit, matched };
}
