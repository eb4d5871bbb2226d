/**
 * Encrypts what this window keeps on the disk: AES-GCM with the key the core hands out at sign-in.
 *
 * Invariants
 * - A fresh initialisation vector for every record written.
 * - The name of a record is authenticated with it, so that records cannot be swapped.
 * - A record that does not open (other key, other version, damaged) is no record; it is never an error.
 */

/** Part of the authenticated name: records of another shape do not open. Raise it with the shape. */
const RECORD_VERSION = 1;
const IV_BYTES = 12;

export type Sealed = { iv: Uint8Array<ArrayBuffer>; data: ArrayBuffer };

/** A key for drafts, and the owner its records are filed under: tells users apart without naming them. */
export type DraftKey = { key: CryptoKey; owner: string };

/** Imports the core's base64 key. */
export async function importDraftKey(base64: string): Promise<DraftKey> {
  const raw = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
  const digest = await crypto.subtle.digest('SHA-256', bytesOf(`callbook drafts owner ${base64}`));
  return { key, owner: hex(new Uint8Array(digest)).slice(0, 32) };
}

/** Encrypts a JSON value under a record name. */
export async function seal(key: CryptoKey, name: string, value: unknown): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const data = await crypto.subtle.encrypt(parameters(iv, name), key, bytesOf(JSON.stringify(value)));
  return { iv, data };
}

/** The value that was sealed under this name, or undefined where it does not open. */
export async function unseal(key: CryptoKey, name: string, sealed: Sealed): Promise<unknown> {
  try {
    const plain = await crypto.subtle.decrypt(parameters(sealed.iv, name), key, sealed.data);
    return JSON.parse(new TextDecoder().decode(plain));
  } catch {
    return undefined;
  }
}

function parameters(iv: Uint8Array<ArrayBuffer>, name: string): AesGcmParams {
  return { name: 'AES-GCM', iv, additionalData: bytesOf(`${RECORD_VERSION}/${name}`) };
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
