/** An encrypted store of the product with its search, as a desk opens it, without a server. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { openSearch, type Search } from '#main/search/open-search.ts';
import { openStore, type SqliteStore } from '#main/storage-sqlite/index.ts';
import { type DeskDatabase, openDatabase } from '#main/store/database.ts';
import { databaseName } from '#main/store/database-name.ts';
import { STORE_HOOKS } from '#main/store/hooks-url.ts';

export type EvalDesk = {
  store: SqliteStore;
  database: DeskDatabase;
  search: Search;
  close: () => Promise<void>;
};

export const SILENT = { info: () => {}, warn: () => {}, error: () => {} };

/** A key for a store of its own. */
export function newKey(): string {
  return randomBytes(32).toString('hex');
}

export function storeFile(folder: string): string {
  return join(folder, 'store.db');
}

export async function openEvalDesk(folder: string, hexKey: string): Promise<EvalDesk> {
  const file = storeFile(folder);
  const key = Buffer.from(hexKey, 'hex');
  const store = await openStore({ file, key, hooks: STORE_HOOKS });
  const database = await openDatabase(databaseName(file, key), store.storage, new Set(), SILENT);
  const search = await openSearch({ file, key, store });
  return {
    store,
    database,
    search,
    close: async () => {
      await search.close();
      await database.close();
      await store.close();
    },
  };
}
