/** A first sync of a desk that is killed on the way, again and again, while the server goes on changing. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { STORE_FILE } from '#main/vault/files.ts';
import { DEMO_ACCOUNTS } from '#server/demo/accounts.ts';
import { type Demo, startDemo } from '#server/demo/start-demo.ts';
import { byId, differences, expectedOf, HELD, type Held } from '../simulation/oracle.ts';
import { changeCustomer } from '../support/change-customer.ts';
import { keyOf, storedDocuments } from '../support/read-store.ts';
import { startTelling, type TellingChild } from '../support/telling-child.ts';

const CUSTOMERS = 8_000;
/** Shares of the customers of the desk at which it is killed: before the first batch is confirmed, between, and near the end. */
const KILLED_AT = [0, 0.2, 0.4, 0.6, 0.8];
const CASEY = DEMO_ACCOUNTS.find(({ sub }) => sub === 'casey');
const CHILD = join(import.meta.dirname, 'sync-pull.child.ts');

let folder: string;
let demo: Demo;
let desk: TellingChild<Told> | undefined;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callbook-pull-'));
  demo = await startDemo({ folder: join(folder, 'server'), customers: CUSTOMERS, durable: false });
});
afterAll(async () => {
  await desk?.kill();
  await demo?.stop();
  await rm(folder, { recursive: true, force: true });
});

type Told = { held?: number; done?: true; log?: { event: string } };

const events = new Set<string>();
function startDesk(): TellingChild<Told> {
  desk = startTelling<Told>([CHILD, join(folder, 'desk'), demo.serverUrl], ({ log }) => {
    if (log) events.add(log.event);
  });
  return desk;
}

/** Runs the desk until it holds more than so many customers, and kills it then. */
async function killPast(count: number): Promise<void> {
  const running = startDesk();
  await running.told(({ held = 0 }) => held > count);
  await running.kill();
}

async function storeFolder(): Promise<string> {
  const files = await readdir(join(folder, 'desk'), { recursive: true });
  const store = files.find((file) => file.endsWith(STORE_FILE)) ?? '';
  return join(folder, 'desk', dirname(store));
}

test('it goes on where it was, and ends with what the server holds, no more and no less', async () => {
  if (!CASEY) throw new Error('There is no such account.');
  const ids = [...(await expectedOf(demo.pool, CASEY, 'customers')).keys()];
  for (const [at, share] of KILLED_AT.entries()) {
    await killPast(ids.length * share);
    // One that the desk may hold already, and one that comes late.
    for (const id of [ids[at], ids.at(-1 - at)]) {
      await changeCustomer(demo.pool, id ?? '', { region: at % 2 ? 'north' : 'south' });
    }
  }
  const last = startDesk();
  await last.told(({ done }) => done === true);
  await last.exited;
  expect(events).not.toContain('replication.doubt');
  const store = await storeFolder();
  const key = await keyOf(store);
  for (const collection of Object.keys(HELD) as Held[]) {
    const held = byId(storedDocuments(store, key, collection));
    expect(differences(await expectedOf(demo.pool, CASEY, collection), held)).toEqual([]);
    expect(held.size).toBeGreaterThan(0);
  }
});
