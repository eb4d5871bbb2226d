/**
 * RxDB's own replication test suite over our storage on both sides: the desks' collections and what their
 * replication remembers are in one encrypted store, the master in another.
 *
 * The suite is written for mocha and imports two small packages that come only with RxDB's own repository; what
 * it takes of them is given here.
 */
import { registerHooks } from 'node:module';
import { addRxPlugin, type RxCollection, type RxStorage } from 'rxdb';
import { RxDBAttachmentsPlugin } from 'rxdb/plugins/attachments';
import { RxDBLocalDocumentsPlugin } from 'rxdb/plugins/local-documents';
import { replicateRxCollection } from 'rxdb/plugins/replication';
import { afterAll, describe, it } from 'vitest';
import { openStore } from '#main/storage-sqlite/index.ts';
import { TEST_KEY, temporaryFile } from '#main/storage-sqlite/testing/support.ts';

type Human = { passportId: string };
type Humans = RxCollection<Human>;
type ReplicationOptions = Parameters<typeof replicateRxCollection<Human, unknown>>[0];
type Suite = {
  startReplication: (collection: Humans) => unknown;
  syncOnce: (collection: Humans) => Promise<void>;
  syncOnceWithAttachments: (collection: Humans) => Promise<void>;
  getAllServerDocs: () => Promise<unknown[]>;
  cleanUpServer: () => Promise<void>;
  softDeletes: boolean;
  isDeleted: (document: { _deleted: boolean }) => boolean;
  getPrimaryOfServerDoc: (document: Human) => string;
};
/** The part of `rxdb/plugins/test-utils` that is used here; its types need those of mocha. */
type TestUtils = {
  setConfig: (config: { storage: { name: string; getStorage: () => RxStorage<unknown, unknown> } }) => void;
  runReplicationBaseTestSuite: (suite: Suite) => void;
  humansCollection: {
    create: (size: number, name?: string, multiInstance?: boolean) => Promise<Humans>;
    createAttachments: (size: number, name?: string, multiInstance?: boolean) => Promise<Humans>;
  };
  getPullHandler: (master: Humans) => NonNullable<ReplicationOptions['pull']>['handler'];
  getPullStream: (master: Humans) => NonNullable<ReplicationOptions['pull']>['stream$'];
  getPushHandler: (master: Humans) => NonNullable<ReplicationOptions['push']>['handler'];
};

const STAND_INS: Record<string, string> = {
  clone: 'export default structuredClone;',
  'async-test-util': `
    export const wait = (ms) => new Promise((done) => setTimeout(done, ms));
    export const randomString = (length) => crypto.randomUUID().replaceAll('-', '').slice(0, length);`,
};

async function loadTestUtils(): Promise<TestUtils> {
  const hooks = registerHooks({
    resolve: (specifier, context, next) => {
      const source = STAND_INS[specifier];
      if (source === undefined) return next(specifier, context);
      return { url: `data:text/javascript,${encodeURIComponent(source)}`, shortCircuit: true };
    },
  });
  const name = 'rxdb/plugins/test-utils';
  const utils = (await import(/* @vite-ignore */ name)) as TestUtils;
  hooks.deregister();
  return utils;
}

/** The suite opens databases in a way that RxDB allows in its dev mode only. */
addRxPlugin({ name: 'dev-mode-only', rxdb: true, overwritable: { isDevMode: () => true } });
addRxPlugin(RxDBAttachmentsPlugin);
addRxPlugin(RxDBLocalDocumentsPlugin);
Object.assign(globalThis, { describe, it });
const utils = await loadTestUtils();
const desks = await openStore({ file: temporaryFile(), key: TEST_KEY });
const server = await openStore({ file: temporaryFile(), key: TEST_KEY });
afterAll(async () => {
  await Promise.all(masters.map((master) => master.database.close()));
  await desks.close();
  await server.close();
});

let store = desks;
utils.setConfig({ storage: { name: 'sqlite-worker', getStorage: () => store.storage } });

let masters: Humans[] = [];
/** Two masters: one for collections with attachments, one for those without. */
async function cleanUpServer(): Promise<void> {
  await Promise.all(masters.map((master) => master.database.remove()));
  store = server;
  const plain = await utils.humansCollection.create(0, undefined, false);
  const attached = await utils.humansCollection.createAttachments(0, undefined, false);
  masters = [plain, attached];
  store = desks;
}

type Push = NonNullable<ReplicationOptions['push']>['handler'];
type Attached = Human & { _attachments?: Record<string, { digest: string }> };

/** A master answers a conflict with its document; the suite's handler leaves the data of its attachments out. */
function withData(master: Humans, push: Push): Push {
  return async (rows) => {
    const conflicts = (await push(rows)) as (Attached & { _deleted: boolean })[];
    for (const { passportId, _attachments = {} } of conflicts) {
      for (const [id, attachment] of Object.entries(_attachments)) {
        const data = await master.storageInstance.getAttachmentData(passportId, id, attachment.digest);
        Object.assign(attachment, { data });
      }
    }
    return conflicts;
  };
}

function replicate(collection: Humans, live: boolean) {
  const master = masters[collection.schema.jsonSchema.attachments ? 1 : 0];
  if (!master) throw new Error('no master');
  return replicateRxCollection<Human, unknown>({
    collection,
    replicationIdentifier: 'suite',
    live,
    waitForLeadership: false,
    pull: { handler: utils.getPullHandler(master), stream$: utils.getPullStream(master) as never },
    push: { handler: withData(master, utils.getPushHandler(master)) },
  });
}

async function syncOnce(collection: Humans): Promise<void> {
  const state = replicate(collection, false);
  state.error$.subscribe((error) => {
    throw error;
  });
  await state.awaitInitialReplication();
  await state.cancel();
}

describe('replication', () => {
  utils.runReplicationBaseTestSuite({
    startReplication: (collection) => replicate(collection, true),
    syncOnce,
    syncOnceWithAttachments: syncOnce,
    getAllServerDocs: async () => {
      const instance = masters[0]?.storageInstance;
      return (await instance?.getChangedDocumentsSince?.(10_000))?.documents ?? [];
    },
    cleanUpServer,
    softDeletes: true,
    isDeleted: (document) => document._deleted,
    getPrimaryOfServerDoc: (document) => document.passportId,
  });
});
