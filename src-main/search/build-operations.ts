/** What the build worker can be asked: one segment after the other, from the rows of the index. */
import type { Cipher } from '../storage-sqlite/cipher.ts';
import { type Connection, connect } from '../storage-sqlite/connect.ts';
import { StoreError } from '../storage-sqlite/errors.ts';
import { rowReader } from './index-rows.ts';
import { SegmentBuilder } from './segment.ts';
import { type Part, partsOf } from './segment-parts.ts';
import { erasures } from './segment-store.ts';

export type BuildOperations = ReturnType<typeof buildOperations>;

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
    /** Makes a segment; returns how many customers it has, and how many erasures there had been. */
    build: (rids: Uint32Array): { docs: number; erasures: number } => {
      if (!db) throw new StoreError('STORE_CLOSED');
      const reading = db;
      const reader = rowReader(db);
      const builder = new SegmentBuilder();
      const before = db.transaction(() => {
        for (const rid of rids) {
          const row = reader.row(rid);
          if (row) builder.add(row);
        }
        return erasures(reading);
      })();
      parts = partsOf(builder.make());
      return { docs: builder.size, erasures: before };
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
