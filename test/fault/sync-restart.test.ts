/** A backend that stands still, is replaced, or loses its PostgreSQL, in the middle of what a desk sends. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firstValueFrom } from 'rxjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Customer } from '#shared/customer/schema.ts';
import { type BackendProcess, startBackendProcess } from '../support/backend-process.ts';
import { isSynced, signInCore, startTestCore, type TestCore } from '../support/core.ts';
import { comment, customersOf, effectsOn, rename } from '../support/typed-work.ts';

/** More than one request carries. */
const COMMENTS = 120;
const EDITS = 10;

let folder: string;
let backend: BackendProcess;
let core: TestCore;
const query = (sql: string, values: unknown[]) => backend.query(sql, values);
const next = customersOf(query);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callbook-restart-'));
  backend = await startBackendProcess(join(folder, 'server'), 400);
  core = await startTestCore(join(folder, 'desk'), backend.url);
  await signInCore(core, 'casey');
  await core.status(isSynced);
});
afterAll(async () => {
  await core?.close();
  await backend?.end('SIGTERM');
  await rm(folder, { recursive: true, force: true });
});

const sync = () => core.session.desk().sync;

type Typed = { family: string; customers: Customer[]; before: number[]; comments: string[] };

/** Edits and comments that wait while there is no network. */
async function typeOffline(family: string): Promise<Typed> {
  const customers = await next(EDITS);
  const before = await effectsOn(query, ids(customers));
  sync().setOffline(true);
  for (const { id } of customers) await rename(core, id, family);
  const on = customers[0]?.id ?? '';
  const comments: string[] = [];
  for (let at = 0; at < COMMENTS; at += 1) comments.push(await comment(core, on, `${family} ${at}`));
  await core.status(({ waiting }) => waiting >= EDITS + COMMENTS);
  return { family, customers, before, comments };
}

const ids = (customers: readonly Customer[]) => customers.map(({ id }) => id);

/** Sends, and resolves when some but, on all but the fastest machines, not all of it has taken effect. */
async function underWay({ comments }: Typed): Promise<void> {
  sync().setOffline(false);
  const taken = async () => (await effectsOn(query, comments)).filter((count) => count > 0).length;
  await expect.poll(taken, { interval: 5, timeout: 60_000 }).toBeGreaterThan(0);
}

/** Everything typed took effect once, and the desk shows it as it stands on the server. */
async function expectOnce({ family, customers, before, comments }: Typed): Promise<void> {
  expect(await effectsOn(query, ids(customers))).toEqual(before.map((count) => count + 1));
  expect(await effectsOn(query, comments)).toEqual(comments.map(() => 1));
  for (const id of ids(customers)) {
    const view = await firstValueFrom(core.session.desk().customers.watch(id));
    expect(view).toMatchObject({ waiting: false, customer: { family } });
  }
  expect(await firstValueFrom(sync().attention$)).toEqual([]);
}

describe('a backend that', () => {
  it('stands still gets everything twice when it goes on, and takes it once', async () => {
    const typed = await typeOffline('Still');
    await underWay(typed);
    backend.signal('SIGSTOP');
    const [late] = await next(1);
    const lateId = late?.id ?? '';
    const [before = 0] = await effectsOn(query, [lateId]);
    await rename(core, lateId, 'Typed meanwhile');
    // What is on its way is given up and sent again, to a backend that will see both.
    sync().setOffline(true);
    await core.status(({ network, waiting }) => network === 'offlineByChoice' && waiting > 0);
    sync().setOffline(false);
    backend.signal('SIGCONT');
    await core.status(isSynced);
    await expectOnce(typed);
    expect(await effectsOn(query, [lateId])).toEqual([before + 1]);
  });

  it.each(['SIGTERM', 'SIGKILL'] as const)('is replaced after %s goes on where it was', async (signal) => {
    const typed = await typeOffline(`Replaced after ${signal}`);
    await underWay(typed);
    await backend.end(signal);
    await core.status(({ network }) => network !== 'online');
    await backend.start();
    await core.status(isSynced);
    await expectOnce(typed);
  });

  it('loses its PostgreSQL, twice, loses nothing that it said it had', async () => {
    const typed = await typeOffline('Crashed');
    await underWay(typed);
    await backend.crashPostgres();
    await core.status(({ network }) => network === 'online');
    await backend.crashPostgres();
    const late = await typeOffline('Crashed again');
    sync().setOffline(false);
    await core.status(isSynced);
    await expectOnce(typed);
    await expectOnce(late);
  });
});
