/** A place that keeps a secret wrapped, such as the system key ring. */

export type KeySlot = {
  /** Written into the key file, so that a changed place is noticed and named. */
  readonly kind: 'keyring' | 'file';
  /** Returns what may be written to the disk. Throws `KeySlotUnavailable` where it could work later. */
  wrap(secret: Uint8Array): Promise<string>;
  /**
   * The secret of `wrap`. Calls `onStale` when the place wants it wrapped anew. Throws `KeySlotUnavailable` (try
   * later) or `KeySlotRefused` (never with this slot).
   */
  unwrap(wrapped: string, onStale?: () => void): Promise<Uint8Array>;
};

/** The slot cannot answer now: a locked key ring, a bus that is down. Nothing is lost. */
export class KeySlotUnavailable extends Error {
  override readonly name = 'KeySlotUnavailable';
}

/** The slot answered, and cannot open this secret. */
export class KeySlotRefused extends Error {
  override readonly name = 'KeySlotRefused';
}
