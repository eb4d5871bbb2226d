/** What is in a desk's encrypted store, read beside the desk or after it has ended. */
import { join } from 'node:path';
import { type Connection, connect } from '#main/storage-sqlite/connect.ts';
import { readSidecar } from '#main/storage-sqlite/sidecar.ts';
import { createFileSlot } from '#main/vault/file-slot.ts';
import { STORE_FILE } from '#main/vault/files.ts';
import { openVault } from '#main/vault/vault.ts';

export type StoredDocument = Record<string, unknown>;

/** The key of the store in `folder`, from the slot that tests use. */
export function keyOf(folder: string): Promise<Uint8Array> {
  return openVault({ folder, slots: [createFileSlot()] });
}

/** What the store holds of a collection, tombstones left out. */
export function storedDocuments(
  folder: string,
  key: Uint8Array | null,
  collection: string,
): StoredDocument[] {
  return read(folder, key, (db) => {
    const n = db.prepare('SELECT n FROM store_collections WHERE name = ?').pluck().get(collection);
    return typeof n === 'number' ? textsOf(db, n, 'WHERE deleted = 0') : [];
  }).map((text) => JSON.parse(text) as StoredDocument);
}

/** Every text of every table of documents: tombstones and RxDB's own copies too. */
export function storedTexts(folder: string, key: Uint8Array | null): string {
  return read(folder, key, (db) => {
    const all = db.prepare('SELECT n FROM store_collections').pluck().all() as number[];
    return all.flatMap((n) => textsOf(db, n, ''));
  }).join('\n');
}

function read(folder: string, key: Uint8Array | null, work: (db: Connection) => string[]): string[] {
  const file = join(folder, STORE_FILE);
  const db = connect(file, { cipher: readSidecar(file)?.cipher ?? 'aegis', key, readonly: true });
  try {
    return work(db);
  } finally {
    db.close();
  }
}

function textsOf(db: Connection, n: number, where: string): string[] {
  return db.prepare(`SELECT data FROM documents_${n} ${where}`).pluck().all() as string[];
}
