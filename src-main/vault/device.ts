/**
 * The secret of this computer, wrapped by its key ring.
 *
 * Invariant: "not now" and "never" are told apart: only a place that answered and refused means that the secret is
 * lost here.
 */
import { CoreError } from '../errors.ts';
import type { KeyFile } from './key-file.ts';
import { type KeySlot, KeySlotRefused, KeySlotUnavailable } from './key-slot.ts';

/** Wraps the secret in `slot`. Throws KEYRING_AWAY. */
export async function wrapDevice(slot: KeySlot, secret: Uint8Array): Promise<KeyFile['device']> {
  return { kind: slot.kind, wrapped: await slot.wrap(secret).catch(raise) };
}

/**
 * The secret, and whether it should be wrapped anew: the key ring said so, or a better place is there now.
 * Throws KEYRING_AWAY, KEYRING_OTHER and STORE_WRONG_KEY.
 */
export async function openDevice(
  slots: readonly KeySlot[],
  { kind, wrapped }: KeyFile['device'],
): Promise<{ device: Uint8Array; stale: boolean }> {
  const slot = slots.find((one) => one.kind === kind);
  if (!slot) throw new CoreError('KEYRING_OTHER');
  let stale = kind === 'file' && slots[0]?.kind === 'keyring';
  const onStale = () => {
    stale = true;
  };
  const device = await slot.unwrap(wrapped, onStale).catch(raise);
  return { device, stale: stale && slots[0]?.kind !== 'file' };
}

function raise(error: unknown): never {
  if (error instanceof KeySlotUnavailable) throw new CoreError('KEYRING_AWAY');
  if (error instanceof KeySlotRefused) throw new CoreError('STORE_WRONG_KEY');
  throw error;
}
