/**
 * The audit as hooks of the store: an entry for every change that a user made on this desk, in the transaction of
 * the change.
 *
 * Invariant: a local change is one with `pendingSince` and a mutation id that the document did not have before;
 * what replication brings has no `pendingSince`. "Needs attention" is audited where its user dismisses an entry.
 */
import { createHmac } from 'node:crypto';
import type { AuditFacts } from '#shared/audit/entry.ts';
import type { Connection } from '../storage-sqlite/connect.ts';
import type { HookDocument, HookRow, HookWrite } from '../storage-sqlite/hooks.ts';
import { type AuditWriter, auditWriter, prepareAudit } from './tables.ts';

const CHANGED_BY_USERS: ReadonlySet<string> = new Set(['customers', 'comments']);
const ATTENTION = 'attention';
/** What every change changes, and what is RxDB's. */
const BOOKKEEPING: ReadonlySet<string> = new Set([
  'rev',
  'mutationId',
  'pendingSince',
  'updatedAt',
  'updatedBy',
]);

const writers = new WeakMap<Connection, AuditWriter>();

export const hooks = {
  onOpen: prepareAudit,
  onWrite(db: Connection, { collection, primaryPath, rows }: HookWrite): void {
    if (collection !== ATTENTION && !CHANGED_BY_USERS.has(collection)) return;
    const factsOf = collection === ATTENTION ? dismissal : localChange;
    for (const row of rows) {
      const facts = factsOf(row);
      if (!facts) continue;
      const writer = writerOf(db);
      const subject = createHmac('sha256', writer.subjectKey)
        .update(`${collection} ${String(row.current()[primaryPath])}`)
        .digest('hex');
      writer.append({ ...facts, collection, subject });
    }
  },
};

type Facts = Omit<AuditFacts, 'subject' | 'collection'>;

function localChange(row: HookRow): Facts | null {
  const current = row.current();
  if (typeof current.pendingSince !== 'string' || current.pendingSince === '') return null;
  const previous = row.previous();
  if (previous?.mutationId === current.mutationId) return null;
  return {
    at: String(current.updatedAt),
    actor: String(current.updatedBy),
    operation: previous ? 'update' : 'create',
    fields: changedFields(previous ?? {}, current),
  };
}

function dismissal(row: HookRow): Facts | null {
  if (row.current()._deleted !== true) return null;
  return { at: new Date().toISOString(), actor: '', operation: 'dismiss', fields: [] };
}

function changedFields(previous: HookDocument, current: HookDocument): string[] {
  const names = new Set([...Object.keys(previous), ...Object.keys(current)]);
  return [...names]
    .filter((name) => !name.startsWith('_') && !BOOKKEEPING.has(name))
    .filter((name) => JSON.stringify(previous[name]) !== JSON.stringify(current[name]))
    .toSorted();
}

function writerOf(db: Connection): AuditWriter {
  const writer = writers.get(db) ?? auditWriter(db);
  writers.set(db, writer);
  return writer;
}
