/** How many documents there are, and how many of them wait. */
import type { MangoQuery } from 'rxdb/plugins/core';
import { type CollectionName, WRITABLE_COLLECTIONS } from '#shared/sync/collections.ts';
import { collectionOf } from './collection-of.ts';
import type { DeskDatabase } from './database.ts';
import type { Pending } from './schemas.ts';

/** Selects what the server has not confirmed. */
export const WAITS = { pendingSince: { $gt: '' } };

/** How many documents of the collection match; all of them where no query is given. */
export function countDocuments(
  database: DeskDatabase,
  name: CollectionName,
  query?: MangoQuery<Pending>,
): Promise<number> {
  return collectionOf<Pending>(database, name).count(query).exec();
}

/** How many documents have changes that the server has not confirmed. */
export async function countWaiting(database: DeskDatabase): Promise<number> {
  const counts = WRITABLE_COLLECTIONS.map((name) => countDocuments(database, name, { selector: WAITS }));
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
}
