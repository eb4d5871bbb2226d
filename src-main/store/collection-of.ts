/** A collection by its name, for what is the same whatever its documents are. */
import type { RxCollection } from 'rxdb/plugins/core';
import type { CollectionName } from '#shared/sync/collections.ts';
import type { DeskDatabase } from './database.ts';

/** RxDB's types are invariant in the document: `T` is what the caller needs of it, which all collections have. */
export function collectionOf<T>(database: DeskDatabase, name: CollectionName): RxCollection<T> {
  return database[name] as unknown as RxCollection<T>;
}
