/**
 * What sync asks of the rest about requests and erasures.
 *
 * Invariant: what the server says is erased is written down before RxDB learns of it, so that its checkpoint never passes over
 * an erasure that nobody knows of.
 */
export type ErasureNotes = {
  /** On the disk when it resolves. */
  note(collection: string, ids: readonly string[]): Promise<void>;
};

/** See `request/send-gate.ts`. */
export type Admission = { admit(ids: readonly string[]): Promise<ReadonlySet<string>> };
