/** Checking a store that is in use: every page is read and verified by its cipher, one table after the other. */
import { Channel, workerUrl } from '../storage-sqlite/channel.ts';
import { StoreError } from '../storage-sqlite/errors.ts';
import { readSidecar } from '../storage-sqlite/sidecar.ts';
import type { CheckOperations } from './check-operations.ts';

export type CheckResult = { sound: boolean; auditSound: boolean };
export type CheckTarget = { file: string; key: Uint8Array };

/**
 * Resolves with what was found; `onProgress` is told after every table. Rejects with STORE_CLOSED when `signal`
 * aborts, and with a `StoreError` that says nothing of the content when the file cannot be read at all.
 */
export async function checkStore(
  { file, key }: CheckTarget,
  onProgress: (done: number, total: number) => void,
  signal: AbortSignal,
): Promise<CheckResult> {
  const channel = new Channel<CheckOperations>(workerUrl('check-worker', import.meta.url));
  try {
    const cipher = readSidecar(file)?.cipher ?? 'aegis';
    const tables = await channel.call('open', { file, key, cipher });
    let sound = true;
    for (const [done, table] of tables.entries()) {
      onProgress(done, tables.length + 1);
      if (signal.aborted) throw new StoreError('STORE_CLOSED');
      sound &&= await channel.call('isSound', table);
    }
    onProgress(tables.length, tables.length + 1);
    return { sound, auditSound: sound && (await channel.call('isAuditSound', undefined)) };
  } catch (error) {
    if (error instanceof StoreError && error.code === 'STORE_CORRUPT')
      return { sound: false, auditSound: false };
    throw error;
  } finally {
    await channel.terminate();
  }
}
