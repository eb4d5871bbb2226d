/** What the store worker can be asked to do. One store a worker. */
import { statSync } from 'node:fs';
import { type Background, NO_BACKGROUND, runInBackground } from './background.ts';
import type { TableSchema } from './columns.ts';
import type { Connection } from './connect.ts';
import { StoreError } from './errors.ts';
import { hookSource } from './hook-source.ts';
import type { StoreHooks } from './hooks.ts';
import { type OpenFile, openFile } from './open-file.ts';
import {
  cleanTombstones,
  endErasure,
  eraseBatch,
  planErasure,
  resumeErasure,
  settleErasure,
  truncateLog,
} from './purge.ts';
import type { Sidecar } from './sidecar.ts';
import { rollback, writePart } from './sliced-transaction.ts';
import { dropTable, ensureTable, type Table, type TableId } from './table.ts';
import type { FileStats, WireWrite, WireWritten } from './wire.ts';
import { type TableWriter, tableWriter } from './write.ts';

type Opened = OpenFile & {
  file: string;
  hooks: StoreHooks;
  background: Background;
  sync: 'FULL' | 'NORMAL';
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
    write: ({ n, rows, part, repeatable }: WireWrite): WireWritten => {
      const { write } = tableOf(n);
      if (part.begins) setSync(store(), repeatable);
      const written = writePart(store().db, part, () => write(rows));
      return part.ends ? { ...written, uncopied: uncopiedPages(store().db) } : written;
    },
    /** Ends a transaction whose next slice will not come. Nothing of it is written. */
    abandon: (): void => rollback(store().db),
    clean: ({ n, until }: { n: number; until: number }): boolean =>
      cleanTombstones(store().db, tableOf(n).table, until),
    planErasure: ({ collection, ids }: { collection: string; ids: readonly string[] }): void =>
      planErasure(store().db, collection, ids),
    eraseBatch: (): number | null => eraseBatch(store().db, store().hooks),
    settleErasure: (): void => settleErasure(store().db, store().hooks),
    endErasure: (): void => endErasure(store().db),
    truncate: (): void => truncateLog(store().db),
    remove: (n: number): void => {
      const { db, hooks, tables } = store();
      const { table } = tableOf(n);
      tables.delete(n);
      if (dropTable(db, table)) hooks.onRemove?.(db, table.id.collection);
    },
    askHooks: (request: unknown): number => {
      const { db, hooks } = store();
      return db.transaction(() => hooks.onAsk?.(db, request) ?? 0).immediate();
    },
    check: (): string[] => store().db.prepare('PRAGMA integrity_check').pluck().all() as string[],
    stats: (): FileStats => statsOf(store()),
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
  resumeErasure(db, hooks);
  const background = task ? runInBackground(db, task) : NO_BACKGROUND;
  return { ...file, file: settings.file, hooks, background, sync: 'FULL', tables: new Map() };
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
function setSync(opened: Opened, repeatable: boolean): void {
  const level = repeatable ? 'NORMAL' : 'FULL';
  if (level !== opened.sync) opened.db.pragma(`synchronous = ${level}`);
  opened.sync = level;
}

/** Pages of the log that are not in the file. NOOP only reports, in 0.015 ms (https://sqlite.org/pragma.html#pragma_wal_checkpoint). */
function uncopiedPages(db: Connection): number {
  const [state] = db.pragma('wal_checkpoint(NOOP)') as { log: number; checkpointed: number }[];
  return state ? state.log - state.checkpointed : 0;
}

function statsOf({ db, file, sidecar, background }: Opened): FileStats {
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
