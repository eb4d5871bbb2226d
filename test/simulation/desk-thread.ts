/** A desk as the simulation drives it: its thread may die at any time, and another one takes over its folder. */
import { Channel } from '#main/storage-sqlite/channel.ts';
import { StoreError } from '#main/storage-sqlite/errors.ts';
import { keyOf, type StoredDocument, storedDocuments, storedTexts } from '../support/read-store.ts';
import type { DeskOperations, Opening } from './desk-operations.ts';

const ENTRY = new URL('./desk.worker.ts', import.meta.url);
const AGAIN_MS = 20;
/** Threads without a desk: loading the core takes longer than most simulations. */
const idle: Channel<DeskOperations>[] = [];

type Call<K extends keyof DeskOperations> = Parameters<DeskOperations[K]>[0];
type Result<K extends keyof DeskOperations> = Awaited<ReturnType<DeskOperations[K]>>;

export class DeskThread {
  opening: Opening;
  #channel: Channel<DeskOperations> | null = null;
  #starts = 0;
  #key: Uint8Array | null = null;

  constructor(opening: Opening) {
    this.opening = opening;
  }

  /** Starts the desk unless it runs. A new thread draws other faults than the one before. */
  async start(): Promise<void> {
    while (!this.#channel) {
      const channel = idle.pop() ?? new Channel<DeskOperations>(ENTRY);
      try {
        this.#starts += 1;
        await channel.call('open', { ...this.opening, seed: this.opening.seed + this.#starts });
        this.#channel = channel;
      } catch (error) {
        await channel.terminate();
        // The threads of the one that died may hold the store for a moment.
        if (!(error instanceof StoreError && error.code === 'STORE_IN_USE')) throw error;
        await new Promise((done) => setTimeout(done, AGAIN_MS));
      }
    }
    this.#key ??= await keyOf(this.opening.folder);
  }

  /** Calls the desk; 'crashed' when its thread ended before the answer. Starts it when it is down. */
  async call<K extends keyof DeskOperations>(name: K, argument: Call<K>): Promise<Result<K> | 'crashed'> {
    await this.start();
    try {
      return (await this.#channel?.call(name, argument as never)) as Result<K>;
    } catch (error) {
      if (!(error instanceof StoreError && error.code === 'STORE_CLOSED')) throw error;
      await this.#channel?.terminate();
      this.#channel = null;
      return 'crashed';
    }
  }

  /** What the store holds of a collection, tombstones left out, read beside the desk. */
  documents(collection: string): StoredDocument[] {
    return storedDocuments(this.opening.folder, this.#key, collection);
  }

  /** Every text of every table of documents: tombstones and RxDB's own copies too. */
  texts(): string {
    return storedTexts(this.opening.folder, this.#key);
  }

  async stop(): Promise<void> {
    if ((await this.call('shut', undefined)) !== 'crashed' && this.#channel) idle.push(this.#channel);
    this.#channel = null;
  }
}

/** Ends the threads that no desk uses. */
export async function endThreads(): Promise<void> {
  await Promise.all(idle.splice(0).map((channel) => channel.terminate()));
}
