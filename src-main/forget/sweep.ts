/**
 * Everything on this desk that is about a person, found by their id and emptied: also what was never sent and what only this
 * desk knows.
 *
 * Invariant: what is emptied has no field left of what it held, and waits for nothing, so that it is never sent.
 */
import { COLLECTIONS, type CollectionName } from '#shared/sync/collections.ts';
import { collectionOf } from '../store/collection-of.ts';
import type { DeskDatabase } from '../store/database.ts';
import { forgetRescued } from '../store/rescued.ts';
import type { Pending } from '../store/schemas.ts';
import { emptied } from '../sync/refused-registration.ts';
import { goneDocument } from '../sync/wire.ts';

type Hanging = Pending & { id: string; customerId: string };

/** All that names a customer. The request to be forgotten itself is the server's to empty: it is the answer. */
const HANGING = ['comments', 'contacts', 'ticklers', 'orders', 'changes'] as const;

/** The ids of what belongs to the customers, by collection, their own among them. Changes nothing. */
export async function belongings(
  database: DeskDatabase,
  customerIds: readonly string[],
): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = { customers: [...customerIds] };
  const add = (name: string, ids: string[]) => {
    found[name] = [...(found[name] ?? []), ...ids];
  };
  for (const customerId of customerIds) {
    for (const name of HANGING) {
      const documents = await collectionOf<Hanging>(database, name).find({ selector: { customerId } }).exec();
      add(name, documents.map(idOf));
    }
    add('requests', await unsentRequests(database, customerId));
    add('attention', (await database.attention.find({ selector: { customerId } }).exec()).map(idOf));
  }
  return found;
}

/** Empties these documents, so that windows learn of it before they are gone, and what was rescued of the customers. */
export async function sweep(
  database: DeskDatabase,
  rows: Record<string, readonly string[]>,
  customerIds: readonly string[],
): Promise<void> {
  for (const name of COLLECTIONS) await empty(database, name, rows[name] ?? []);
  await dropAttention(database, rows.attention ?? []);
  await forgetRescued(database, customerIds);
}

/** Empties the documents as the server would have them gone. */
async function empty(database: DeskDatabase, name: CollectionName, ids: readonly string[]): Promise<void> {
  const collection = collectionOf<Pending & { id: string }>(database, name);
  const documents = await collection.findByIds([...ids]).exec();
  for (const document of documents.values()) {
    await document.incrementalModify(() => goneDocument(name, document.primary) as never);
  }
}

async function unsentRequests(database: DeskDatabase, customerId: string): Promise<string[]> {
  const documents = await database.requests.find({ selector: { customerId } }).exec();
  return documents.filter(({ rev }) => rev === '').map(idOf);
}

async function dropAttention(database: DeskDatabase, ids: readonly string[]): Promise<void> {
  const documents = await database.attention.findByIds([...ids]).exec();
  for (const document of documents.values()) {
    await document.incrementalModify(
      (current) => ({ ...emptied(current), customerId: null, _deleted: true }) as never,
    );
  }
}

function idOf({ id }: { id: string }): string {
  return id;
}
