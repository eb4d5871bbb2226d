/** The segments of an index against the rows that they should have been made of. */
import type { Connection } from '../../storage-sqlite/connect.ts';
import { hasBit } from '../bits.ts';
import { denseBits } from '../dense-facets.ts';
import { type Dictionary, termAt, termCount } from '../dictionary.ts';
import type { Entry } from '../entry.ts';
import { findablesOf } from '../findables.ts';
import { rowReader } from '../index-rows.ts';
import { keyBytes, readBlock } from '../key-blocks.ts';
import type { LiveIndex } from '../live-index.ts';
import type { LoadedSegment } from '../loaded-segment.ts';
import { compareRank, rankOf } from '../rank.ts';

type Held = { rid: number; terms: Set<string> };

/** One line a difference: every customer counts once, with exactly the terms and keys of their row, in rank order. */
export function compareSegments(db: Connection, index: LiveIndex): string[] {
  const rids = db.prepare('SELECT rid FROM search_row WHERE data IS NOT NULL').pluck().all() as number[];
  const held = index.segments.flatMap(heldIn);
  const wrong = index.segments.flatMap((segment) => (isInOrder(db, segment) ? [] : ['order of a segment']));
  const counted = new Map<number, Held>();
  for (const one of held) {
    if (counted.has(one.rid)) wrong.push(`row ${one.rid} counts twice`);
    counted.set(one.rid, one);
  }
  const reader = rowReader(db);
  for (const rid of rids) {
    const row = reader.row(rid);
    const has = [...(counted.get(rid)?.terms ?? ['nothing'])].sort();
    const wanted = row ? termsOf(row.entry, row.orders).sort() : [];
    if (has.join('\n') !== wanted.join('\n')) wrong.push(`terms of row ${rid}`);
  }
  return counted.size === rids.length ? wrong : [...wrong, `${counted.size} count of ${rids.length} rows`];
}

function termsOf(entry: Entry, orders: readonly string[]): string[] {
  const { names, others, keys } = findablesOf(entry, orders);
  return [
    ...new Set([
      ...names.map((term) => `name ${term}`),
      ...others.map((term) => `other ${term}`),
      ...entry[14].map((term) => `facet ${term}`),
      ...keys.map((key) => `key ${keyBytes(key)}`),
    ]),
  ];
}

function heldIn(segment: LoadedSegment): Held[] {
  const held = Array.from(segment.rids, (rid): Held => ({ rid, terms: new Set() }));
  const add = (kind: string, dictionary: Dictionary) => {
    for (let term = 0; term < termCount(dictionary); term += 1) {
      const { starts, postings } = dictionary;
      for (const place of postings.subarray(starts[term], starts[term + 1])) {
        held[place]?.terms.add(`${kind} ${termAt(dictionary, term)}`);
      }
    }
  };
  add('name', segment.names);
  add('other', segment.others);
  add('facet', segment.facets);
  for (const name of segment.dense.names) {
    const bits = denseBits(segment.dense, segment.rids.length, name);
    for (const [place, one] of held.entries())
      if (bits && hasBit(bits, place)) one.terms.add(`facet ${name}`);
  }
  for (const block of segment.firsts.keys()) {
    readBlock(segment.blockAt(block) ?? new Uint8Array(), (key, place) => {
      held[place]?.terms.add(`key ${key}`);
    });
  }
  return held.filter((_, place) => !hasBit(segment.dead, place));
}

function isInOrder(db: Connection, segment: LoadedSegment): boolean {
  const reader = rowReader(db);
  const alive = [...segment.rids].filter((_, place) => !hasBit(segment.dead, place));
  const ranks = alive.flatMap((rid) => {
    const row = reader.row(rid);
    return row ? [rankOf(row.entry, row.id, row.contact)] : [];
  });
  return ranks.every((rank, at) => at === 0 || compareRank(ranks[at - 1] ?? rank, rank) <= 0);
}
