/**
 * Starting over: the server no longer knows this desk's checkpoint (a restored backup, another role or scope), so
 * everything is pulled anew, and what does not come again leaves the desk.
 *
 * Invariants
 * - A marker in the store says that it is under way; a restart in the middle begins it anew.
 * - It belongs to one run of a replication: what another was handed may never have been stored.
 * - It ends only when nothing is left that did not come again. Unsent changes are never dropped by it: they are
 *   pushed, and the server's answer decides.
 */
import type { RxCollection } from 'rxdb/plugins/core';
import { Customer } from '#shared/customer/schema.ts';
import { COLLECTIONS, type CollectionName } from '#shared/sync/collections.ts';
import { errorCode, type Logger } from '../log.ts';
import type { DeskDatabase } from '../store/database.ts';
import { readSetting, writeSetting } from '../store/settings.ts';
import type { Replicated } from './push.ts';

const PAGE = 1000;
const KNOWN_FIELDS = 'customerFields';
const markerOf = (name: CollectionName) => `refetch-${name}`;

export type Refetch = {
  /** True when an earlier run began to start over and did not end it. */
  wasInterrupted(): Promise<boolean>;
  begin(): Promise<void>;
  /** The next pull starts over, in a later run too: what came may not have been stored. */
  doubt(): Promise<void>;
  /** Notes what came again. Does nothing unless it is under way. */
  came(ids: Iterable<string>): void;
  isUnderWay(): boolean;
  /** True when the store holds anything of the collection that the server once confirmed. */
  holdsConfirmed(): Promise<boolean>;
  /** Ids that did not come again, once everything did come. None ends it. */
  leftovers(): Promise<string[]>;
  /** Another run takes over: what this one still hears is nothing to go by. */
  retire(): void;
};

export function createRefetch(
  database: DeskDatabase,
  name: CollectionName,
  collection: RxCollection<Replicated>,
): Refetch {
  const marker = markerOf(name);
  let seen: Set<string> | null = null;
  let isRetired = false;
  return {
    wasInterrupted: async () =>
      seen === null && !isRetired && (await readSetting<boolean>(database, marker)) === true,
    async begin() {
      if (isRetired) return;
      seen = new Set();
      await writeSetting(database, marker, true);
    },
    async doubt() {
      if (isRetired) return;
      seen = null;
      await writeSetting(database, marker, true);
    },
    came(ids) {
      for (const id of ids) seen?.add(id);
    },
    isUnderWay: () => seen !== null,
    holdsConfirmed: async () => (await confirmedIdsBut(collection, new Set())).length > 0,
    async leftovers() {
      if (seen === null) return [];
      const ids = await confirmedIdsBut(collection, seen);
      if (isRetired) return [];
      if (ids.length === 0) {
        seen = null;
        await writeSetting(database, marker, false);
      }
      return ids;
    },
    retire() {
      isRetired = true;
      seen = null;
    },
  };
}

/** Makes the next sync of this store start over, for every collection. Call it before sync starts. */
export async function askForRefetch(database: DeskDatabase): Promise<void> {
  for (const name of COLLECTIONS) await writeSetting(database, markerOf(name), true);
}

/**
 * Asks for all customers again where they were stored by a program that knew other fields: what it did not know it left out.
 * Call it before sync starts.
 */
export async function refetchForNewFields(database: DeskDatabase, log: Logger): Promise<void> {
  // A disk that is full or refuses to be written keeps nobody from their customers; the next start asks again.
  await askForNewFields(database).catch((error) => log.warn('store.newFields', { code: errorCode(error) }));
}

async function askForNewFields(database: DeskDatabase): Promise<void> {
  const fields = Object.keys(Customer.shape).sort();
  const known = await readSetting<string[]>(database, KNOWN_FIELDS);
  if (known && fields.every((field) => known.includes(field))) return;
  const isFirst = (await database.customers.findOne().exec()) === null;
  if (!isFirst) await writeSetting(database, markerOf('customers'), true);
  await writeSetting(database, KNOWN_FIELDS, fields);
}

/** Ids of all documents that the server once confirmed and that are not in `known`, page by page. */
async function confirmedIdsBut(
  { storageInstance }: RxCollection<Replicated>,
  known: ReadonlySet<string>,
): Promise<string[]> {
  const ids: string[] = [];
  let checkpoint: unknown;
  for (;;) {
    const page = await storageInstance.getChangedDocumentsSince?.(PAGE, checkpoint);
    if (!page) return ids;
    for (const { id, _deleted, pendingSince } of page.documents) {
      if (!_deleted && pendingSince === '' && !known.has(id)) ids.push(id);
    }
    if (page.documents.length < PAGE) return ids;
    checkpoint = page.checkpoint;
  }
}
