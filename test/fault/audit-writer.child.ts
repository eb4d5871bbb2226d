/**
 * Writes as a user and as replication would, until it is killed. Prints `ready`, then the id of every document that
 * a user wrote, once it was acknowledged.
 */
import { createLogger } from '#main/log.ts';
import { openStore } from '#main/storage-sqlite/index.ts';
import { TEST_KEY } from '#main/storage-sqlite/testing/support.ts';
import { openDatabase } from '#main/store/database.ts';
import { STORE_HOOKS } from '#main/store/hooks-url.ts';
import { localChange, localComment, pulledCustomer } from '#main/store/testing/documents.ts';

const [file = '', run = '0'] = process.argv.slice(2);
const store = await openStore({ file, key: TEST_KEY, hooks: STORE_HOOKS });
const log = createLogger(() => undefined);
const { customers, comments } = await openDatabase(file, store.storage, new Set(), log);
process.stdout.write('ready\n');
for (let at = 0; ; at += 1) {
  const pulled = Array.from({ length: 20 }, (_, item) => pulledCustomer(`${run}-${at}-${item}`));
  await customers.bulkInsert(pulled);
  const first = await customers.findOne(pulled[0]?.id ?? '').exec();
  for (const family of ['One', 'Two'])
    await first?.incrementalModify((current) => ({ ...current, ...localChange({ family }) }));
  process.stdout.write(`${first?.id}\n`);
  const comment = localComment(`${run}-${at}`, first?.id ?? '');
  await comments.insert(comment);
  process.stdout.write(`${comment.id}\n`);
}
