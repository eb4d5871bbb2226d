/** The floor of every search: reading 20 rows of the encrypted store, on this machine and in this run. */
import { rowReader } from '#main/search/index-rows.ts';
import type { Cipher } from '#main/storage-sqlite/cipher.ts';
import { connect } from '#main/storage-sqlite/connect.ts';
import { randomOf } from './random.ts';
import { quantile } from './report.ts';
import { ROWS } from './to-question.ts';

const ROUNDS = 2000;
/** Rows are drawn from so many, which fit into the cache of the connection. */
const NEAR_ROWS = 5000;

/** Median milliseconds of 20 rows that the connection has at hand, parsed; and of 20 from anywhere in the file. */
export function fetchFloor(file: string, key: string, cipher: Cipher): { near: number; anywhere: number } {
  const db = connect(file, { cipher, key: Buffer.from(key, 'hex'), readonly: true });
  try {
    const last = db.prepare('SELECT coalesce(max(rid), 1) FROM search_row').pluck().get() as number;
    const reader = rowReader(db);
    const random = randomOf(1);
    const measure = (among: number): number => {
      const times = Array.from({ length: ROUNDS }, () => {
        const rids = Array.from({ length: ROWS }, () => 1 + random.below(among));
        const since = performance.now();
        for (const rid of rids) JSON.parse(reader.stored(rid)?.data ?? 'null');
        return performance.now() - since;
      });
      return quantile(times.slice(ROUNDS / 2), 0.5);
    };
    return { near: measure(Math.min(last, NEAR_ROWS)), anywhere: measure(last) };
  } finally {
    db.close();
  }
}
