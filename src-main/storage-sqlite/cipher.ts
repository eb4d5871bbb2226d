/**
 * Which cipher a new store gets.
 *
 * Invariant: the choice is made once, when the store is created, and is read from the sidecar ever after.
 */
import { createCipheriv } from 'node:crypto';

export const CIPHERS = ['aegis', 'chacha20', 'none'] as const;
/** Cipher names as SQLite3 Multiple Ciphers 2 knows them; `aegis` is AEGIS-256. */
export type Cipher = (typeof CIPHERS)[number];

const PROBE_BYTES = 1024 * 1024;

/** Without AES instructions AES-GCM takes several times as long as ChaCha20; a busy machine alone does not. */
const CLEARLY_SLOWER = 2;

/**
 * The faster authenticated cipher of this processor. AEGIS is built on AES rounds: without AES instructions
 * it is slow, and so is AES-GCM, which is therefore timed against ChaCha20. No flag list of a platform needed.
 */
export function preferredCipher(): Cipher {
  const limit = CLEARLY_SLOWER * timeOf('chacha20-poly1305');
  return timeOf('aes-256-gcm') <= limit ? 'aegis' : 'chacha20';
}

/** Best of five, in ms, of encrypting a megabyte of zeros. */
function timeOf(algorithm: 'aes-256-gcm' | 'chacha20-poly1305'): number {
  const data = Buffer.alloc(PROBE_BYTES);
  const runs = [1, 2, 3, 4, 5].map(() => {
    const start = performance.now();
    const cipher = createCipheriv(algorithm as 'aes-256-gcm', Buffer.alloc(32), Buffer.alloc(12));
    cipher.update(data);
    cipher.final();
    return performance.now() - start;
  });
  return Math.min(...runs);
}
