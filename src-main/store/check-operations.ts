/** What the check worker can be asked: one table after the other, on a read-only connection of its own. */
import { checkAudit } from '../audit/tables.ts';
import type { Cipher } from '../storage-sqlite/cipher.ts';
import { type Connection, connect } from '../storage-sqlite/connect.ts';
import { StoreError } from '../storage-sqlite/errors.ts';

export type CheckOperations = ReturnType<typeof checkOperations>;

export function checkOperations() {
  let db: Connection | null = null;
  const store = (): Connection => {
    if (!db) throw new StoreError('STORE_CLOSED');
    return db;
  };
  return {
    /** Answers with the names of the tables that there are to check. */
    open: ({ file, key, cipher }: { file: string; key: Uint8Array; cipher: Cipher }): string[] => {
      db = connect(file, { cipher, key, readonly: true });
      return db
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'")
        .pluck()
        .all() as string[];
    },
    /** True when every page of the table and of its indexes is as it was written. */
    isSound: (table: string): boolean => {
      const lines = store()
        .prepare(`PRAGMA quick_check("${table.replaceAll('"', '""')}")`)
        .pluck()
        .all();
      return lines.length === 1 && lines[0] === 'ok';
    },
    /** True when no entry of the audit was changed or is missing. */
    isAuditSound: (): boolean => checkAudit(store()) === null,
    close: (): void => {
      db?.close();
      db = null;
    },
  };
}
