/**
 * Under which name RxDB finds the collections in a store file.
 *
 * Invariant: a store that has collections is opened under the name they were made with, wherever the file lies now.
 * Under another name every collection would be there anew, and empty, beside what the store holds.
 */
import { connect } from '../storage-sqlite/connect.ts';
import { readSidecar } from '../storage-sqlite/sidecar.ts';

/** The name of the store in `file`, which is open already. RxDB wants it to be unique in a process. */
export function databaseName(file: string, key: Uint8Array): string {
  const sidecar = readSidecar(file);
  if (!sidecar) throw new Error('no store');
  const db = connect(file, { cipher: sidecar.cipher, key, readonly: true });
  try {
    const found = db.prepare("SELECT database FROM store_collections WHERE name = 'settings'").pluck().get();
    return typeof found === 'string' ? found : `callbook-${sidecar.dbId}`;
  } finally {
    db.close();
  }
}
