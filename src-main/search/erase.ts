/**
 * Taking purged customers out of the segments: those that hold any version of one are made anew at once, in the
 * transaction, so that a purge that returned has left nothing. The file overwrites what is deleted.
 */
import type { Connection } from '../storage-sqlite/connect.ts';
import { hasBit } from './bits.ts';
import { mergeSegments } from './merge-segments.ts';
import { drained, readColumn, readDead } from './segment-parts.ts';
import { sourceInFile } from './segment-source.ts';
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
    if (ready !== 1) {
      db.prepare('DELETE FROM search_part WHERE segment = ?').run(n);
      db.prepare('DELETE FROM search_segment WHERE n = ?').run(n);
      continue;
    }
    const rids = drained(readColumn({ db, n }, 'rids'));
    if (!rids.some((rid) => purged.has(rid))) continue;
    const dead = readDead(db, n);
    const isGone = (place: number) =>
      purged.has(rids[place] as number) || (dead !== null && hasBit(dead, place));
    replace(db, n, built, isGone);
  }
  db.exec('DELETE FROM search_purged');
  writeMeta(db, 'erasures', String(erasures(db) + 1));
}

/** The same segment under a new number, without those who are gone. */
function replace(db: Connection, n: number, built: number, isGone: (place: number) => boolean): void {
  const { docs, parts } = mergeSegments([sourceInFile(db, n, isGone)]);
  const anew = begin(db, { built, docs, replaces: [n], erasures: erasures(db) });
  addParts(db, anew, parts);
  db.prepare('DELETE FROM search_part WHERE segment = ?').run(n);
  db.prepare('UPDATE search_segment SET ready = 1 WHERE n = ?').run(anew);
  db.prepare('DELETE FROM search_segment WHERE n = ?').run(n);
}
