/** Any RxStorage: bulk writes and changes as its replication does them, the rest through RxDB's collection. */
import {
  createRxDatabase,
  getChangedDocumentsSince,
  type RxCollection,
  type RxDatabase,
  type RxStorage,
} from 'rxdb';
import { type CustomerDoc, customerSchema } from '#main/store/schemas.ts';
import { type Candidate, QUERY_LIMIT } from './candidate.ts';

/** RxDB marks what a replication pulled so; ours commits it without waiting for the disk, as the raw peer does. */
const CONTEXT = 'replication-down-bench';

export type Opened = { storage: RxStorage<unknown, unknown>; close: () => Promise<void> };

export function rxCandidate(openStorage: () => Promise<Opened>, hasThread: boolean): Candidate {
  let opened: (Opened & { database: RxDatabase; customers: RxCollection<CustomerDoc> }) | null = null;
  let checkpoint: unknown;
  const customers = () => {
    if (!opened) throw new Error('not open');
    return opened.customers;
  };
  return {
    open: async () => {
      const { storage, close } = await openStorage();
      const database = await createRxDatabase({ name: 'bench', storage, multiInstance: false });
      const collections = await database.addCollections({ customers: { schema: customerSchema } });
      opened = { storage, close, database, customers: collections.customers };
    },
    insertMany: async (documents) => {
      const rows = documents.map((document) => ({ document: withMeta(document) }));
      const { error } = await customers().storageInstance.bulkWrite(rows, CONTEXT);
      if (error.length > 0) throw new Error(`${error.length} not written`);
    },
    insertOne: async (document) => {
      await customers().insert(document);
    },
    get: async (id) => customers().findOne(id).exec(),
    waitingSince: async (time) =>
      customers()
        .find({
          selector: { pendingSince: { $gt: time } },
          sort: [{ pendingSince: 'desc' }, { id: 'desc' }],
          limit: QUERY_LIMIT,
        })
        .exec(),
    nextChanges: async (limit) => {
      const instance = customers().storageInstance;
      const changed = await getChangedDocumentsSince(instance, limit, checkpoint);
      checkpoint = changed.checkpoint;
      return changed.documents.length;
    },
    hop: hasThread
      ? async () => {
          await getChangedDocumentsSince(customers().storageInstance, 1, { seq: Number.MAX_SAFE_INTEGER });
        }
      : null,
    close: async () => {
      await opened?.database.close();
      await opened?.close();
      opened = null;
    },
  };
}

function withMeta(document: CustomerDoc) {
  return { ...document, _deleted: false, _attachments: {}, _rev: '1-bench', _meta: { lwt: Date.now() } };
}
