/**
 * The system key ring as a key slot. "Encryption available" is never believed: on Linux Electron answers yes with
 * a hard-coded key, which shows only in the ciphertext, whose prefix is then `v10` (PLATFORM 1.3.4).
 */
import type { SafeStorage } from 'electron';
import { type KeySlot, KeySlotRefused, KeySlotUnavailable } from '../../vault/key-slot.ts';

export type SafeStoragePort = Pick<
  SafeStorage,
  'encryptStringAsync' | 'decryptStringAsync' | 'isAsyncEncryptionAvailable'
>;

/** True when a trial encryption is protected by something of the user's system. Throws nothing. */
export async function hasKeyring(safeStorage: SafeStoragePort, platform: NodeJS.Platform): Promise<boolean> {
  try {
    if (!(await safeStorage.isAsyncEncryptionAvailable())) return false;
    const trial = await safeStorage.encryptStringAsync('trial');
    return platform !== 'linux' || trial.subarray(0, 3).toString('latin1') !== 'v10';
  } catch {
    return false;
  }
}

export function createKeyringSlot(safeStorage: SafeStoragePort): KeySlot {
  return {
    kind: 'keyring',
    async wrap(secret) {
      const encoded = Buffer.from(secret).toString('base64');
      const wrapped = await within(safeStorage.encryptStringAsync(encoded)).catch(() => {
        throw new KeySlotUnavailable('The key ring did not answer.');
      });
      return wrapped.toString('base64');
    },
    async unwrap(wrapped, onStale) {
      if (!(await within(safeStorage.isAsyncEncryptionAvailable())))
        throw new KeySlotUnavailable('The key ring is not there.');
      const decrypting = safeStorage.decryptStringAsync(Buffer.from(wrapped, 'base64'));
      const { result, shouldReEncrypt } = await within(decrypting).catch(refused);
      if (shouldReEncrypt) onStale?.();
      const secret = Buffer.from(result, 'base64');
      if (secret.length !== 32) throw new KeySlotRefused('The key ring gave something else.');
      return new Uint8Array(secret);
    },
  };
}

/** A key ring that asks the user may take its time; one that says nothing for this long is away. */
const PATIENCE_MS = 60_000;

async function within<T>(answer: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => late.reject(new KeySlotUnavailable('The key ring does not answer.')),
    PATIENCE_MS,
  );
  try {
    return await Promise.race([answer, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** Electron rejects with these words while the key ring is locked or its bus is down (PLATFORM 1.3.4). */
function refused(error: unknown): never {
  if (error instanceof KeySlotUnavailable) throw error;
  if (error instanceof Error && /temporar/i.test(error.message)) {
    throw new KeySlotUnavailable('The key ring is locked.');
  }
  throw new KeySlotRefused('The key ring does not open this key.');
}
