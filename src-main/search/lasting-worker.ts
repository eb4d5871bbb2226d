/** The search worker of an open store, started anew where it ended by itself, as for want of memory. */
import { Channel, workerUrl } from '../storage-sqlite/channel.ts';
import type { Cipher } from '../storage-sqlite/cipher.ts';
import { StoreError } from '../storage-sqlite/errors.ts';
import type { SearchOperations } from './search-operations.ts';

/** In MB. The index itself is in arrays outside the heap. */
export const SEARCH_HEAP = 128;
export const SEARCH_YOUNG = 6;

type Connecting = { file: string; key: Uint8Array | null; cipher: Cipher };

/**
 * What asks the worker. Invariant: a call that meets its end rejects, and the next one is answered by a new worker; after
 * `close` there is none.
 */
export type LastingWorker = Pick<Channel<SearchOperations>, 'call'> & { close: () => Promise<void> };

/** Starts it. Rejects with the `StoreError` of the opening. */
export async function lastingWorker(connecting: Connecting): Promise<LastingWorker> {
  let isClosed = false;
  let current = await openWorker(connecting);
  let opening: Promise<Channel<SearchOperations>> | null = null;
  const running = async (): Promise<Channel<SearchOperations>> => {
    if (isClosed) throw new StoreError('STORE_CLOSED');
    if (!current.isEnded) return current;
    opening ??= openWorker(connecting).finally(() => {
      opening = null;
    });
    current = await opening;
    return current;
  };
  return {
    call: async (name, argument) => (await running()).call(name, argument),
    async close() {
      isClosed = true;
      const last = opening ? await opening.catch(() => null) : current;
      if (last?.isEnded === false) await last.call('close', undefined);
    },
  };
}

async function openWorker(connecting: Connecting): Promise<Channel<SearchOperations>> {
  const channel = new Channel<SearchOperations>(
    workerUrl('search-worker', import.meta.url),
    SEARCH_HEAP,
    SEARCH_YOUNG,
  );
  try {
    await channel.call('open', connecting);
    return channel;
  } catch (error) {
    await channel.terminate();
    throw error;
  }
}
