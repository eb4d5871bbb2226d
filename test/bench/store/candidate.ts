/** What is compared: something that keeps customers, behind the operations that are measured. */
import type { CustomerDoc } from '#main/store/schemas.ts';

export type Candidate = {
  /** Opens what there is, or makes it. */
  open: () => Promise<void>;
  insertMany: (documents: CustomerDoc[]) => Promise<void>;
  insertOne: (document: CustomerDoc) => Promise<void>;
  /** The document, parsed. */
  get: (id: string) => Promise<{ id: string } | null>;
  /** Up to 50 customers that wait since after a time, newest first. */
  waitingSince: (time: string) => Promise<{ id: string }[]>;
  /** Up to `limit` documents that changed after the last call. */
  nextChanges: (limit: number) => Promise<number>;
  /** The cheapest call there is: what a thread border costs; null where there is none. */
  hop: (() => Promise<void>) | null;
  close: () => Promise<void>;
};

/** Where a candidate may keep files; it is empty at first. */
export type CandidateFactory = (folder: string, n: number) => Candidate | Promise<Candidate>;

export const QUERY_LIMIT = 50;
