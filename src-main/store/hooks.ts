/**
 * What the product does in the store worker, in the transaction of the documents: the search index and the audit.
 *
 * Invariant: a document is parsed once for all of them, and one that throws rolls all of them back.
 */
import { hooks as audit } from '../audit/audit-hook.ts';
import { hooks as index } from '../search/index-hook.ts';
import type { Connection } from '../storage-sqlite/connect.ts';
import type { HookRow, HookWrite, StoreHooks } from '../storage-sqlite/hooks.ts';

export const hooks: StoreHooks = {
  ...index,
  onOpen: (db, source) => {
    audit.onOpen(db, source);
    return index.onOpen?.(db, source) ?? null;
  },
  onWrite: (db: Connection, write: HookWrite) => {
    const shared = { ...write, rows: write.rows.map(parsedOnce) };
    index.onWrite?.(db, shared);
    audit.onWrite(db, shared);
  },
};

function parsedOnce({ previous, current }: HookRow): HookRow {
  let document: ReturnType<typeof current> | null = null;
  return {
    previous,
    current: () => {
      document ??= current();
      return document;
    },
  };
}
