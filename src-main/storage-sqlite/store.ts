/**
 * An open store: its two workers, and the change streams that sibling instances share.
 *
 * Invariant: the reader is closed before the writer, so that the writer's last checkpoint is complete.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { EventBulk, RxStorageChangeEvent } from 'rxdb';
import { Subject } from 'rxjs';
import { Channel, workerUrl } from './channel.ts';
import { StoreError } from './errors.ts';
import type { ReaderOperations } from './reader-operations.ts';
import type { StoreSettings } from './settings.ts';
import type { StoreOperations } from './store-operations.ts';
import type { Checkpoint, StoreStats } from './wire.ts';

export type Changes = Subject<EventBulk<RxStorageChangeEvent<unknown>, Checkpoint>>;

const TRUNCATE_ATTEMPTS = 40;
const TRUNCATE_PAUSE = 25;
const PURGE_BATCH = 500;

export class OpenStore {
  readonly writer: Channel<StoreOperations>;
  readonly reader: Channel<ReaderOperations>;
  readonly #changes = new Map<number, Changes>();
  #closing: Promise<void> | null = null;

  constructor(writer: Channel<StoreOperations>, reader: Channel<ReaderOperations>) {
    this.writer = writer;
    this.reader = reader;
  }

  /** The change stream of a table, one for all instances on it. */
  changesOf(n: number): Changes {
    const changes: Changes = this.#changes.get(n) ?? new Subject();
    this.#changes.set(n, changes);
    return changes;
  }

  /** Closes both workers and releases the lock. May be called twice. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  /** `PRAGMA integrity_check`: an empty list when the file is sound, otherwise what SQLite found. */
  async integrityCheck(): Promise<string[]> {
    const lines = await this.writer.call('check', undefined);
    return lines.filter((line) => line !== 'ok');
  }

  /**
   * Removes documents physically: all versions, tombstones, attachments, replication copies, and index
   * entries; then empties the log. Emits nothing. Returns how many document rows there were.
   * Throws STORE_FAILED when the log could not be emptied because something kept reading.
   */
  async purge(collection: string, ids: readonly string[]): Promise<number> {
    let removed = 0;
    for (let from = 0; from < ids.length; from += PURGE_BATCH) {
      const batch = ids.slice(from, from + PURGE_BATCH);
      removed += await this.writer.call('purge', { collection, ids: batch });
    }
    await this.truncateLog();
    return removed;
  }

  /** Moves the write-ahead log into the file and empties it, waiting for readers up to five seconds. */
  async truncateLog(): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.writer.call('truncate', undefined);
      } catch (error) {
        const busy = error instanceof StoreError && error.detail === 'checkpoint busy';
        if (!busy || attempt === TRUNCATE_ATTEMPTS) throw error;
        await wait(TRUNCATE_PAUSE);
      }
    }
  }

  stats(): Promise<StoreStats> {
    return this.writer.call('stats', undefined);
  }

  async #close(): Promise<void> {
    for (const changes of this.#changes.values()) changes.complete();
    await ignoreClosed(this.reader.call('close', undefined));
    await ignoreClosed(this.writer.call('close', undefined));
  }
}

/** Starts the workers on a store. Rejects with a `StoreError` that has one of the open codes. */
export async function startStore({ file, key, hooks }: StoreSettings): Promise<OpenStore> {
  const writer = new Channel<StoreOperations>(workerUrl('store-worker', import.meta.url));
  const reader = new Channel<ReaderOperations>(workerUrl('reader-worker', import.meta.url));
  try {
    const { cipher } = await writer.call('open', { file, key, hooks: hooks?.href ?? null });
    await reader.call('open', { file, key, cipher });
    return new OpenStore(writer, reader);
  } catch (error) {
    await ignoreClosed(writer.call('close', undefined));
    await Promise.all([reader.terminate(), writer.terminate()]);
    throw error;
  }
}

async function ignoreClosed(call: Promise<void>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof StoreError && error.code === 'STORE_CLOSED')) throw error;
  }
}
