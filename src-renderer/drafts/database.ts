/** The Dexie database of this window's drafts. Everything in it but the file names is encrypted. */
import Dexie, { type EntityTable } from 'dexie';

export const DRAFT_KINDS = ['edit', 'comment', 'tabs', 'recents', 'pinned'] as const;
export type DraftKind = (typeof DRAFT_KINDS)[number];

export type DraftRecord = {
  /** `owner/kind/subject`; the subject is a customer id, or '' where there is one record of the kind. */
  name: string;
  owner: string;
  kind: DraftKind;
  subject: string;
  savedAt: number;
  iv: Uint8Array<ArrayBuffer>;
  data: ArrayBuffer;
};

class DraftDatabase extends Dexie {
  declare records: EntityTable<DraftRecord, 'name'>;

  constructor() {
    super('callbook-drafts');
    this.version(1).stores({ records: 'name, owner, savedAt' });
  }
}

export const database = new DraftDatabase();
