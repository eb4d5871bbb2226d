/** The RxDB database of one signed-in user, over the store's own storage. */
import {
  createRxDatabase,
  type RxCollection,
  type RxConflictHandler,
  type RxDatabase,
  type RxJsonSchema,
  type RxStorage,
} from 'rxdb/plugins/core';
import type { CollectionName } from '#shared/sync/collections.ts';
import type { Envelope } from '#shared/sync/envelope.ts';
import type { Logger } from '../log.ts';
import { createConflictHandler, type Settled } from '../sync/conflict-handler.ts';
import { MERGES } from '../sync/merges.ts';
import {
  type AttentionDoc,
  attentionSchema,
  type ChangeDoc,
  type CommentDoc,
  type ConfigurationDoc,
  type ContactDoc,
  type CustomerDoc,
  changeSchema,
  commentSchema,
  configurationSchema,
  contactSchema,
  customerSchema,
  type OrderDoc,
  orderSchema,
  type Pending,
  type RequestDoc,
  requestSchema,
  type SettingDoc,
  settingSchema,
  type TeamDoc,
  type TicklerDoc,
  teamSchema,
  ticklerSchema,
} from './schemas.ts';

/** At most 13 at once in a process: RxDB's open core allows no more (NON_PREMIUM_COLLECTION_LIMIT). */
export type Collections = {
  teams: RxCollection<TeamDoc>;
  configuration: RxCollection<ConfigurationDoc>;
  customers: RxCollection<CustomerDoc>;
  requests: RxCollection<RequestDoc>;
  comments: RxCollection<CommentDoc>;
  contacts: RxCollection<ContactDoc>;
  ticklers: RxCollection<TicklerDoc>;
  orders: RxCollection<OrderDoc>;
  changes: RxCollection<ChangeDoc>;
  attention: RxCollection<AttentionDoc>;
  settings: RxCollection<SettingDoc>;
};
export type DeskDatabase = RxDatabase<Collections>;

/**
 * Opens the collections of the store file. `settled` is shared with the push handlers: it names the rows whose
 * server answer is final. `name` is what `databaseName` says.
 */
export async function openDatabase(
  name: string,
  storage: RxStorage<unknown, unknown>,
  settled: Settled,
  log: Logger,
): Promise<DeskDatabase> {
  const database = await createRxDatabase<Collections>({
    name,
    storage,
    multiInstance: false,
    eventReduce: true,
  });
  try {
    await database.addCollections({
      teams: replicated('teams', teamSchema, settled),
      configuration: replicated('configuration', configurationSchema, settled),
      customers: replicated('customers', customerSchema, settled),
      requests: replicated('requests', requestSchema, settled),
      comments: replicated('comments', commentSchema, settled),
      contacts: replicated('contacts', contactSchema, settled),
      ticklers: replicated('ticklers', ticklerSchema, settled),
      orders: replicated('orders', orderSchema, settled),
      changes: replicated('changes', changeSchema, settled),
      attention: { schema: attentionSchema },
      settings: { schema: settingSchema },
    });
  } catch (error) {
    log.error('store.collections');
    await database.close();
    throw error;
  }
  return database;
}

function replicated<T extends Envelope & Pending>(
  name: CollectionName,
  schema: RxJsonSchema<T>,
  settled: Settled,
): { schema: RxJsonSchema<T>; conflictHandler: RxConflictHandler<T> } {
  return { schema, conflictHandler: createConflictHandler<T>(settled, MERGES[name] ?? null) };
}
