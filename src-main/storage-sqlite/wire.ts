/** What travels between the main thread and the store's workers. Documents travel as their JSON text. */

export type WireAttachment = { id: string; digest: string; type: string; data: Uint8Array };

export type WireRow = {
  data: string;
  /** Revision that the writer saw; null when it saw no document. */
  seen: string | null;
  /** Whether every attachment comes with its data, as an insert needs. */
  insertable: boolean;
  /** Whether every attachment comes with its data or was there before, as an update needs. */
  updatable: boolean;
  /** Attachment ids that stay, and those written; null when the collection has no attachments. */
  attachments: { keep: string[]; put: WireAttachment[] } | null;
};

export type WireWrite = {
  n: number;
  rows: WireRow[];
  /** True for what a replication pulled: it can be pulled again, so that its commit need not be synced. */
  pulled: boolean;
};

export type WireWritten = {
  /** Sequence of the last row written, or the highest so far when none was. */
  seq: number;
  /** Rows whose document existed in the revision that the writer saw. */
  existing: number[];
  /** Rows whose document existed in another revision, with the text of what is in the store. */
  conflicts: [row: number, data: string][];
};

export type StoreStats = {
  dbId: string;
  cipher: string;
  fileBytes: number;
  walBytes: number;
  pages: number;
  freePages: number;
  /** Background work of the hooks, null when there is none. */
  background: { done: number; total: number } | null;
};

export type Checkpoint = { seq: number };
