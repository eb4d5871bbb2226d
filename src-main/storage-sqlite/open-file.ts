/**
 * From a path and a key to the one writing connection.
 *
 * Invariant: until key, integrity of the header and layout version have been checked on a read-only
 * connection, nothing writes to an existing file; and no empty store is ever made over one.
 */
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { BACKSTOP_PAGES } from './checkpointer.ts';
import { type Connection, connect } from './connect.ts';
import { createLayout } from './create-layout.ts';
import { StoreError, toStoreError } from './errors.ts';
import { lockStore } from './lock.ts';
import { KEY_BYTES, LAYOUT_VERSION, type StoreSettings } from './settings.ts';
import { checkSidecar, createSidecar, readSidecar, type Sidecar } from './sidecar.ts';

/** Five documents of 1.4 KB a page waste a tenth of it; two in SQLite's usual 4096 bytes wasted a third. */
const PAGE_BYTES = 8192;
/** What the file of the log keeps when it begins anew. */
const LOG_BYTES = BACKSTOP_PAGES * PAGE_BYTES;

export type OpenFile = { db: Connection; sidecar: Sidecar; release: () => void };

/** Opens or creates the store. Throws a `StoreError` with one of the open codes; the lock is then free again. */
export function openFile({ file, key }: Pick<StoreSettings, 'file' | 'key'>): OpenFile {
  if (key !== null && key.length !== KEY_BYTES) throw new StoreError('STORE_WRONG_KEY', 'length');
  mkdirSync(dirname(file), { recursive: true });
  const release = lockStore(file);
  try {
    const sidecar = identify(file, key);
    if (hasContent(file)) probe(file, key, sidecar);
    return { db: openWriter(file, key, sidecar), sidecar, release };
  } catch (error) {
    release();
    throw toStoreError(error);
  }
}

function identify(file: string, key: Uint8Array | null): Sidecar {
  const sidecar = readSidecar(file);
  if (sidecar) {
    checkSidecar(sidecar, key);
    return sidecar;
  }
  return hasContent(file) ? adopt(file, key) : createSidecar(file, key);
}

/** A store whose sidecar is lost gets it back if the key opens it; otherwise nothing can be said about it. */
function adopt(file: string, key: Uint8Array | null): Sidecar {
  for (const cipher of key === null ? (['none'] as const) : (['aegis', 'chacha20'] as const)) {
    try {
      readVersion(file, key, cipher);
      return createSidecar(file, key, cipher);
    } catch {
      // Not this cipher; the next one may be it.
    }
  }
  throw new StoreError('STORE_CORRUPT', 'no sidecar');
}

function probe(file: string, key: Uint8Array | null, sidecar: Sidecar): void {
  if (readVersion(file, key, sidecar.cipher) > LAYOUT_VERSION) throw new StoreError('STORE_NEWER');
}

/** Reads through a read-only connection, which also decrypts and parses the first page. */
function readVersion(file: string, key: Uint8Array | null, cipher: Sidecar['cipher']): number {
  const db = connect(file, { cipher, key, readonly: true });
  try {
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
    return db.pragma('user_version', { simple: true }) as number;
  } finally {
    db.close();
  }
}

function openWriter(file: string, key: Uint8Array | null, { cipher }: Sidecar): Connection {
  const db = connect(file, { cipher, key, readonly: false });
  try {
    db.pragma(`page_size = ${PAGE_BYTES}`);
    db.pragma('secure_delete = ON');
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma(`wal_autocheckpoint = ${BACKSTOP_PAGES}`);
    db.pragma(`journal_size_limit = ${LOG_BYTES}`);
    db.pragma('trusted_schema = OFF');
    createLayout(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function hasContent(file: string): boolean {
  return existsSync(file) && statSync(file).size > 0;
}
