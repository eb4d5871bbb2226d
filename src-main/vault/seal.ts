/**
 * Sealing a key with another one: AES-256-GCM under a key derived by HKDF for one purpose, so that no two uses
 * share a key. Only primitives that OpenSSL and BoringSSL both have.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** What a sealed key is for; it is bound into the derivation. */
export type Purpose = 'device' | 'pin' | 'next';

/** Base64 of nonce, tag and ciphertext. The derived key is overwritten before this returns. */
export function seal(secrets: readonly Uint8Array[], purpose: Purpose, key: Uint8Array): string {
  const nonce = randomBytes(NONCE_BYTES);
  return withKey(secrets, purpose, (wrapping) => {
    const cipher = createCipheriv('aes-256-gcm', wrapping, nonce);
    const body = Buffer.concat([cipher.update(key), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64');
  });
}

/** The key that was sealed, or null when these secrets are not the ones or a byte was changed. */
export function unseal(secrets: readonly Uint8Array[], purpose: Purpose, sealed: string): Uint8Array | null {
  const bytes = Buffer.from(sealed, 'base64');
  if (bytes.length <= NONCE_BYTES + TAG_BYTES) return null;
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
  return withKey(secrets, purpose, (wrapping) => {
    const decipher = createDecipheriv('aes-256-gcm', wrapping, nonce, { authTagLength: TAG_BYTES });
    decipher.setAuthTag(tag);
    try {
      const body = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
      decipher.final();
      return new Uint8Array(body);
    } catch {
      return null;
    }
  });
}

function withKey<T>(secrets: readonly Uint8Array[], purpose: Purpose, use: (key: Uint8Array) => T): T {
  const joined = Buffer.concat(secrets);
  const key = new Uint8Array(hkdfSync('sha256', joined, '', `callbook key slot 2 ${purpose}`, 32));
  try {
    return use(key);
  } finally {
    joined.fill(0);
    key.fill(0);
  }
}
