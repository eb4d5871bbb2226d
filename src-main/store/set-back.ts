/**
 * A store that opened on older content than was acknowledged here: what is done about it before anything else.
 *
 * Invariant: everything is asked of the server again, the record of changes says so, and the person is told, all
 * of it kept in the store, before what was noted beside it is given up. Done twice it is done once.
 */
import type { StoreSetBack } from '#shared/api/store.ts';
import type { Logger } from '../log.ts';
import { askForRefetch } from '../sync/refetch.ts';
import type { Acknowledged } from './acknowledged.ts';
import { countWaiting } from './counts.ts';
import type { DeskDatabase } from './database.ts';
import { readSetting, writeSetting } from './settings.ts';

/** The audit hook makes an entry of it. */
const SET_BACK = 'setBack';

/** `unsent` is how many changes waited when they were last counted; null when nobody can say. */
export async function settleSetBack(
  database: DeskDatabase,
  acknowledged: Acknowledged,
  unsent: number | null,
  log: Logger,
): Promise<void> {
  if (acknowledged.isBehind) {
    const missing = unsent === null ? null : Math.max(0, unsent - (await countWaiting(database)));
    log.error('store.setBack', { ...(missing !== null && { count: missing }) });
    await askForRefetch(database);
    await writeSetting(database, SET_BACK, { at: new Date().toISOString(), missing } satisfies StoreSetBack);
  }
  await acknowledged.accept();
}

/** What the person has not read yet, or null. */
export async function readSetBack(database: DeskDatabase): Promise<StoreSetBack | null> {
  return readSetting<StoreSetBack>(database, SET_BACK);
}

/** The person has read it. */
export async function dismissSetBack(database: DeskDatabase): Promise<void> {
  await writeSetting(database, SET_BACK, null);
}
