/**
 * The peer: RxDB as its documentation shows it, with memory storage and a plain pull handler, on the same endpoint.
 * Arguments: server, token, customers, database.
 */
import { createRxDatabase, type RxConflictHandler } from 'rxdb';
import { replicateRxCollection } from 'rxdb/plugins/replication';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { type CustomerDoc, customerSchema } from '#main/store/schemas.ts';
import { toLocal } from '#main/sync/wire.ts';
import type { Checkpoint } from '#shared/sync/protocol.ts';
import { desk } from '../../support/backend.ts';
import { touchAll } from './touch.ts';

const [serverUrl = '', token = '', count = '0', databaseUrl = ''] = process.argv.slice(2);
const customers = Number(count);
const BATCH = 1000;

const database = await createRxDatabase({
  name: 'stock',
  storage: getRxStorageMemory(),
  multiInstance: false,
});
/** The server's revisions say whether two states are the same. */
const conflictHandler: RxConflictHandler<CustomerDoc> = {
  isEqual: (one, other) => one.rev === other.rev,
  resolve: async ({ realMasterState }) => realMasterState,
};
const { customers: collection } = await database.addCollections({
  customers: { schema: customerSchema, conflictHandler },
});
const wire = desk(serverUrl, token);

let since = performance.now();
const replication = replicateRxCollection<CustomerDoc, Checkpoint>({
  collection,
  replicationIdentifier: 'stock',
  live: true,
  pull: {
    batchSize: BATCH,
    handler: async (checkpoint, batchSize) => {
      const { body } = await wire.pull('customers', checkpoint ?? null, batchSize);
      const documents = body.documents.flatMap((document) => toLocal('customers', document) ?? []);
      return { documents: documents as never, checkpoint: body.checkpoint ?? undefined };
    },
  },
});
await replication.awaitInitialReplication();
const held = await collection.count().exec();
if (held < customers) throw new Error(`${held} of ${customers} arrived`);
const first = (customers / (performance.now() - since)) * 1000;
const { last } = await touchAll(databaseUrl);
const arrived = new Promise<void>((done) => {
  collection.findOne(last.id).$.subscribe((document) => document?.toJSON().middle === last.middle && done());
});
since = performance.now();
replication.reSync();
await arrived;
const catchUp = (customers / (performance.now() - since)) * 1000;
process.stdout.write(`\n${JSON.stringify({ first, catchUp })}\n`);
process.exit(0);
