/**
 * The slot of the browser host, which has no system key ring: the key stands in the key file, protected by the
 * permissions of the file alone. It keeps the store's format and code path the same; it does not protect
 * against whoever can read the user's files. `allowBrowserHost` is off on managed installs for this reason.
 */
import { type KeySlot, KeySlotRefused } from './key-slot.ts';

/** A slot that stores the secret as base64. */
export function createFileSlot(): KeySlot {
  return {
    kind: 'file',
    wrap: async (secret) => Buffer.from(secret).toString('base64'),
    unwrap: async (wrapped) => {
      const secret = Buffer.from(wrapped, 'base64');
      if (secret.length !== 32) throw new KeySlotRefused('The key file holds no key.');
      return new Uint8Array(secret);
    },
  };
}
