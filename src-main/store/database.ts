/** The RxDB database of one signed-in user, over the store's own storage. */
import { createRxDatabase, type RxCollection, type RxDatabase, type RxStorage } from 'rxdb/plugins/core';
import type { Logger } from '../log.ts';
import { createConflictHandler, type Settled } from '../sync/conflict-handler.ts';
import {
  type AttentionDoc,
  attentionSchema,
  type CommentDoc,
  type CustomerDoc,
  commentSchema,
  customerSchema,
  type SettingDoc,
  settingSchema,
  type TeamDoc,
  teamSchema,
} from './schemas.ts';

export type Collections = {
  teams: RxCollection<TeamDoc>;
  customers: RxCollection<CustomerDoc>;
  comments: RxCollection<CommentDoc>;
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
      teams: { schema: teamSchema, conflictHandler: createConflictHandler<TeamDoc>(settled) },
      customers: { schema: customerSchema, conflictHandler: createConflictHandler<CustomerDoc>(settled) },
      comments: { schema: commentSchema, conflictHandler: createConflictHandler<CommentDoc>(settled) },
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
