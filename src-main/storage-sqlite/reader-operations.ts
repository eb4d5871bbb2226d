/** What the reader worker can be asked. */

import type { Cipher } from './cipher.ts';
import { type Connection, connect } from './connect.ts';
import { StoreError } from './errors.ts';
import type { QueryTable, StoreQuery } from './plan.ts';
import { explainQuery, runCount, runQuery } from './query.ts';
import { changedSince, findByIds, readAttachment } from './reads.ts';

export type ReaderOperations = ReturnType<typeof readerOperations>;

export function readerOperations() {
  let db: Connection | null = null;
  const reader = (): Connection => {
    if (!db) throw new StoreError('STORE_CLOSED');
    return db;
  };
  return {
    open: ({ file, key, cipher }: { file: string; key: Uint8Array | null; cipher: Cipher }): void => {
      db = connect(file, { cipher, key, readonly: true, cacheKb: 8192 });
      db.prepare('SELECT count(*) FROM sqlite_schema').get();
    },
    find: ({ n, ids, withDeleted }: { n: number; ids: string[]; withDeleted: boolean }): string[] =>
      findByIds(reader(), n, ids, withDeleted),
    query: ({ table, query }: { table: QueryTable; query: StoreQuery }): string[] =>
      runQuery(reader(), table, query),
    count: ({ table, query }: { table: QueryTable; query: StoreQuery }) => runCount(reader(), table, query),
    explain: (asked: { table: QueryTable; query: StoreQuery; counting: boolean }): string[] =>
      explainQuery(reader(), asked.table, asked.query, asked.counting),
    changed: ({ n, seq, limit }: { n: number; seq: number; limit: number }) =>
      changedSince(reader(), n, seq, limit),
    attachment: ({ n, ...key }: { n: number; document: string; attachment: string; digest: string }) =>
      readAttachment(reader(), n, key),
    close: (): void => {
      db?.close();
      db = null;
    },
  };
}
