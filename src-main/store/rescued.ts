/**
 * What was rescued from a damaged store, on its way into the new one.
 *
 * Invariants
 * - It is kept, encrypted, in the new store before anything of it is put back, and until all of it is.
 * - A change is put back only on the state it was made on. Where the server has another one by now it goes to
 *   "needs attention" with what was typed, so that a person decides. Done twice it is done once: by its mutation id.
 */
import type { StoreRescue } from '#shared/api/store.ts';
import { editableOf } from '#shared/customer/schema.ts';
import type { Logger } from '../log.ts';
import { openStore } from '../storage-sqlite/index.ts';
import { addAttention, refusedCommentEntry, refusedCustomerEntry } from '../sync/attention.ts';
import { type DeskDatabase, openDatabase } from './database.ts';
import { databaseName } from './database-name.ts';
import { STORE_HOOKS } from './hooks-url.ts';
import type { Salvage } from './salvage.ts';
import type { CommentDoc, CustomerDoc } from './schemas.ts';
import { readSetting, writeSetting } from './settings.ts';

type Rescued = Pick<Salvage, 'customers' | 'comments'> & { lost: number | null };

const RESCUED = 'rescued';
const OUTCOME = 'rescueOutcome';
/** Facts that go on in the new store. What sync remembers of the old one does not. */
const KEPT_SETTINGS = ['me', 'tokens', 'clientId', 'draftKey'];

/** Makes the new store with what was rescued in it. `expected` is how many unsent changes there should be. */
export async function keepRescued(
  { file, key, log }: { file: string; key: Uint8Array; log: Logger },
  { customers, comments, attention, settings }: Salvage,
  expected: number | null,
): Promise<void> {
  const lost = expected === null ? null : Math.max(0, expected - customers.length - comments.length);
  const store = await openStore({ file, key, hooks: STORE_HOOKS });
  try {
    const database = await openDatabase(databaseName(file, key), store.storage, new Set(), log);
    try {
      await writeSetting(database, RESCUED, { customers, comments, lost } satisfies Rescued);
      for (const entry of attention) await addAttention(database, withoutMeta(entry));
      for (const id of KEPT_SETTINGS) {
        const value = settings[id];
        if (value !== undefined) await writeSetting(database, id, JSON.parse(value));
      }
    } finally {
      await database.close();
    }
  } finally {
    await store.close();
  }
}

/** What still waits to be put back, or what became of it, or null when there was no rescue. */
export async function readRescue(database: DeskDatabase): Promise<StoreRescue | null> {
  const rescued = await readSetting<Rescued>(database, RESCUED);
  if (!rescued) return readSetting<StoreRescue>(database, OUTCOME);
  const waiting = rescued.customers.length + rescued.comments.length;
  return { waiting, restored: 0, attention: 0, lost: rescued.lost };
}

/** Puts everything back, once the new store holds what the server has. */
export async function putBack(database: DeskDatabase): Promise<void> {
  const rescued = await readSetting<Rescued>(database, RESCUED);
  if (!rescued) return;
  const outcome: StoreRescue = { waiting: 0, restored: 0, attention: 0, lost: rescued.lost };
  for (const mine of rescued.customers) outcome[await putBackCustomer(database, mine)] += 1;
  for (const mine of rescued.comments) outcome[await putBackComment(database, mine)] += 1;
  await writeSetting(database, OUTCOME, outcome);
  await writeSetting(database, RESCUED, null);
}

/** The person has read what became of it. */
export async function dismissRescue(database: DeskDatabase): Promise<void> {
  await writeSetting(database, OUTCOME, null);
}

async function putBackCustomer(database: DeskDatabase, mine: CustomerDoc): Promise<'restored' | 'attention'> {
  const document = await database.customers.findOne(mine.id).exec();
  if (document && (document.mutationId === mine.mutationId || document.rev === mine.rev)) {
    const { mutationId, pendingSince, updatedAt, updatedBy } = mine;
    const change = { ...editableOf(mine), mutationId, pendingSince, updatedAt, updatedBy };
    await document.incrementalModify((current) => {
      const fits = current.rev === mine.rev && current.mutationId !== mutationId;
      return fits ? { ...current, ...change } : current;
    });
    return 'restored';
  }
  const theirs = document?.toMutableJSON() ?? null;
  const reason = theirs ? 'conflict' : 'outOfScope';
  await addAttention(database, refusedCustomerEntry(mine, theirs ?? undefined, theirs, reason));
  return 'attention';
}

async function putBackComment(database: DeskDatabase, mine: CommentDoc): Promise<'restored' | 'attention'> {
  const customer = await database.customers.findOne(mine.customerId).exec();
  if (!customer) {
    await addAttention(database, refusedCommentEntry(mine, 'outOfScope'));
    return 'attention';
  }
  const { error } = await database.comments.bulkInsert([withoutMeta(mine)]);
  const failed = error.find((one) => one.status !== 409);
  if (failed) throw new Error(`comments ${failed.status}`);
  return 'restored';
}

/** A stored document without what RxDB adds to it. */
function withoutMeta<T extends object>(stored: T): T {
  const entries = Object.entries(stored).filter(([field]) => !field.startsWith('_'));
  return Object.fromEntries(entries) as T;
}
