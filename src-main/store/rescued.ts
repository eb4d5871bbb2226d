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
import { TEMPORARY_NUMBERS } from '../customer/temporary-number.ts';
import type { Logger } from '../log.ts';
import { openStore } from '../storage-sqlite/index.ts';
import { addAttention, refusedEntry } from '../sync/attention.ts';
import { collectionOf } from './collection-of.ts';
import { type DeskDatabase, openDatabase } from './database.ts';
import { databaseName } from './database-name.ts';
import { STORE_HOOKS } from './hooks-url.ts';
import type { Salvage, Unsent } from './salvage.ts';
import type { CommentDoc, ContactDoc, CustomerDoc, RequestDoc, TicklerDoc } from './schemas.ts';
import { readSetting, writeSetting } from './settings.ts';

type Rescued = Unsent & { lost: number | null };
type Hanging = CommentDoc | ContactDoc | TicklerDoc | RequestDoc;

const HANGING = ['requests', 'comments', 'contacts', 'ticklers'] as const;

const RESCUED = 'rescued';
const OUTCOME = 'rescueOutcome';
/** Facts that go on in the new store. What sync remembers of the old one does not. */
const KEPT_SETTINGS = ['me', 'tokens', 'clientId', 'draftKey', TEMPORARY_NUMBERS];

/** Makes the new store with what was rescued in it. `expected` is how many unsent changes there should be. */
export async function keepRescued(
  { file, key, log }: { file: string; key: Uint8Array; log: Logger },
  { attention, settings, ...unsent }: Salvage,
  expected: number | null,
): Promise<void> {
  const lost = expected === null ? null : Math.max(0, expected - countOf(unsent));
  const store = await openStore({ file, key, hooks: STORE_HOOKS });
  try {
    const database = await openDatabase(databaseName(file, key), store.storage, new Set(), log);
    try {
      await writeSetting(database, RESCUED, { ...unsent, lost } satisfies Rescued);
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
  return { waiting: countOf(rescued), restored: 0, attention: 0, lost: rescued.lost };
}

/** Puts everything back, once the new store holds what the server has. */
export async function putBack(database: DeskDatabase): Promise<void> {
  const rescued = await readSetting<Rescued>(database, RESCUED);
  if (!rescued) return;
  const outcome: StoreRescue = { waiting: 0, restored: 0, attention: 0, lost: rescued.lost };
  for (const mine of rescued.customers) outcome[await putBackCustomer(database, mine)] += 1;
  for (const name of HANGING) {
    // A rescue that an older version began knows of fewer collections.
    for (const mine of rescued[name] ?? []) outcome[await putBackHanging(database, name, mine)] += 1;
  }
  await writeSetting(database, OUTCOME, outcome);
  await writeSetting(database, RESCUED, null);
}

/** Takes what is about these customers out of what waits to be put back. */
export async function forgetRescued(database: DeskDatabase, customerIds: readonly string[]): Promise<void> {
  const rescued = await readSetting<Rescued>(database, RESCUED);
  if (!rescued) return;
  const isOthers = ({ customerId }: { customerId: string }) => !customerIds.includes(customerId);
  const left: Rescued = {
    ...rescued,
    customers: rescued.customers.filter(({ id }) => !customerIds.includes(id)),
    comments: rescued.comments.filter(isOthers),
    contacts: (rescued.contacts ?? []).filter(isOthers),
    ticklers: (rescued.ticklers ?? []).filter(isOthers),
    requests: (rescued.requests ?? []).filter(isOthers),
  };
  await writeSetting(database, RESCUED, left);
}

/** The person has read what became of it. */
export async function dismissRescue(database: DeskDatabase): Promise<void> {
  await writeSetting(database, OUTCOME, null);
}

async function putBackCustomer(database: DeskDatabase, mine: CustomerDoc): Promise<'restored' | 'attention'> {
  const document = await database.customers.findOne(mine.id).exec();
  if (document && (document.mutationId === mine.mutationId || document.rev === mine.rev)) {
    const { mutationId, pendingSince, updatedAt, updatedBy, unsent } = mine;
    const change = { ...editableOf(mine), mutationId, pendingSince, updatedAt, updatedBy, unsent };
    await document.incrementalModify((current) => {
      const fits = current.rev === mine.rev && current.mutationId !== mutationId;
      return fits ? { ...current, ...change } : current;
    });
    return 'restored';
  }
  if (!document && mine.rev === '') {
    await database.customers.insert(withoutMeta(mine));
    return 'restored';
  }
  const theirs = document?.toMutableJSON() ?? null;
  const reason = theirs ? 'conflict' : 'outOfScope';
  await addAttention(database, refusedEntry('customers', { mine, base: theirs, theirs }, reason));
  return 'attention';
}

async function putBackHanging(
  database: DeskDatabase,
  name: (typeof HANGING)[number],
  mine: Hanging,
): Promise<'restored' | 'attention'> {
  const collection = collectionOf<Hanging>(database, name);
  const customer = await database.customers.findOne(mine.customerId).exec();
  const document = await collection.findOne(mine.id).exec();
  const isNew = mine.rev === '';
  if (!customer || (!document && !isNew) || (document && document.rev !== mine.rev)) {
    const theirs = document?.toMutableJSON() ?? null;
    const reason = theirs ? 'conflict' : 'outOfScope';
    await addAttention(database, refusedEntry(name, { mine, base: theirs, theirs }, reason));
    return 'attention';
  }
  if (document) {
    await document.incrementalModify((current) =>
      current.rev === mine.rev ? { ...current, ...withoutMeta(mine) } : current,
    );
    return 'restored';
  }
  const { error } = await collection.bulkInsert([withoutMeta(mine)]);
  const failed = error.find((one) => one.status !== 409);
  if (failed) throw new Error(`${name} ${failed.status}`);
  return 'restored';
}

function countOf(unsent: Unsent): number {
  return unsent.customers.length + HANGING.reduce((sum, name) => sum + (unsent[name]?.length ?? 0), 0);
}

/** A stored document without what RxDB adds to it. */
function withoutMeta<T extends object>(stored: T): T {
  const entries = Object.entries(stored).filter(([field]) => !field.startsWith('_'));
  return Object.fromEntries(entries) as T;
}
