/** Searches that a team keeps: shared on the server by who may, seen on the desks of the same scope, offline too. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ORPCError } from '@orpc/client';
import { firstValueFrom } from 'rxjs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { removeEntry, saveEntry } from '#server/configuration/configuration-service.ts';
import { Refused } from '#server/configuration/refused.ts';
import { DEMO_ACCOUNTS } from '#server/demo/accounts.ts';
import { type Demo, startDemo } from '#server/demo/start-demo.ts';
import { notifyChanged } from '#server/sync/poke-bus.ts';
import type { TeamView } from '#shared/configuration/schema.ts';
import type { Me } from '#shared/permission/me.ts';
import { may, ROLES } from '#shared/permission/roles.ts';
import { isShownTo } from '#shared/search/team-view.ts';
import { isSynced, signInCore, startTestCore, type TestCore } from '../support/core.ts';
import { connectByPort } from '../support/rpc-clients.ts';

let folder: string;
let demo: Demo;
let core: TestCore | null = null;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callbook-views-'));
  demo = await startDemo({ folder: join(folder, 'server'), customers: 40, durable: false });
});
afterAll(async () => {
  await core?.close();
  await demo?.stop();
  await rm(folder, { recursive: true, force: true });
});

const view = (name: string, part: Partial<TeamView> = {}): TeamView => ({
  ...{ kind: 'view', name, filter: { field: 'status', value: 'inactive' }, sort: 'name', audience: [] },
  ...part,
});
const accountOf = (sub: string): Me => DEMO_ACCOUNTS.find((one) => one.sub === sub) as Me;
const SOUTH: Me = { sub: 'south', name: 'Sue South', role: 'supervisor', scopeKeys: ['region:south'] };
const codeOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'ok',
    (error: unknown) => (error instanceof Refused || error instanceof ORPCError ? error.code : String(error)),
  );

/** Opens the desk of an account; only one is open at a time. */
async function open(account: string, offline = false) {
  await core?.close();
  core = await startTestCore(join(folder, account), demo.serverUrl);
  const desk = () => (core as TestCore).session.desk();
  if (offline) desk().sync.setOffline(true);
  else {
    await signInCore(core, account);
    await core.status(isSynced);
  }
  const { client } = await connectByPort(core.context);
  const views = async () =>
    (await firstValueFrom(desk().configuration.watch())).flatMap(({ id, rev, entry }) =>
      entry.kind === 'view' && isShownTo(entry, desk().me()) ? [{ id, rev, entry }] : [],
    );
  const names = async () => (await views()).map(({ entry }) => entry.name);
  return { client, views, names };
}

it('is shared without a text, for those of the scope of whoever shares it', async () => {
  const { client, views } = await open('alex');
  const entry = { ...view('Sleeping'), text: 'Bob Miller', audience: ['*'] };
  await client.configuration.save({ id: randomUUID(), rev: '', entry });
  const audience = ['region:north', 'region:south'];
  expect((await views()).map((one) => one.entry)).toEqual([view('Sleeping', { audience })]);
  const { rows } = await demo.pool.query(`SELECT doc::text AS doc FROM configuration WHERE kind = 'view'`);
  expect(rows).toHaveLength(1);
  expect(rows[0].doc).not.toContain('Miller');
  const again = (one: TeamView) =>
    codeOf(client.configuration.save({ id: randomUUID(), rev: '', entry: one }));
  expect(await again(view('Sleeping'))).toBe('INVALID');
  expect(await again(view('Of one', { filter: { field: 'organisation', value: randomUUID() } }))).toBe(
    'INVALID',
  );
  expect(await again(view('', {}))).toBe('INVALID');
});

it('is written by who may share searches, and changed by who sees it', async () => {
  for (const role of ROLES) {
    const save = { id: randomUUID(), rev: 'none', entry: view('X') };
    const code = await codeOf(saveEntry(demo.pool, { ...accountOf('alex'), role }, save));
    expect([role, code]).toEqual([role, may(role, 'view.share') ? 'STALE' : 'FORBIDDEN']);
  }
  const [id, other] = [randomUUID(), randomUUID()];
  const rev = await saveEntry(demo.pool, SOUTH, { id: other, rev: '', entry: view('Of the south') });
  const north: Me = { ...SOUTH, scopeKeys: ['region:north'] };
  const mine = await saveEntry(demo.pool, north, { id, rev: '', entry: view('Of the south') });
  expect(await codeOf(saveEntry(demo.pool, north, { id: other, rev, entry: view('Taken') }))).toBe(
    'FORBIDDEN',
  );
  expect(await codeOf(removeEntry(demo.pool, north, { id: other, rev }))).toBe('FORBIDDEN');
  expect(await codeOf(removeEntry(demo.pool, north, { id, rev: mine }))).toBe('ok');
  const steward = accountOf('devi');
  const next = await saveEntry(demo.pool, steward, { id: other, rev, entry: view('South, asleep') });
  const { rows } = await demo.pool.query('SELECT doc FROM configuration WHERE id = $1', [other]);
  expect([next, rows[0].doc.entry.audience]).toEqual([rows[0].doc.rev, ['region:south']]);
});

it('is on the desks of the scope, which cannot change it, with and without a network, until it is taken away', async () => {
  const online = await open('casey');
  expect(await online.names()).toEqual(['Sleeping']);
  const [{ id, rev, entry } = { id: '', rev: '', entry: view('none') }] = await online.views();
  expect(await codeOf(online.client.configuration.save({ id, rev, entry }))).toBe('FORBIDDEN');
  expect(await codeOf(online.client.configuration.remove({ id, rev, kind: 'view' }))).toBe('FORBIDDEN');
  const { filter, sort } = entry;
  const { hits } = await online.client.customer.search({ text: '', filter, sort });
  expect(new Set(hits.map(({ status }) => status))).toEqual(new Set(['inactive']));

  const offline = await open('casey', true);
  expect(await offline.names()).toEqual(['Sleeping']);
  await removeEntry(demo.pool, accountOf('alex'), { id, rev });
  await notifyChanged(demo.pool, 'configuration');
  core?.session.desk().sync.setOffline(false);
  await expect.poll(offline.names, { timeout: 30_000 }).toEqual([]);
});
