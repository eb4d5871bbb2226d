/** A connection to a store file: cipher and key first, then the settings every connection of ours shares. */
/// <reference path="./driver.d.ts" />
import Database from 'better-sqlite3-multiple-ciphers';
import type { Cipher } from './cipher.ts';
import { BUSY_TIMEOUT } from './settings.ts';

export type Connection = Database.Database;

export type ConnectOptions = {
  cipher: Cipher;
  key: Uint8Array | null;
  readonly: boolean;
  /** How long it waits for a lock of a connection beside it, in ms. */
  busyTimeout?: number;
  /** Pages it keeps at hand, decrypted, in KB. */
  cacheKb?: number;
};

const CACHE_KB = 16384;

/**
 * Opens a connection. The file is not read yet, so that a wrong key shows with the first statement.
 * A read-only connection can neither write, nor checkpoint, nor create the file.
 */
export function connect(file: string, options: ConnectOptions): Connection {
  const { cipher, key, readonly, busyTimeout = BUSY_TIMEOUT, cacheKb = CACHE_KB } = options;
  const db = new Database(file, { readonly, fileMustExist: readonly, timeout: busyTimeout });
  if (key !== null && cipher !== 'none') {
    db.pragma(`cipher = '${cipher}'`);
    db.pragma(`key = 'raw:${Buffer.from(key).toString('hex')}'`);
  }
  db.pragma('temp_store = MEMORY');
  db.pragma(`cache_size = -${cacheKb}`);
  return db;
}
