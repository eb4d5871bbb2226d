/** What travels between the main thread and the store's workers. Documents travel as their JSON text. */
import type { ColumnValue } from './columns.ts';

export type WireAttachment = { id: string; digest: string; type: string; data: Uint8Array };

/** The attachments of one row. */
export type WireAttachments = {
  /** Whether every attachment comes with its data, as an insert needs. */
  insertable: boolean;
  /** Whether every attachment comes with its data or was there before, as an update needs. */
  updatable: boolean;
  /** Attachment ids that stay, and those written. */
  keep: string[];
  put: WireAttachment[];
};

/** The rows of one slice, as lists of plain values: an object a row costs more to copy than its document. */
export type WireRows = {
  /** What is stored of each row, in the order of `storedColumns`. */
  values: ColumnValue[][];
  /** Revision that each writer saw; null when it saw no document. */
  seen: (string | null)[];
  /** Whether a value breaks the promise of the schema. */
  loose: boolean;
  /** One entry a row; null when the collection has no attachments. */
  attachments: WireAttachments[] | null;
};

/** Which part of a transaction a slice is. */
export type SlicePart = { begins: boolean; ends: boolean };

export type WireWrite = {
  n: number;
  rows: WireRows;
  part: SlicePart;
  /** True for what a replication pulled and how far it came: it can be done again, so that no sync is needed. */
  repeatable: boolean;
};

export type WireWritten = {
  /** Sequence of the last row written, or the highest so far when none was. */
  seq: number;
  /** Rows whose document existed in the revision that the writer saw. */
  existing: number[];
  /** Rows whose document existed in another revision, with the text of what is in the store. */
  conflicts: [row: number, data: string][];
  /** Of the slice that ended a transaction: pages of the log that are not in the file. */
  uncopied?: number;
};

/** What the store worker knows of itself. */
export type FileStats = {
  dbId: string;
  cipher: string;
  fileBytes: number;
  walBytes: number;
  pages: number;
  freePages: number;
  /** Background work of the hooks, null when there is none. */
  background: { done: number; total: number } | null;
};

export type StoreStats = FileStats & {
  /** Slices of writes that the worker has, and those that wait for their turn; both are bounded. */
  slicesUnderWay: number;
  writesWaiting: number;
};

export type Checkpoint = { seq: number };
