/**
 * Whether a record of changes is whole: every entry hashes to what it says, follows the one before, and the last one
 * is the one that the head names. Whoever can write the whole file can also make a new chain: that shows only
 * against a head that was kept elsewhere.
 */
import { type AuditEntry, canonicalText } from './entry.ts';

export type AuditHead = { seq: number; hash: string };
export type AuditFinding = {
  /** The first entry that is not as it should be; one past the last when the end is missing. */
  seq: number;
  kind: 'edited' | 'missing' | 'reordered' | 'truncated';
};

/** Null for a whole record, else the first thing wrong. `hashOf` is SHA-256 of the text's UTF-8, in hex. */
export function verifyAudit(
  entries: Iterable<AuditEntry>,
  head: AuditHead,
  hashOf: (text: string) => string,
): AuditFinding | null {
  let last: AuditHead = { seq: 0, hash: '' };
  for (const entry of entries) {
    const finding = follows(entry, last, hashOf);
    if (finding) return finding;
    last = { seq: entry.seq, hash: entry.hash };
  }
  if (last.seq === head.seq && last.hash === head.hash) return null;
  return { seq: last.seq + 1, kind: 'truncated' };
}

function follows(entry: AuditEntry, last: AuditHead, hashOf: (text: string) => string): AuditFinding | null {
  const at = (kind: AuditFinding['kind']) => ({ seq: last.seq + 1, kind });
  if (entry.seq <= last.seq) return at('reordered');
  if (entry.seq > last.seq + 1) return at('missing');
  if (entry.hash !== hashOf(canonicalText(entry)) || entry.prev !== last.hash) return at('edited');
  return null;
}
