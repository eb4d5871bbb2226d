/** What the checkpoint worker can be asked. It writes no document: it only copies what is committed. */
import type { Cipher } from './cipher.ts';
import { type Connection, connect } from './connect.ts';
import { StoreError } from './errors.ts';

/** A checkpoint copies pages as they are in the log: there is nothing to keep at hand. */
const CACHE_KB = 256;

export type CheckpointOperations = ReturnType<typeof checkpointOperations>;

export function checkpointOperations() {
  let db: Connection | null = null;
  return {
    open: ({ file, key, cipher }: { file: string; key: Uint8Array | null; cipher: Cipher }): void => {
      db = connect(file, { cipher, key, readonly: false, cacheKb: CACHE_KB });
      db.prepare('SELECT count(*) FROM sqlite_schema').get();
      db.pragma('wal_autocheckpoint = 0');
    },
    /** Copies what no reader holds back; waits for nobody (https://sqlite.org/wal.html#ckpt). */
    copy: (): void => {
      if (!db) throw new StoreError('STORE_CLOSED');
      db.pragma('wal_checkpoint(PASSIVE)');
    },
    close: (): void => {
      db?.close();
      db = null;
    },
  };
}
