/**
 * A process that writes customers until it is killed, and prints the id and revision of each write that was
 * acknowledged. Prints `ready` once the store is open, or the error code when it cannot be opened.
 */
import { createRxDatabase } from 'rxdb';
import { customer, customerSchema, HOOKS } from '../../search/testing/customers.ts';
import { StoreError } from '../errors.ts';
import { openStore, type SqliteStore } from '../index.ts';
import { TEST_KEY } from './support.ts';

const [file = '', run = '0'] = process.argv.slice(2);

/** A line that is lost with the process was not acknowledged to anybody. */
function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function write(store: SqliteStore): Promise<never> {
  const database = await createRxDatabase({ name: 'desk', storage: store.storage, multiInstance: false });
  const { customers } = await database.addCollections({ customers: { schema: customerSchema } });
  say('ready');
  for (let at = 0; ; at += 1) {
    const label = `${run}-${at}`;
    const document = await customers.insert(
      customer(label, { family: `Family ${label}`, phone: `030 ${at}` }),
    );
    say(`${document.id} 0`);
    await document.incrementalPatch({ given: `Given ${at}` });
    say(`${document.id} 1`);
    const block = Array.from({ length: 20 }, (_, item) => customer(`${label}-${item}`, { family: 'Block' }));
    await customers.bulkInsert(block);
    for (const { id } of block) say(`${id} 0`);
  }
}

try {
  await write(await openStore({ file, key: TEST_KEY, hooks: HOOKS }));
} catch (error) {
  say(error instanceof StoreError ? error.code : 'failed');
  process.exit(1);
}
