/** A segment as it is read to be made into another: one piece at a time, which nobody keeps. */
import type { Connection } from '../storage-sqlite/connect.ts';
import type { DenseFacets } from './dense-facets.ts';
import type { Dictionary } from './dictionary.ts';
import type { MadeSegment } from './segment.ts';
import {
  type Column,
  type DictionaryName,
  drained,
  KEYS_PART,
  readColumn,
  readDense,
  readDictionary,
} from './segment-parts.ts';

export type SegmentSource = {
  column: (name: Column) => Uint32Array;
  dictionary: (name: DictionaryName) => Dictionary;
  dense: () => DenseFacets;
  /** How many blocks of keys there are. */
  blocks: number;
  blockAt: (block: number) => Uint8Array | null;
  /** Whether the customer at a place does not count any more. */
  isGone: (place: number) => boolean;
};

/** A segment of the file. */
export function sourceInFile(db: Connection, n: number, isGone: SegmentSource['isGone']): SegmentSource {
  const read = { db, n };
  const block = db
    .prepare('SELECT data FROM search_part WHERE segment = ? AND name = ? AND part = ?')
    .pluck();
  const blocks = db.prepare('SELECT count(*) FROM search_part WHERE segment = ? AND name = ?').pluck();
  return {
    column: (name) => drained(readColumn(read, name)),
    dictionary: (name) => drained(readDictionary(read, name)),
    dense: () => drained(readDense(read)),
    blocks: blocks.get(n, KEYS_PART) as number,
    blockAt: (at) => (block.get(n, KEYS_PART, at) as Uint8Array | undefined) ?? null,
    isGone,
  };
}

/** A segment that was just made. */
export function sourceInMemory(segment: MadeSegment): SegmentSource {
  return {
    column: (name) => segment[name],
    dictionary: (name) => segment[name],
    dense: () => segment.dense,
    blocks: segment.blocks.length,
    blockAt: (at) => segment.blocks[at] ?? null,
    isGone: () => false,
  };
}
