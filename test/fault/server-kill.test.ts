/** The backend, killed with a change committed and its answer not given; and in the middle of many changes. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { firstValueFrom } from 'rxjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { editableOf } from '#shared/customer/schema.ts';
import { isSynced, signInCore, startTestCore, type TestCore } from '../support/core.ts';
import { type LossyProxy, startProxy } from '../support/proxy.ts';

const ROOT = join(import.meta.dirname, '../..');
let folder: string;
let server: ChildProcess;
let proxy: LossyProxy;
let core: TestCore;

/** The demo's backend in a process of its own; resolves with its address when it serves. */
function startServer(): Promise<string> {
  const args = ['src-server/demo/main.ts', '--data', join(folder, 'server'), '--customers', '60'];
  server = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  server.once('exit', (code) => reject(new Error(`The backend ended with ${code}.`)));
  if (!server.stdout) throw new Error('The backend has no output.');
  createInterface({ input: server.stdout }).on('line', (line) => {
    if (line.startsWith('READY ')) resolve(JSON.parse(line.slice(6)).serverUrl);
  });
  return promise;
}

async function end(signal: NodeJS.Signals): Promise<void> {
  const exited = new Promise((resolve) => server.once('exit', resolve));
  server.kill(signal);
  await exited;
}

/** Rows of a query, by a connection of its own: the backend's are gone with it. */
async function query<T extends object>(sql: string, values: unknown[] = []): Promise<T[]> {
  const { databaseUrl } = JSON.parse(await readFile(join(folder, 'server/demo.json'), 'utf8'));
  const client = new pg.Client(databaseUrl);
  await client.connect();
  try {
    return (await client.query<T>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

async function rename(id: string, family: string): Promise<void> {
  const view = await firstValueFrom(core.session.desk().customers.watch(id));
  if (!view) throw new Error('The customer is not on the desk.');
  const base = editableOf(view.customer);
  await core.session.desk().customers.update({ id, base, mine: { ...base, family } });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callbook-kill-'));
  proxy = await startProxy(await startServer());
  core = await startTestCore(join(folder, 'desk'), proxy.url);
  await signInCore(core, 'casey');
  await core.status(isSynced);
});
afterAll(async () => {
  await core?.close();
  await proxy?.close();
  await end('SIGTERM');
  await rm(folder, { recursive: true, force: true });
});

const active = () =>
  query<{ id: string }>(
    `SELECT id FROM customers WHERE region = 'north' AND doc->>'status' = 'active' ORDER BY number`,
  );
const entries = async (id: string) =>
  (await query<{ n: number }>(`SELECT count(*)::int AS n FROM change_feed WHERE doc_id = $1`, [id]))[0]?.n;

describe('a backend that is killed', () => {
  it('after its commit and before its answer has the change once', async () => {
    const [customer] = await active();
    const id = customer?.id ?? '';
    const before = (await entries(id)) ?? 0;
    const committed = proxy.holdNext('/customers/push');
    await rename(id, 'Once only');
    await committed;
    await end('SIGKILL');
    proxy.dropHeld();
    await core.status(({ network, waiting }) => network === 'offline' && waiting === 1);
    await startServer();
    core.session.desk().sync.retryNow();
    await core.status(isSynced);
    expect(await entries(id)).toBe(before + 1);
    const [stored] = await query<{ family: string }>(
      `SELECT doc->>'family' AS family FROM customers WHERE id = $1`,
      [id],
    );
    expect(stored?.family).toBe('Once only');
  });

  it('again and again while changes go out loses none and doubles none', async () => {
    const customers = await active();
    const before = await Promise.all(customers.map(({ id }) => entries(id)));
    for (let round = 0; round < 3; round += 1) {
      const sent = Promise.all(customers.map(({ id }) => rename(id, `Round ${round}`)));
      await proxy.holdNext('/customers/push');
      await end('SIGKILL');
      proxy.dropHeld();
      await sent;
      await startServer();
      core.session.desk().sync.retryNow();
      await core.status(isSynced);
    }
    for (const [at, { id }] of customers.entries()) {
      const grown = ((await entries(id)) ?? 0) - (before[at] ?? 0);
      expect(grown).toBeGreaterThanOrEqual(1);
      expect(grown).toBeLessThanOrEqual(3);
      const view = await firstValueFrom(core.session.desk().customers.watch(id));
      expect(view).toMatchObject({ waiting: false, customer: { family: 'Round 2' } });
    }
    const receipts = await query<{ n: number }>(
      `SELECT count(*)::int - count(DISTINCT (client_id, mutation_id))::int AS n FROM push_receipt`,
    );
    expect(receipts[0]?.n).toBe(0);
    expect(await firstValueFrom(core.session.desk().sync.attention$)).toEqual([]);
  });
});
