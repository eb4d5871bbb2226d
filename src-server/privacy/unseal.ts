/**
 * Opens what a desk sealed to the server (`src-main/request/seal.ts` has the other side).
 *
 * The form: ephemeral X25519 public key (32 bytes), nonce (12), tag (16), AES-256-GCM ciphertext. The key is HKDF-SHA-256 over
 * the shared secret, with both public keys as salt; the context is authenticated with it, so that a sealed text opens only
 * for whom it was meant.
 */
import { createDecipheriv, createPublicKey, diffieHellman, hkdfSync, type KeyObject } from 'node:crypto';
import { SEAL_INFO, SEAL_PREFIX } from '#shared/request/sealed.ts';

const KEY = 32;
const NONCE = 12;
const TAG = 16;

/** The text, or null when it was sealed to another key, for another context, or was changed. */
export function unseal(privateKey: KeyObject, sealed: string, context: string): string | null {
  const bytes = Buffer.from(sealed, 'base64');
  if (bytes.length <= KEY + NONCE + TAG) return null;
  const ephemeral = bytes.subarray(0, KEY);
  const nonce = bytes.subarray(KEY, KEY + NONCE);
  const tag = bytes.subarray(KEY + NONCE, KEY + NONCE + TAG);
  try {
    const decipher = createDecipheriv('aes-256-gcm', keyOf(privateKey, ephemeral), nonce);
    decipher.setAAD(Buffer.from(context)).setAuthTag(tag);
    const text = Buffer.concat([decipher.update(bytes.subarray(KEY + NONCE + TAG)), decipher.final()]);
    return text.toString('utf8');
  } catch {
    return null;
  }
}

function keyOf(privateKey: KeyObject, ephemeral: Buffer): Buffer {
  const theirs = createPublicKey({
    key: Buffer.concat([Buffer.from(SEAL_PREFIX, 'hex'), ephemeral]),
    format: 'der',
    type: 'spki',
  });
  const mine = createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).subarray(-KEY);
  const secret = diffieHellman({ privateKey, publicKey: theirs });
  return Buffer.from(hkdfSync('sha256', secret, Buffer.concat([ephemeral, mine]), SEAL_INFO, KEY));
}
