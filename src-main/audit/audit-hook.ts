/**
 * The audit as hooks of the store: an entry for every change that a user made on this desk, in the transaction of
 * the change.
 *
 * Invariant: a local change is one with `pendingSince` and a mutation id that the document did not have before;
 * what replication brings has no `pendingSince`. "Needs attention" is audited where its user dismisses an entry.
 * What names nobody itself was done by, or happened to, the user whose store this is.
 */
import { createHmac } from 'node:crypto';
import type { AuditFacts } from '#shared/audit/entry.ts';
import { WRITABLE_COLLECTIONS } from '#shared/sync/collections.ts';
import { parseJson } from '../parse-json.ts';
import type { Connection } from '../storage-sqlite/connect.ts';
import type { HookDocument, HookRow, HookSource, HookWrite } from '../storage-sqlite/hooks.ts';
import { type AuditWriter, auditWriter, prepareAudit } from './tables.ts';

const CHANGED_BY_USERS: ReadonlySet<string> = new Set(WRITABLE_COLLECTIONS);
const ATTENTION = 'attention';
const SETTINGS = 'settings';
/** The settings that are read here: who is signed in, and that the store is older than what was saved in it. */
const ME = 'me';
const SET_BACK = 'setBack';
const MOST_SETTINGS = 1000;
/** What every change changes, and what is RxDB's. */
const BOOKKEEPING: ReadonlySet<string> = new Set([
  'rev',
  'mutationId',
  'pendingSince',
  'unsent',
  'updatedAt',
  'updatedBy',
]);

const writers = new WeakMap<Connection, AuditWriter>();
const sources = new WeakMap<Connection, HookSource>();

export const hooks = {
  onOpen(db: Connection, source: HookSource): void {
    prepareAudit(db);
    sources.set(db, source);
  },
  onWrite(db: Connection, { collection, primaryPath, rows }: HookWrite): void {
    const factsOf = factsOfA(collection);
    if (!factsOf) return;
    for (const row of rows) {
      const facts = factsOf(row, db);
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
type FactsOf = (row: HookRow, db: Connection) => Facts | null;

function factsOfA(collection: string): FactsOf | null {
  if (CHANGED_BY_USERS.has(collection)) return localChange;
  if (collection === ATTENTION) return dismissal;
  return collection === SETTINGS ? loss : null;
}

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

function dismissal(row: HookRow, db: Connection): Facts | null {
  if (row.current()._deleted !== true) return null;
  return { at: new Date().toISOString(), actor: userOf(db), operation: 'dismiss', fields: [] };
}

function loss(row: HookRow, db: Connection): Facts | null {
  const { id, value } = row.current();
  if (id !== SET_BACK || value === 'null') return null;
  return { at: new Date().toISOString(), actor: userOf(db), operation: 'setBack', fields: [] };
}

/** Whose store this is, by what they are described as in it; '' before anybody signed in. */
function userOf(db: Connection): string {
  const settings = sources.get(db)?.after(SETTINGS, 0, MOST_SETTINGS) ?? [];
  const me = settings.find(({ document }) => document.id === ME)?.document;
  const { sub } = (parseJson(String(me?.value)) ?? {}) as { sub?: unknown };
  return typeof sub === 'string' ? sub : '';
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
