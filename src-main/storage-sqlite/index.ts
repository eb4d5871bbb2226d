/**
 * An RxStorage on encrypted SQLite in worker threads.
 *
 * Invariant: one store a file in this process, and one process a file; instances on the same file share it.
 */
import { ensureRxStorageInstanceParamsAreCorrect, RXDB_VERSION, type RxStorage } from 'rxdb';
import { type InstanceParams, SqliteInstance, type SqliteInternals, type SqliteOptions } from './instance.ts';
import type { StoreSettings } from './settings.ts';
import { type OpenStore, startStore } from './store.ts';
import { tableSchemaOf } from './table-schema.ts';
import type { StoreStats } from './wire.ts';

export type SqliteStorage = RxStorage<SqliteInternals, SqliteOptions>;

export type SqliteStore = {
  /** For `createRxDatabase`. Closing the database does not close the store. */
  storage: SqliteStorage;
  /** Closes the workers and releases the lock. Close the databases first. */
  close: () => Promise<void>;
  /** An empty list when the file is sound. */
  integrityCheck: () => Promise<string[]>;
  /** Removes documents physically, with every copy the store keeps, and empties the log. */
  purge: (collection: string, ids: readonly string[]) => Promise<number>;
  stats: () => Promise<StoreStats>;
  /** Asks the hooks of the store something of their own, in a transaction between two writes. */
  askHooks: (request: unknown) => Promise<number>;
};

/** Opens or creates the store. Rejects with a `StoreError`; a file that exists is then as it was before. */
export async function openStore(settings: StoreSettings): Promise<SqliteStore> {
  const store = await startStore(settings);
  return {
    storage: storageOver(
      () => Promise.resolve(store),
      () => Promise.resolve(),
    ),
    close: () => store.close(),
    integrityCheck: () => store.integrityCheck(),
    purge: (collection, ids) => store.purge(collection, ids),
    stats: () => store.stats(),
    askHooks: (request) => store.writer.call('askHooks', request),
  };
}

/** A storage that opens its store with the first instance and closes it with the last. */
export function getRxStorageSqlite(settings: StoreSettings): SqliteStorage {
  return storageOver(
    () => acquire(settings),
    () => release(settings.file),
  );
}

type Shared = { opening: Promise<OpenStore>; users: number; closing: Promise<void> | null };
const shared = new Map<string, Shared>();

async function acquire(settings: StoreSettings): Promise<OpenStore> {
  const before = shared.get(settings.file);
  if (before?.closing) {
    await before.closing;
    return acquire(settings);
  }
  const entry = before ?? { opening: startStore(settings), users: 0, closing: null };
  shared.set(settings.file, entry);
  entry.users += 1;
  return entry.opening.catch((error: unknown) => {
    shared.delete(settings.file);
    throw error;
  });
}

async function release(file: string): Promise<void> {
  const entry = shared.get(file);
  if (!entry) return;
  entry.users -= 1;
  if (entry.users > 0) return;
  entry.closing = entry.opening.then((store) => store.close()).finally(() => shared.delete(file));
  await entry.closing;
}

function storageOver(take: () => Promise<OpenStore>, give: () => Promise<void>): SqliteStorage {
  return {
    name: 'sqlite-worker',
    rxdbVersion: RXDB_VERSION,
    createStorageInstance: async <T>(params: InstanceParams<T>) => {
      ensureRxStorageInstanceParamsAreCorrect(params);
      const store = await take();
      try {
        return await instanceOn<T>(store, params, give);
      } catch (error) {
        await give();
        throw error;
      }
    },
  };
}

async function instanceOn<T>(
  store: OpenStore,
  params: InstanceParams<T>,
  give: () => Promise<void>,
): Promise<SqliteInstance<T>> {
  const schema = tableSchemaOf(params.schema);
  const id = {
    database: params.databaseName,
    collection: params.collectionName,
    version: params.schema.version,
  };
  const { n } = await store.writer.call('table', { id, schema });
  return new SqliteInstance<T>(params, { store, table: { n, schema } }, give);
}
