/**
 * One entry of the record of what was changed on this desk: who, when, what kind, which fields. Never a value, and
 * the document only as a keyed hash, so that the record says nothing of a customer and may outlive them. `setBack`
 * is no change but the loss of some: the store was found to be older than what was saved in it.
 */
export const AUDITED_OPERATIONS = ['create', 'update', 'dismiss', 'setBack'] as const;

export type AuditFacts = {
  /** When the desk's clock said it was. */
  at: string;
  actor: string;
  collection: string;
  /** Keyed hash of the document's id. */
  subject: string;
  operation: (typeof AUDITED_OPERATIONS)[number];
  /** Names of the fields that changed, sorted. */
  fields: readonly string[];
};

/** `prev` is the hash of the entry before, '' for the first; `hash` is over all the rest. */
export type AuditEntry = AuditFacts & { seq: number; prev: string; hash: string };

/** The one text that an entry is hashed as: a JSON array, because its order is fixed. */
export function canonicalText(entry: Omit<AuditEntry, 'hash'>): string {
  const { seq, at, actor, collection, subject, operation, fields, prev } = entry;
  return JSON.stringify([1, seq, at, actor, collection, subject, operation, fields, prev]);
}
