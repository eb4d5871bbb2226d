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
      const wrapped = await safeStorage.encryptStringAsync(encoded).catch(() => {
        throw new KeySlotUnavailable('The key ring did not answer.');
      });
      return wrapped.toString('base64');
    },
    async unwrap(wrapped) {
      if (!(await safeStorage.isAsyncEncryptionAvailable()))
        throw new KeySlotUnavailable('The key ring is not there.');
      const { result } = await safeStorage.decryptStringAsync(Buffer.from(wrapped, 'base64')).catch(() => {
        throw new KeySlotRefused('The key ring does not open this key.');
      });
      const secret = Buffer.from(result, 'base64');
      if (secret.length !== 32) throw new KeySlotRefused('The key ring gave something else.');
      return new Uint8Array(secret);
    },
  };
}
