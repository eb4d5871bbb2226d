/**
 * The sidecar `<file>.id`: what must be known before the first page can be decrypted.
 *
 * Invariants
 * - It is written, whole and synced, before the database file exists.
 * - It holds a keyed hash of the key, never the key: it tells "wrong key" from "corrupt file".
 */
import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { CIPHERS, type Cipher, preferredCipher } from './cipher.ts';
import { StoreError } from './errors.ts';
import { LAYOUT_VERSION } from './settings.ts';

export type Sidecar = { dbId: string; cipher: Cipher; fingerprint: string; layout: number };

const FINGERPRINT_LABEL = 'callbook store key fingerprint 1';

/** A keyed hash that says which key it was, and nothing else; '' for no key. */
export function fingerprintOf(key: Uint8Array | null): string {
  return key === null ? '' : createHmac('sha256', key).update(FINGERPRINT_LABEL).digest('hex');
}

/** The sidecar of a store file; null when there is none. Throws STORE_CORRUPT when it cannot be read as one. */
export function readSidecar(file: string): Sidecar | null {
  let text: string;
  try {
    text = readFileSync(sidecarPath(file), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  return parseSidecar(text);
}

/** A new identity for a store that does not exist yet, written so that a crash leaves all of it or nothing. */
export function createSidecar(file: string, key: Uint8Array | null, cipher?: Cipher): Sidecar {
  const sidecar: Sidecar = {
    dbId: randomUUID(),
    cipher: cipher ?? (key === null ? 'none' : preferredCipher()),
    fingerprint: fingerprintOf(key),
    layout: LAYOUT_VERSION,
  };
  writeAtomically(sidecarPath(file), JSON.stringify(sidecar));
  return sidecar;
}

/** Throws STORE_NEWER or STORE_WRONG_KEY; returns when this key may open this store. */
export function checkSidecar(sidecar: Sidecar, key: Uint8Array | null): void {
  if (sidecar.layout > LAYOUT_VERSION) throw new StoreError('STORE_NEWER');
  const mine = Buffer.from(fingerprintOf(key));
  const theirs = Buffer.from(sidecar.fingerprint);
  if (mine.length !== theirs.length || !timingSafeEqual(mine, theirs)) {
    throw new StoreError('STORE_WRONG_KEY');
  }
}

function sidecarPath(file: string): string {
  return `${file}.id`;
}

function parseSidecar(text: string): Sidecar {
  try {
    const { dbId, cipher, fingerprint, layout } = JSON.parse(text) as Sidecar;
    const whole = [dbId, cipher, fingerprint].every((part) => typeof part === 'string');
    if (whole && Number.isInteger(layout) && CIPHERS.includes(cipher)) {
      return { dbId, cipher, fingerprint, layout };
    }
  } catch {
    // Not JSON: the same answer as a sidecar that lacks a part.
  }
  throw new StoreError('STORE_CORRUPT', 'sidecar');
}

function writeAtomically(path: string, text: string): void {
  const temporary = `${path}.new`;
  const handle = openSync(temporary, 'w', 0o600);
  writeFileSync(handle, text);
  fsyncSync(handle);
  closeSync(handle);
  renameSync(temporary, path);
  syncFolder(dirname(path));
}

/** Makes a rename durable. Windows cannot open a folder, and does not need to: its rename is journalled. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}
