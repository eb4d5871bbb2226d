/**
 * An open store: its three workers, the near reader, and the change streams that sibling instances share.
 *
 * Invariant: all others are closed before the writer, so that the writer's last checkpoint is complete.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { EventBulk, RxStorageChangeEvent } from 'rxdb';
import { Subject } from 'rxjs';
import { Channel, workerUrl } from './channel.ts';
import type { CheckpointOperations } from './checkpoint-operations.ts';
import { Checkpointer } from './checkpointer.ts';
import { StoreError } from './errors.ts';
import { NearReader } from './near-reader.ts';
import type { ReaderOperations } from './reader-operations.ts';
import type { StoreSettings } from './settings.ts';
import type { StoreOperations } from './store-operations.ts';
import type { Checkpoint, StoreStats } from './wire.ts';
import { Writer } from './writer.ts';

export type Changes = Subject<EventBulk<RxStorageChangeEvent<unknown>, Checkpoint>>;

const TRUNCATE_ATTEMPTS = 40;
const TRUNCATE_PAUSE = 25;
/** Far more than a few slices need, in MB. Attachments are outside the heap. */
const WRITER_HEAP = 512;
/** Slices pass through and are forgotten: more room only makes the process bigger, in MB. */
const WRITER_YOUNG = 12;
/** It holds no document, in MB. */
const CHECKPOINT_HEAP = 16;
/** Room for new objects, in MB, of the workers through which no stream of documents passes. */
const SMALL_YOUNG = 3;

type Workers = {
  writer: Channel<StoreOperations>;
  reader: Channel<ReaderOperations>;
  checkpoints: Channel<CheckpointOperations>;
};

export class OpenStore {
  readonly writer: Writer;
  readonly reader: Channel<ReaderOperations>;
  readonly near: NearReader;
  readonly checkpointer: Checkpointer;
  readonly #checkpoints: Channel<CheckpointOperations>;
  readonly #changes = new Map<number, Changes>();
  #closing: Promise<void> | null = null;
  #purging: Promise<unknown> = Promise.resolve();

  constructor({ writer, reader, checkpoints }: Workers, near: NearReader) {
    this.writer = new Writer(writer);
    this.reader = reader;
    this.near = near;
    this.#checkpoints = checkpoints;
    this.checkpointer = new Checkpointer(checkpoints);
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
   * entries; then empties the log. Emits nothing. Returns how many document rows there were. When the process
   * dies meanwhile, the next opening completes it. One purge runs at a time.
   * Throws STORE_FAILED when the log could not be emptied because something kept reading.
   */
  purge(collection: string, ids: readonly string[]): Promise<number> {
    const purging = this.#purging.then(() => this.#purge(collection, ids));
    this.#purging = purging.catch(() => {});
    return purging;
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

  async stats(): Promise<StoreStats> {
    const { taken, waiting } = this.writer;
    const file = await this.writer.call('stats', undefined);
    return { ...file, slicesUnderWay: taken, writesWaiting: waiting };
  }

  async #purge(collection: string, ids: readonly string[]): Promise<number> {
    await this.writer.call('planErasure', { collection, ids });
    let removed = 0;
    for (let batch: number | null = 0; batch !== null; ) {
      batch = await this.writer.call('eraseBatch', undefined);
      removed += batch ?? 0;
    }
    await this.writer.call('settleErasure', undefined);
    await this.truncateLog();
    await this.writer.call('endErasure', undefined);
    return removed;
  }

  async #close(): Promise<void> {
    for (const changes of this.#changes.values()) changes.complete();
    this.near.close();
    await ignoreClosed(this.reader.call('close', undefined));
    await ignoreClosed(this.#checkpoints.call('close', undefined));
    await ignoreClosed(this.writer.call('close', undefined));
  }
}

function startWorkers(): Workers {
  return {
    writer: new Channel(workerUrl('store-worker', import.meta.url), WRITER_HEAP, WRITER_YOUNG),
    reader: new Channel(workerUrl('reader-worker', import.meta.url), undefined, SMALL_YOUNG),
    checkpoints: new Channel(workerUrl('checkpoint-worker', import.meta.url), CHECKPOINT_HEAP, SMALL_YOUNG),
  };
}

/** Starts the workers on a store. Rejects with a `StoreError` that has one of the open codes. */
export async function startStore({ file, key, hooks }: StoreSettings): Promise<OpenStore> {
  const workers = startWorkers();
  const { writer, reader, checkpoints } = workers;
  try {
    const { cipher } = await writer.call('open', { file, key, hooks: hooks?.href ?? null });
    await reader.call('open', { file, key, cipher });
    await checkpoints.call('open', { file, key, cipher });
    return new OpenStore(workers, new NearReader(file, key, cipher));
  } catch (error) {
    await ignoreClosed(writer.call('close', undefined));
    await Promise.all([reader.terminate(), checkpoints.terminate(), writer.terminate()]);
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
