/**
 * When the write-ahead log is copied into the file: beside the writer, so that no commit waits for it.
 *
 * Invariants
 * - One checkpoint runs at a time.
 * - The log does not grow for ever while writes go on without a pause: at `BACKSTOP_PAGES` a commit copies what is
 *   left itself, and the log begins anew.
 */
import type { Channel } from './channel.ts';
import type { CheckpointOperations } from './checkpoint-operations.ts';

/** Fewer, longer checkpoints than SQLite's 1,000 pages: a page that a first sync changes often is copied once. */
const CHECKPOINT_PAGES = 2000;
export const BACKSTOP_PAGES = 3 * CHECKPOINT_PAGES;

export class Checkpointer {
  readonly #worker: Channel<CheckpointOperations>;
  #running = false;

  constructor(worker: Channel<CheckpointOperations>) {
    this.#worker = worker;
  }

  /** To be told after a commit how many pages of the log are not in the file. */
  committed(pages: number): void {
    if (pages < CHECKPOINT_PAGES || this.#running) return;
    void this.#copy();
  }

  /** What fails here, on a full disk for instance, fails again in a commit, and is answered to who asked for that. */
  async #copy(): Promise<void> {
    this.#running = true;
    await this.#worker.call('copy', undefined).catch(() => undefined);
    this.#running = false;
  }
}
