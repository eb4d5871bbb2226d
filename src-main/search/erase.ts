/**
 * Taking purged customers out of the segments: those that hold any version of one are made anew at once, in the
 * transaction, so that a purge that returned has left nothing. The file overwrites what is deleted.
 */
import type { Connection } from '../storage-sqlite/connect.ts';
import { hasBit } from './bits.ts';
import { rowReader } from './index-rows.ts';
import { type Segment, SegmentBuilder } from './segment.ts';
import { partsOf, readDead, readSegment } from './segment-parts.ts';
import { addParts, begin, erasures } from './segment-store.ts';
import { writeMeta } from './tables.ts';

/** Makes the segments anew that hold customers of `search_purged`, and empties that list. */
export function eraseFromSegments(db: Connection): void {
  const purged = new Set(db.prepare('SELECT rid FROM search_purged').pluck().all() as number[]);
  if (purged.size === 0) return;
  const all = db.prepare('SELECT n, built, ready FROM search_segment').all() as {
    n: number;
    built: number;
    ready: number;
  }[];
  for (const { n, built, ready } of all) {
    const rids = ready === 1 ? ridsOf(db, n) : new Uint32Array();
    if (ready === 1 && !rids.some((rid) => purged.has(rid))) continue;
    const dead = ready === 1 ? readDead(db, n) : null;
    db.prepare('DELETE FROM search_part WHERE segment = ?').run(n);
    if (ready === 1) replace(db, n, built, dead ? rids.filter((_, place) => !hasBit(dead, place)) : rids);
    else db.prepare('DELETE FROM search_segment WHERE n = ?').run(n);
  }
  db.exec('DELETE FROM search_purged');
  writeMeta(db, 'erasures', String(erasures(db) + 1));
}

function ridsOf(db: Connection, n: number): Uint32Array {
  const reading = readSegment(db, n);
  for (;;) {
    const { done, value } = reading.next();
    if (done) return (value as Segment).rids;
  }
}

/** The same customers under a new number; a version that is newer than `built` does not count there, and does no harm. */
function replace(db: Connection, n: number, built: number, rids: Uint32Array): void {
  const reader = rowReader(db);
  const builder = new SegmentBuilder();
  for (const rid of rids) {
    const row = reader.row(rid);
    if (row) builder.add(row);
  }
  const anew = begin(db, { built, docs: builder.size, replaces: [n], erasures: erasures(db) });
  addParts(db, anew, partsOf(builder.make()));
  db.prepare('UPDATE search_segment SET ready = 1 WHERE n = ?').run(anew);
  db.prepare('DELETE FROM search_segment WHERE n = ?').run(n);
}
