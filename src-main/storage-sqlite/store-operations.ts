/** What the store worker can be asked to do. One store a worker. */
import { statSync } from 'node:fs';
import { type Background, NO_BACKGROUND, runInBackground } from './background.ts';
import type { TableSchema } from './columns.ts';
import type { Connection } from './connect.ts';
import { StoreError } from './errors.ts';
import { hookSource } from './hook-source.ts';
import type { StoreHooks } from './hooks.ts';
import { type OpenFile, openFile } from './open-file.ts';
import { cleanTombstones, purgeDocuments, truncateLog } from './purge.ts';
import type { Sidecar } from './sidecar.ts';
import { dropTable, ensureTable, type Table, type TableId } from './table.ts';
import type { StoreStats, WireWrite, WireWritten } from './wire.ts';
import { type TableWriter, tableWriter } from './write.ts';

type Opened = OpenFile & {
  file: string;
  hooks: StoreHooks;
  background: Background;
  tables: Map<number, { table: Table; write: TableWriter }>;
};

export type StoreOperations = ReturnType<typeof storeOperations>;

export function storeOperations() {
  let opened: Opened | null = null;
  const store = (): Opened => {
    if (!opened) throw new StoreError('STORE_CLOSED');
    return opened;
  };
  const tableOf = (n: number) => {
    const entry = store().tables.get(n);
    if (!entry) throw new StoreError('STORE_CLOSED', 'collection');
    return entry;
  };

  return {
    open: async (settings: {
      file: string;
      key: Uint8Array | null;
      hooks: string | null;
    }): Promise<Sidecar> => {
      opened = await open(settings);
      return opened.sidecar;
    },
    table: ({ id, schema }: { id: TableId; schema: TableSchema }): { n: number; seq: number } => {
      const { db, hooks, tables } = store();
      const table = ensureTable(db, id, schema);
      const entry = tables.get(table.n) ?? { table, write: tableWriter(db, table, hooks) };
      tables.set(table.n, entry);
      return { n: table.n, seq: entry.table.seq };
    },
    write: ({ n, rows, pulled }: WireWrite): WireWritten => {
      const { write } = tableOf(n);
      setSync(store().db, pulled);
      return write(rows);
    },
    clean: ({ n, until }: { n: number; until: number }): boolean =>
      cleanTombstones(store().db, tableOf(n).table, until),
    purge: ({ collection, ids }: { collection: string; ids: string[] }): number =>
      purgeDocuments(store().db, store().hooks, collection, ids),
    truncate: (): void => truncateLog(store().db),
    remove: (n: number): void => {
      const { db, hooks, tables } = store();
      const { table } = tableOf(n);
      tables.delete(n);
      if (dropTable(db, table)) hooks.onRemove?.(db, table.id.collection);
    },
    check: (): string[] => store().db.prepare('PRAGMA integrity_check').pluck().all() as string[],
    stats: (): StoreStats => statsOf(store()),
    close: (): void => {
      if (opened) close(opened);
      opened = null;
    },
  };
}

async function open(settings: {
  file: string;
  key: Uint8Array | null;
  hooks: string | null;
}): Promise<Opened> {
  const hooks = settings.hooks === null ? {} : await loadHooks(settings.hooks);
  const file = openFile(settings);
  const { db } = file;
  const task = db.transaction(() => hooks.onOpen?.(db, hookSource(db)) ?? null).immediate();
  const background = task ? runInBackground(db, task) : NO_BACKGROUND;
  return { ...file, file: settings.file, hooks, background, tables: new Map() };
}

async function loadHooks(url: string): Promise<StoreHooks> {
  const module = (await import(url)) as { hooks: StoreHooks };
  return module.hooks;
}

/**
 * What was pulled is committed without a sync: after a power loss the store is as it was after an earlier
 * commit, together with the replication's own checkpoint, and the rest is pulled again. The next local write
 * syncs the whole log (https://sqlite.org/pragma.html#pragma_synchronous).
 */
function setSync(db: Connection, pulled: boolean): void {
  db.pragma(pulled ? 'synchronous = NORMAL' : 'synchronous = FULL');
}

function statsOf({ db, file, sidecar, background }: Opened): StoreStats {
  const number = (pragma: string) => db.pragma(pragma, { simple: true }) as number;
  return {
    dbId: sidecar.dbId,
    cipher: sidecar.cipher,
    fileBytes: sizeOf(file),
    walBytes: sizeOf(`${file}-wal`),
    pages: number('page_count'),
    freePages: number('freelist_count'),
    background: background.progress(),
  };
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

function close({ db, background, release }: Opened): void {
  background.stop();
  db.close();
  release();
}
