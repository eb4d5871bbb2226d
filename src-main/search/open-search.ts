/** The search index of an open store, in a worker of its own. */
import type { SearchHit, SearchResult } from '#shared/api/customer.ts';
import { Channel, workerUrl } from '../storage-sqlite/channel.ts';
import { StoreError } from '../storage-sqlite/errors.ts';
import { readSidecar } from '../storage-sqlite/sidecar.ts';
import type { SearchOperations } from './search-operations.ts';

export type Search = {
  /** Best matches first; an empty text gives none. Rejects with a `StoreError`. */
  search: (question: { text: string; limit: number }) => Promise<SearchResult>;
  /** Rows for ids in the order given; ids that are not in the index are left out. */
  rows: (ids: string[]) => Promise<SearchHit[]>;
  close: () => Promise<void>;
};

/** Opens the index of a store that is open with `hooks` of `index-hook.ts`, with the store's own key. */
export async function openSearch({ file, key }: { file: string; key: Uint8Array | null }): Promise<Search> {
  const sidecar = readSidecar(file);
  if (!sidecar) throw new StoreError('STORE_CLOSED', 'no store');
  const channel = new Channel<SearchOperations>(workerUrl('search-worker', import.meta.url));
  try {
    await channel.call('open', { file, key, cipher: sidecar.cipher });
  } catch (error) {
    await channel.terminate();
    throw error;
  }
  return {
    search: (question) => channel.call('search', question),
    rows: (ids) => channel.call('rows', ids),
    close: () => channel.call('close', undefined),
  };
}
