/** What the search worker can be asked. */
import type { SearchHit, SearchResult } from '#shared/api/customer.ts';
import type { Cipher } from '../storage-sqlite/cipher.ts';
import { type Connection, connect } from '../storage-sqlite/connect.ts';
import { StoreError } from '../storage-sqlite/errors.ts';
import { type Searcher, searcher } from './searcher.ts';

export type SearchOperations = ReturnType<typeof searchOperations>;

export function searchOperations() {
  let opened: { db: Connection; searcher: Searcher } | null = null;
  const current = (): Searcher => {
    if (!opened) throw new StoreError('STORE_CLOSED');
    return opened.searcher;
  };
  return {
    open: ({ file, key, cipher }: { file: string; key: Uint8Array | null; cipher: Cipher }): void => {
      const db = connect(file, { cipher, key, readonly: true });
      opened = { db, searcher: searcher(db) };
    },
    search: (question: { text: string; limit: number }): SearchResult => current().search(question),
    rows: (ids: string[]): SearchHit[] => current().rows(ids),
    close: (): void => {
      opened?.db.close();
      opened = null;
    },
  };
}
