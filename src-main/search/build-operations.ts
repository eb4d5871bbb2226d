/** What the build worker can be asked: one segment after the other, from rows of the index and from segments of the file. */
import type { Cipher } from '../storage-sqlite/cipher.ts';
import { type Connection, connect } from '../storage-sqlite/connect.ts';
import { StoreError } from '../storage-sqlite/errors.ts';
import { type Bits, hasBit } from './bits.ts';
import { rowReader } from './index-rows.ts';
import { mergeSegments } from './merge-segments.ts';
import { type MadeSegment, SegmentBuilder } from './segment.ts';
import type { Part } from './segment-parts.ts';
import { sourceInFile, sourceInMemory } from './segment-source.ts';
import { erasures } from './segment-store.ts';

export type BuildOperations = ReturnType<typeof buildOperations>;
/** `dead`: who of a segment of the file does not count any more. */
export type BuildWish = { rids: Uint32Array; replaced: { n: number; dead: Bits }[] };

const CACHE_KB = 4096;
/** Parts that are handed over at once. */
const BATCH_BYTES = 1 << 20;

export function buildOperations() {
  let db: Connection | null = null;
  let parts: Generator<Part> | null = null;
  return {
    open: ({ file, key, cipher }: { file: string; key: Uint8Array | null; cipher: Cipher }): void => {
      db = connect(file, { cipher, key, readonly: true, cacheKb: CACHE_KB });
    },
    /**
     * Begins a segment of customers whose rows are read, and of what counts of segments of the file. Returns how many
     * customers it has, and how many erasures there had been: one that comes afterwards makes the segment worthless.
     */
    build: ({ rids, replaced }: BuildWish): { docs: number; erasures: number } => {
      if (!db) throw new StoreError('STORE_CLOSED');
      const reading = db;
      return db.transaction(() => {
        const sources = replaced.map(({ n, dead }) =>
          sourceInFile(reading, n, (place) => hasBit(dead, place)),
        );
        const fresh = segmentOf(reading, rids);
        const merged = mergeSegments(rids.length > 0 ? [sourceInMemory(fresh), ...sources] : sources);
        parts = merged.parts;
        return { docs: merged.docs, erasures: erasures(reading) };
      })();
    },
    /** The next parts of the segment; none at the end. */
    parts: (): Part[] => {
      const batch: Part[] = [];
      for (let bytes = 0; bytes < BATCH_BYTES && parts; ) {
        const { value } = parts.next();
        if (!value) break;
        batch.push({ ...value, data: value.data.slice() });
        bytes += value.data.byteLength;
      }
      return batch;
    },
    close: (): void => {
      db?.close();
      db = null;
    },
  };
}

function segmentOf(db: Connection, rids: Uint32Array): MadeSegment {
  const reader = rowReader(db);
  const builder = new SegmentBuilder();
  for (const rid of rids) {
    const row = reader.row(rid);
    if (row) builder.add(row);
  }
  return builder.make();
}
