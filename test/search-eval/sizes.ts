/** How much of the file the index takes. */
import { statSync } from 'node:fs';
import type { Cipher } from '#main/storage-sqlite/cipher.ts';
import { connect } from '#main/storage-sqlite/connect.ts';

export type Sizes = { segmentBytes: number; rowBytes: number; fileBytes: number; segments: number };

/** Segments as they are kept, and rows and order numbers as they are written. */
export function sizesOf(file: string, key: string, cipher: Cipher): Sizes {
  const db = connect(file, { cipher, key: Buffer.from(key, 'hex'), readonly: true });
  const number = (sql: string) => db.prepare(sql).pluck().get() as number;
  try {
    return {
      segmentBytes: number('SELECT coalesce(sum(length(data)), 0) FROM search_part'),
      rowBytes: number(
        'SELECT (SELECT coalesce(sum(length(data) + 40), 0) FROM search_row) + (SELECT coalesce(sum(length(number) + 20), 0) FROM search_order)',
      ),
      fileBytes: statSync(file).size,
      segments: number('SELECT count(*) FROM search_segment WHERE ready = 1'),
    };
  } finally {
    db.close();
  }
}
