/** How many documents there are, and how many of them wait. */
import type { MangoQuery, RxCollection } from 'rxdb/plugins/core';
import { type CollectionName, WRITABLE_COLLECTIONS } from '#shared/sync/collections.ts';
import type { DeskDatabase } from './database.ts';
import type { Pending } from './schemas.ts';

const WAITS: MangoQuery<Pending> = { selector: { pendingSince: { $gt: '' } } };

/** How many documents of the collection match; all of them where no query is given. */
export function countDocuments(
  database: DeskDatabase,
  name: CollectionName,
  query?: MangoQuery<Pending>,
): Promise<number> {
  // RxDB's collections differ in their documents, which a count does not see.
  const collection = database[name] as unknown as RxCollection<Pending>;
  return collection.count(query).exec();
}

/** How many documents have changes that the server has not confirmed. */
export async function countWaiting(database: DeskDatabase): Promise<number> {
  const counts = WRITABLE_COLLECTIONS.map((name) => countDocuments(database, name, WAITS));
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
}
