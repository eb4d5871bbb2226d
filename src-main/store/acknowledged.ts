/**
 * Whether the store still holds every change that was acknowledged on this desk. SQLite takes a log whose end is
 * missing for one that ended there: a store that was damaged so opens, on older content, and says nothing.
 *
 * Invariants
 * - What users and this desk write is noted beside the store after its commit and before it is acknowledged. The
 *   commit is on the disk by then, so that a sound store is never behind what was noted.
 * - What replication brings is not noted: it is committed without a sync, together with how far it came, and pulled
 *   again after a power loss.
 * - A store that is behind stays so until `accept`; nothing is noted before.
 * - A note that cannot be written, on a failing disk, keeps nobody from working: it only notices less.
 */
import type { RxStorage, RxStorageInstance } from 'rxdb/plugins/core';
import { WRITABLE_COLLECTIONS } from '#shared/sync/collections.ts';
import { errorCode, type Logger } from '../log.ts';
import { connect } from '../storage-sqlite/connect.ts';
import { readSidecar } from '../storage-sqlite/sidecar.ts';
import { openProgressFile, type Progress, readProgress } from './progress-file.ts';
import { createProgressWriter } from './progress-writer.ts';

type Storage = RxStorage<unknown, unknown>;
type Instance = RxStorageInstance<unknown, unknown, unknown, { seq: number }>;
type Seqs = Progress['seqs'];

/** Where this desk writes what only it has. */
const NOTED: ReadonlySet<string> = new Set([...WRITABLE_COLLECTIONS, 'attention', 'settings']);
const REPLICATION = /^replication-/;

export type Acknowledged = {
  /** True when the store has less than was acknowledged. */
  isBehind: boolean;
  /** The storage, with every write noted before it resolves. */
  noting(storage: Storage): Storage;
  /** Takes the store as it was opened for what counts from now on. */
  accept(): Promise<void>;
  close(): Promise<void>;
};

/** Compares the open store `name` with what was noted of it. Throws nothing but what reading the store throws. */
export async function openAcknowledged(
  { file, key, name }: { file: string; key: Uint8Array; name: string },
  log: Logger,
): Promise<Acknowledged> {
  const warn = (error: unknown) => log.warn('store.acknowledged', { code: errorCode(error) });
  const held = readSeqs(file, key, name);
  const handle = await openProgressFile(`${file}.seen`).catch((error: unknown) => void warn(error));
  const before = handle ? await readProgress(handle).catch(() => null) : null;
  const known = before?.store === name ? before.seqs : {};
  const isBehind = Object.entries(known).some(([table, seq]) => isBefore(held, table, seq));
  const writer = createProgressWriter(
    handle ?? null,
    { n: before?.n ?? 0, store: name, seqs: { ...known } },
    warn,
  );
  let accepted = !isBehind;
  return {
    isBehind,
    noting: (storage) =>
      notingStorage(storage, (table, seq) => (accepted ? writer.put({ [table]: seq }) : undefined)),
    async accept() {
      accepted = true;
      if (isBehind)
        await writer.put(Object.fromEntries(Object.keys(known).map((table) => [table, held[table] ?? 0])));
    },
    close: writer.close,
  };
}

/** A table that is gone because its collection has a newer schema is not behind. */
function isBefore(held: Seqs, table: string, seq: number): boolean {
  const [collection = '', version] = table.split(' ');
  const isReplaced = Object.keys(held).some((other) => {
    const [name, newer] = other.split(' ');
    return name === collection && Number(newer) > Number(version);
  });
  return (held[table] ?? 0) < seq && !isReplaced;
}

function readSeqs(file: string, key: Uint8Array, name: string): Seqs {
  const db = connect(file, { cipher: readSidecar(file)?.cipher ?? 'aegis', key, readonly: true });
  try {
    const rows = db
      .prepare('SELECT name, version, seq FROM store_collections WHERE database = ?')
      .all(name) as { name: string; version: number; seq: number }[];
    return Object.fromEntries(rows.map((row) => [`${row.name} ${row.version}`, row.seq]));
  } finally {
    db.close();
  }
}

/** Calls `put` with the place of every write of ours, and lets the write resolve after it. */
function notingStorage(
  storage: Storage,
  put: (table: string, seq: number) => Promise<void> | undefined,
): Storage {
  return {
    ...storage,
    async createStorageInstance(params) {
      const instance = await storage.createStorageInstance(params);
      if (NOTED.has(params.collectionName)) noteWrites(instance as unknown as Instance, put);
      return instance;
    },
  };
}

function noteWrites(
  instance: Instance,
  put: (table: string, seq: number) => Promise<void> | undefined,
): void {
  const table = `${instance.collectionName} ${instance.schema.version}`;
  const write = instance.bulkWrite.bind(instance);
  let last = 0;
  instance.changeStream().subscribe(({ context, checkpoint }) => {
    if (!REPLICATION.test(context)) last = checkpoint.seq;
  });
  instance.bulkWrite = async (rows, context) => {
    const result = await write(rows, context);
    if (!REPLICATION.test(context) && last > 0) await put(table, last);
    return result;
  };
}
