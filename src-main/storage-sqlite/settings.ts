/** What a store is opened with. Structured-cloneable, because it is handed to the workers. */
export type StoreSettings = {
  /** The database file. Its folder is made when it is missing. */
  file: string;
  /** 32 bytes, or null for a store without encryption (tests, residue scans). */
  key: Uint8Array | null;
  /** Module that exports `hooks: StoreHooks`, loaded inside the store worker. */
  hooks?: URL;
};

/** Raised with every change of the tables; a file with a higher number is refused untouched. */
export const LAYOUT_VERSION = 2;

/** How long a connection waits for a lock of a connection beside it, in ms. */
export const BUSY_TIMEOUT = 5000;

export const KEY_BYTES = 32;
