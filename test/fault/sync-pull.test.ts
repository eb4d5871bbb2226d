/** A first sync of a desk that is killed on the way, again and again, while the server goes on changing. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { STORE_FILE } from '#main/vault/files.ts';
import { DEMO_ACCOUNTS } from '#server/demo/accounts.ts';
import { type Demo, startDemo } from '#server/demo/start-demo.ts';
import { byId, differences, expectedOf, HELD, type Held } from '../simulation/oracle.ts';
import { changeCustomer } from '../support/change-customer.ts';
import { keyOf, storedDocuments } from '../support/read-store.ts';

const CUSTOMERS = 8_000;
/** Shares of the customers of the desk at which it is killed: before the first batch is confirmed, between, and near the end. */
const KILLED_AT = [0, 0.2, 0.4, 0.6, 0.8];
const CASEY = DEMO_ACCOUNTS.find(({ sub }) => sub === 'casey');
const CHILD = join(import.meta.dirname, 'sync-pull.child.ts');

let folder: string;
let demo: Demo;
let desk: ChildProcess | undefined;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callbook-pull-'));
  demo = await startDemo({ folder: join(folder, 'server'), customers: CUSTOMERS, durable: false });
});
afterAll(async () => {
  desk?.kill('SIGKILL');
  await demo?.stop();
  await rm(folder, { recursive: true, force: true });
});

type Told = { held?: number; done?: true };

/** Runs the desk until it holds so many customers, and kills it then; to its end when it is to hold more than there are. */
async function runUntil(wanted: number): Promise<'killed' | 'done'> {
  const args = [CHILD, join(folder, 'desk'), demo.serverUrl];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  desk = child;
  const exited = once(child, 'exit');
  let isDone = false;
  createInterface({ input: child.stdout }).on('line', (line) => {
    const { held = 0, done }: Told = JSON.parse(line);
    isDone ||= done === true;
    if (held > wanted) child.kill('SIGKILL');
  });
  await exited;
  return isDone ? 'done' : 'killed';
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
    expect(await runUntil(ids.length * share)).toBe('killed');
    // One that the desk may hold already, and one that comes late.
    for (const id of [ids[at], ids.at(-1 - at)]) {
      await changeCustomer(demo.pool, id ?? '', { region: at % 2 ? 'north' : 'south' });
    }
  }
  expect(await runUntil(Number.POSITIVE_INFINITY)).toBe('done');
  const store = await storeFolder();
  const key = await keyOf(store);
  for (const collection of Object.keys(HELD) as Held[]) {
    const held = byId(storedDocuments(store, key, collection));
    expect(differences(await expectedOf(demo.pool, CASEY, collection), held)).toEqual([]);
    expect(held.size).toBeGreaterThan(0);
  }
});
