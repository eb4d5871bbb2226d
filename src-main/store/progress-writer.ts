/**
 * Writes how far a store has come, again and again.
 *
 * Invariant: a `put` that resolved is with the operating system, and survives this process; the disk has it a
 * second later. Waiting for the disk would cost half of another save, and gain only the last second before a power
 * loss that damages the log as well.
 */
import type { FileHandle } from 'node:fs/promises';
import { type Progress, writeProgress } from './progress-file.ts';

const SYNC_AFTER_MS = 1_000;

export type ProgressWriter = {
  /** Resolves when these are written; those that come while others are written share the next writing. */
  put(seqs: Progress['seqs']): Promise<void>;
  close(): Promise<void>;
};

/** `handle` is null where the file could not be opened: nothing is written then. Errors are told, never thrown. */
export function createProgressWriter(
  handle: FileHandle | null,
  progress: Progress,
  onError: (error: unknown) => void,
): ProgressWriter {
  let writing = Promise.resolve();
  let syncing: Promise<void> | undefined;
  let timer: NodeJS.Timeout | null = null;
  let isChanged = false;

  async function writeChanges(): Promise<void> {
    if (!isChanged || !handle) return;
    isChanged = false;
    progress.n += 1;
    await writeProgress(handle, progress).catch(onError);
    timer ??= setTimeout(sync, SYNC_AFTER_MS).unref();
  }

  function sync(): void {
    timer = null;
    syncing = handle?.datasync().catch(onError);
  }

  return {
    put(seqs) {
      const news = Object.entries(seqs).filter(([table, seq]) => progress.seqs[table] !== seq);
      if (news.length > 0) isChanged = true;
      Object.assign(progress.seqs, seqs);
      writing = writing.then(writeChanges);
      return writing;
    },
    async close() {
      await writing;
      if (timer) clearTimeout(timer);
      await syncing;
      await handle?.datasync().catch(onError);
      await handle?.close();
    },
  };
}
