/**
 * Keeping segments in the store's file. Runs in the store worker, which is the only writer.
 *
 * Invariants
 * - A segment counts once it is ready; what a process left half written is removed at the next opening.
 * - The segments that one replaces are removed only after the reader has taken it, so that blocks that a search wants are
 *   always there; at an opening nobody reads yet.
 */
import type { Connection } from '../storage-sqlite/connect.ts';
import { DEAD_PART, type Part } from './segment-parts.ts';
import { readMeta } from './tables.ts';

/** What the searching side asks of the writer. */
export type IndexRequest =
  | ({ kind: 'begin' } & Beginning)
  | { kind: 'parts'; n: number; parts: Part[] }
  | { kind: 'ready'; n: number }
  | { kind: 'retire'; numbers: number[] }
  | ({ kind: 'stamp' } & Stamp);

/** That a segment knows of all changes up to one, by those of its customers who do not count any more. */
export type Stamp = { n: number; built: number; dead: Uint8Array };

/** So many parts are removed at a time, so that a write finds its turn. */
const RETIRED_AT_ONCE = 40;

/** Does what is asked, in a transaction; returns the number of the segment, or how much is left to retire. */
export function keepSegments(db: Connection, request: IndexRequest): number {
  if (request.kind === 'begin') return begin(db, request);
  if (request.kind === 'retire') return retire(db, request.numbers);
  if (request.kind === 'stamp') return stamp(db, request);
  if (request.kind === 'parts') return addParts(db, request.n, request.parts);
  db.prepare('UPDATE search_segment SET ready = 1 WHERE n = ?').run(request.n);
  return request.n;
}

/**
 * Brings a segment up to date without making it anew, so that an opening need not read every change since. Changes that
 * all segments know of are then forgotten.
 */
function stamp(db: Connection, { n, built, dead }: Stamp): number {
  const set = db.prepare('UPDATE search_segment SET built = ? WHERE n = ? AND built < ?');
  if (set.run(built, n, built).changes === 0) return 0;
  db.prepare('DELETE FROM search_part WHERE segment = ? AND name = ?').run(n, DEAD_PART);
  addParts(db, n, [{ name: DEAD_PART, part: 0, data: dead }]);
  forgetChanges(db);
  return n;
}

/** `erasures`: how many there had been when its rows were read. */
export type Beginning = { built: number; docs: number; replaces: number[]; erasures: number };

/** Throws when somebody was purged since the rows were read: the segment may hold them. */
export function begin(db: Connection, { built, docs, replaces, erasures: before }: Beginning): number {
  if (erasures(db) !== before) throw new Error('purged meanwhile');
  const add = db.prepare('INSERT INTO search_segment (built, docs, ready, replaces) VALUES (?, ?, 0, ?)');
  return Number(add.run(built, docs, JSON.stringify(replaces)).lastInsertRowid);
}

/** Throws when the segment is gone: a purge meanwhile removed what was half written. */
export function addParts(db: Connection, n: number, parts: Iterable<Part>): number {
  if (db.prepare('SELECT 1 FROM search_segment WHERE n = ?').get(n) === undefined)
    throw new Error('no segment');
  const add = db.prepare('INSERT INTO search_part (segment, name, part, data) VALUES (?, ?, ?, ?)');
  for (const { name, part, data } of parts) add.run(n, name, part, data);
  return n;
}

/** Removes some of the parts; the lines of segments without parts go with the last, and changes that all segments know. */
export function retire(db: Connection, numbers: readonly number[]): number {
  const remove = db.prepare(
    'DELETE FROM search_part WHERE rowid IN (SELECT rowid FROM search_part WHERE segment = ? LIMIT ?)',
  );
  for (const n of numbers) {
    const { changes } = remove.run(n, RETIRED_AT_ONCE);
    if (changes > 0) return changes;
    db.prepare('DELETE FROM search_segment WHERE n = ?').run(n);
  }
  forgetChanges(db);
  return 0;
}

/** How often segments were made anew because somebody was purged. */
export function erasures(db: Connection): number {
  return Number(readMeta(db, 'erasures') ?? 0);
}

function forgetChanges(db: Connection): void {
  db.exec('DELETE FROM search_change WHERE seq <= (SELECT min(built) FROM search_segment WHERE ready = 1)');
}

/** The numbers of segments that count, oldest first. */
export function liveSegments(db: Connection): { n: number; built: number; docs: number }[] {
  const ready = db
    .prepare('SELECT n, built, docs, replaces FROM search_segment WHERE ready = 1 ORDER BY built, n')
    .all() as { n: number; built: number; docs: number; replaces: string }[];
  const replaced = new Set(ready.flatMap(({ replaces }) => JSON.parse(replaces) as number[]));
  return ready.filter(({ n }) => !replaced.has(n));
}

/** At an opening: removes what was left half done. */
export function tidySegments(db: Connection): void {
  const live = new Set(liveSegments(db).map(({ n }) => n));
  const all = db.prepare('SELECT n FROM search_segment').pluck().all() as number[];
  const old = all.filter((n) => !live.has(n));
  while (retire(db, old) > 0);
}
