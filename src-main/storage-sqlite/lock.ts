/**
 * One process owns a store.
 *
 * The lock is the operating system's, taken by SQLite on an empty file `<file>.lock`. It ends with the
 * process that holds it, however that ends, so that a stale lock cannot exist and none is ever taken over
 * by guessing from a process id.
 */
/// <reference path="./driver.d.ts" />
import Database from 'better-sqlite3-multiple-ciphers';
import { isBusy, StoreError } from './errors.ts';

/** Takes the lock and returns what releases it. Throws STORE_IN_USE when another opener holds it. */
export function lockStore(file: string): () => void {
  const lock = new Database(`${file}.lock`, { timeout: 0 });
  try {
    lock.pragma('journal_mode = MEMORY');
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (isBusy(error)) throw new StoreError('STORE_IN_USE');
    throw error;
  }
  return () => {
    lock.close();
  };
}
