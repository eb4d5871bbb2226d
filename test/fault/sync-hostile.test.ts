/** Networks that lie, break off and refuse: what a desk was told by somebody else than its server has no effect. */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firstValueFrom } from 'rxjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Demo, startDemo } from '#server/demo/start-demo.ts';
import { isSynced, signInCore, startTestCore, type TestCore } from '../support/core.ts';
import { type LossyProxy, type Meddling, startProxy } from '../support/proxy.ts';
import { comment, customersOf, effectsOn, rename } from '../support/typed-work.ts';

const HTML = { 'content-type': 'text/html' };
/** Timers count in whole milliseconds, and by another clock than dates. */
const CLOCK_MS = 10;
const PAGE = '<!doctype html><title>Accept our terms</title>';

let folder: string;
let demo: Demo;
let proxy: LossyProxy;
let core: TestCore;
const query = (sql: string, values: unknown[]) => demo.pool.query(sql, values);
const next = customersOf(query);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callbook-hostile-'));
  demo = await startDemo({ folder: join(folder, 'server'), customers: 400, durable: false });
  proxy = await startProxy(demo.serverUrl);
  core = await startTestCore(join(folder, 'desk'), proxy.url);
  await signInCore(core, 'casey');
  await core.status(isSynced);
});
afterAll(async () => {
  await core?.close();
  await proxy?.close();
  await demo?.stop();
  await rm(folder, { recursive: true, force: true });
});

const sync = () => core.session.desk().sync;
const attention = async () => firstValueFrom(sync().attention$);

/** Types a change and a comment while there is no network. */
async function typeOffline(
  family: string,
): Promise<{ customerId: string; commentId: string; before: number }> {
  const [customer] = await next(1);
  const customerId = customer?.id ?? '';
  const [before = 0] = await effectsOn(query, [customerId]);
  sync().setOffline(true);
  await rename(core, customerId, family);
  const commentId = await comment(core, customerId, family);
  await core.status(({ network, waiting }) => network === 'offlineByChoice' && waiting === 2);
  return { customerId, commentId, before };
}

/** Both are on the server once, and on the desk as there; nothing was refused. */
async function expectOnce(
  { customerId, commentId, before }: Awaited<ReturnType<typeof typeOffline>>,
  family: string,
) {
  expect(await effectsOn(query, [customerId, commentId])).toEqual([before + 1, 1]);
  const view = await firstValueFrom(core.session.desk().customers.watch(customerId));
  expect(view).toMatchObject({ waiting: false, customer: { family } });
  expect(await attention()).toEqual([]);
}

describe('a change on its way through a network that', () => {
  const answers: [string, Meddling][] = [
    ['answers with a page', { status: 200, headers: HTML, body: PAGE }],
    ['says nothing with 204', { status: 204 }],
    ['forbids it with a page', { status: 403, headers: HTML, body: PAGE }],
    ['finds it bad with a page', { status: 400, headers: HTML, body: PAGE }],
    ['finds a conflict with a page', { status: 409, headers: HTML, body: PAGE }],
    ['asks for an update with a page', { status: 426, headers: HTML, body: PAGE }],
    ['has a broken gateway', { status: 502, headers: HTML, body: PAGE }],
    ['drops the end of each answer', 'truncate'],
    ['breaks off in each answer', 'cut'],
    ['hangs up', 'hangUp'],
  ];

  it.each(answers)('%s waits, and takes effect once', async (name, meddling) => {
    const typed = await typeOffline(name);
    let meddled = 0;
    proxy.meddle(() => {
      meddled += 1;
      return meddling;
    });
    sync().setOffline(false);
    await core.status(({ network, waiting }) => network === 'offline' && waiting === 2);
    sync().retryNow();
    await expect.poll(() => meddled, { timeout: 60_000 }).toBeGreaterThan(4);
    expect(await firstValueFrom(sync().status$)).toMatchObject({ waiting: 2, refused: 0 });
    proxy.meddle(null);
    await core.status(isSynced);
    await expectOnce(typed, name);
  });

  it('leads elsewhere is not followed, and nobody there sees the token', async () => {
    const asked: unknown[] = [];
    const elsewhere = createServer((request, response) => {
      asked.push(request.headers);
      response.end(PAGE);
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
    const location = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/login`;
    const typed = await typeOffline('Elsewhere');
    proxy.meddle(() => ({ status: 307, headers: { location } }));
    sync().setOffline(false);
    await core.status(({ network, waiting }) => network === 'offline' && waiting === 2);
    proxy.meddle(null);
    await core.status(isSynced);
    await new Promise((resolve) => elsewhere.close(resolve));
    expect(asked).toEqual([]);
    await expectOnce(typed, 'Elsewhere');
  });

  it('goes up and down all the time gets through by itself, once', async () => {
    const customers = await next(40);
    const before = await effectsOn(
      query,
      customers.map(({ id }) => id),
    );
    sync().setOffline(true);
    const comments: string[] = [];
    for (const { id } of customers) {
      await rename(core, id, 'Flapping');
      comments.push(await comment(core, id, 'Flapping'));
    }
    await core.status(({ waiting }) => waiting === 2 * customers.length);
    let asked = 0;
    let flaps = 0;
    proxy.meddle(() => {
      asked += 1;
      if (flaps >= 12 || asked % 3 !== 0) return null;
      flaps += 1;
      return (['hangUp', 'cut', 'truncate'] as const)[flaps % 3] ?? null;
    });
    sync().setOffline(false);
    await core.status(isSynced);
    proxy.meddle(null);
    expect(flaps).toBeGreaterThan(2);
    expect(
      await effectsOn(
        query,
        customers.map(({ id }) => id),
      ),
    ).toEqual(before.map((count) => count + 1));
    expect(await effectsOn(query, comments)).toEqual(comments.map(() => 1));
    expect(await attention()).toEqual([]);
  });
});

describe('a server that has too much to do', () => {
  const later: [string, () => string][] = [
    ['in seconds', () => '2'],
    ['as a date', () => new Date(Date.now() + 3_000).toUTCString()],
  ];

  it.each(later)('says when to come back %s, and nobody tries before', async (name, retryAfter) => {
    const typed = await typeOffline(name);
    let until = 0;
    proxy.meddle(() => {
      if (until > 0 && Date.now() >= until) return null;
      const when = retryAfter();
      until ||= Number(when) ? Date.now() + Number(when) * 1000 : Date.parse(when);
      return { status: 429, headers: { 'retry-after': when } };
    });
    sync().setOffline(false);
    await core.status(({ network }) => network === 'offline');
    await core.status(({ network }) => network !== 'offline');
    expect(Date.now()).toBeGreaterThanOrEqual(until - CLOCK_MS);
    await core.status(isSynced);
    proxy.meddle(null);
    await expectOnce(typed, name);
  });
});

describe('a way that lets only small requests through', () => {
  it('gets them smaller and smaller, and only what is too large by itself needs attention', async () => {
    const LARGEST = 6_000;
    const [customer] = await next(1);
    const id = customer?.id ?? '';
    sync().setOffline(true);
    const small: string[] = [];
    for (let at = 0; at < 60; at += 1) small.push(await comment(core, id, `${at} ${'small '.repeat(50)}`));
    const large = await comment(core, id, 'large '.repeat(1_200));
    await core.status(({ waiting }) => waiting === 61);
    let refused = 0;
    proxy.meddle((path, body) => {
      if (path.endsWith('/poke') && refused === 0) return { status: 413, headers: HTML, body: PAGE };
      if (!path.endsWith('/push') || body.length <= LARGEST) return null;
      refused += 1;
      return { status: 413, headers: HTML, body: PAGE };
    });
    sync().setOffline(false);
    await core.status((status) => isSynced(status) && status.refused === 1);
    proxy.meddle(null);
    expect(refused).toBeGreaterThan(5);
    expect(await effectsOn(query, [...small, large])).toEqual([...small.map(() => 1), 0]);
    const [item] = await attention();
    expect(item).toMatchObject({ reason: 'tooLarge', documentId: large });
    expect(item?.fields[0]?.mine).toContain('large large');
    await sync().dismiss(item?.id ?? '');
  });
});
