/**
 * A desk's store at work until it is killed: what users write and what replication brings, side by side. Prints
 * `ready`, then the id of every comment once it was acknowledged.
 */
import { createLogger } from '#main/log.ts';
import { openStore } from '#main/storage-sqlite/index.ts';
import { TEST_KEY } from '#main/storage-sqlite/testing/support.ts';
import { openAcknowledged } from '#main/store/acknowledged.ts';
import { openDatabase } from '#main/store/database.ts';
import { databaseName } from '#main/store/database-name.ts';
import { STORE_HOOKS } from '#main/store/hooks-url.ts';
import { localComment, pulledCustomer } from '#main/store/testing/documents.ts';

const [file = '', run = '0'] = process.argv.slice(2);
const log = createLogger(() => undefined);
const store = await openStore({ file, key: TEST_KEY, hooks: STORE_HOOKS });
const name = databaseName(file, TEST_KEY);
const acknowledged = await openAcknowledged({ file, key: TEST_KEY, name }, log);
const { customers, comments } = await openDatabase(name, acknowledged.noting(store.storage), new Set(), log);
await acknowledged.accept();
process.stdout.write('ready\n');

async function pull(): Promise<never> {
  for (let at = 0; ; at += 1) {
    const rows = Array.from({ length: 20 }, (_, item) => pulledCustomer(`${run}-${at}-${item}`));
    const written = rows.map((document) => ({
      document: {
        ...document,
        _deleted: false,
        _meta: { lwt: Date.now() },
        _rev: '1-pulled',
        _attachments: {},
      },
    }));
    await customers.storageInstance.bulkWrite(written, 'replication-down-write');
  }
}

async function write(): Promise<never> {
  for (let at = 0; ; at += 1) {
    const comment = localComment(`${run} ${at}`, pulledCustomer(`${run}-0-0`).id);
    await comments.insert(comment);
    process.stdout.write(`${comment.id}\n`);
  }
}

await Promise.all([pull(), write()]);
