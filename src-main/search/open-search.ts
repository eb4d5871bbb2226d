/** The search index of an open store, in a worker of its own, and the making of its segments. */
import type { SearchHit, SearchResult } from '#shared/api/search.ts';
import { StoreError } from '../storage-sqlite/errors.ts';
import type { SqliteStore } from '../storage-sqlite/index.ts';
import { readSidecar } from '../storage-sqlite/sidecar.ts';
import { keepIndex } from './keep-index.ts';
import { lastingWorker } from './lasting-worker.ts';
import type { IndexQuestion } from './search-operations.ts';

export type Search = {
  /** Best matches first; an empty text without a filter gives none. Rejects with a `StoreError`. */
  search: (question: IndexQuestion) => Promise<SearchResult>;
  /** Rows for ids in the order given; ids that are not in the index are left out. */
  rows: (ids: string[]) => Promise<SearchHit[]>;
  /** Resolves when every segment that is worth one was made. */
  settled: () => Promise<void>;
  /** Bytes of memory that the index takes. */
  size: () => Promise<number>;
  close: () => Promise<void>;
};

type Settings = { file: string; key: Uint8Array | null; store: Pick<SqliteStore, 'askHooks'> };

/** Opens the index of a store that is open with `hooks` of `index-hook.ts`, with the store's own key. */
export async function openSearch({ file, key, store }: Settings): Promise<Search> {
  const sidecar = readSidecar(file);
  if (!sidecar) throw new StoreError('STORE_CLOSED', 'no store');
  const connection = { file, key: key && Uint8Array.from(key), cipher: sidecar.cipher };
  const worker = await lastingWorker(connection);
  const keeping = keepIndex(worker, connection, store.askHooks);
  return {
    search: (question) => worker.call('search', question),
    rows: (ids) => worker.call('rows', ids),
    settled: keeping.settled,
    size: () => worker.call('size', undefined),
    close: async () => {
      await keeping.close();
      await worker.close();
      connection.key?.fill(0);
    },
  };
}
