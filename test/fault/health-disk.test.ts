/** A disk that is full, or may not be written, under a whole core that syncs: said, survived, and over by itself. */
import { execFileSync } from 'node:child_process';
import { mkdtemp, open, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firstValueFrom } from 'rxjs';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEMO_CLIENT, type Demo, startDemo } from '#server/demo/start-demo.ts';
import { desk } from '../support/backend.ts';
import { isSynced, signInCore, startTestCore, type TestCore } from '../support/core.ts';
import { signIn } from '../support/sign-in.ts';

const SPACE = '48m';
const LEFT_BYTES = 96 * 1024;

let folder: string;
let disk: string;
let isMounted = false;
let demo: Demo;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callbook-disk-'));
  disk = await mkdtemp(join(tmpdir(), 'callbook-small-'));
  isMounted = mount();
  demo = await startDemo({ folder: join(folder, 'server'), customers: 100, durable: false });
});
afterAll(async () => {
  await demo?.stop();
  if (isMounted) execFileSync('umount', [disk]);
  for (const path of [folder, disk]) await rm(path, { recursive: true, force: true });
});

/** A file system of its own, where this user may make one. */
function mount(): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SPACE}`, 'tmpfs', disk], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

async function fill(): Promise<void> {
  const handle = await open(join(disk, 'filler'), 'w');
  const { bavail, bsize } = await statfs(disk);
  await handle.write(Buffer.alloc(Math.max(0, bavail * bsize - LEFT_BYTES)));
  await handle.close();
}

const healthOf = (core: TestCore) => core.session.desk().health.status$;

/** Adds comments until one is refused; returns the ids that were taken, and the code of the refusal. */
async function addUntilRefused(
  core: TestCore,
  customerId: string,
): Promise<{ taken: string[]; code: string }> {
  const taken: string[] = [];
  for (;;) {
    const id = uuidv7();
    const added = core.session.desk().comments.add({ id, customerId, text: 'x'.repeat(3_000) });
    const code = await added.then(
      () => null,
      (error: { code: string }) => error.code,
    );
    if (code !== null) return { taken, code };
    taken.push(id);
  }
}

/** Comments of a colleague's desk, which speaks the protocol only: no two cores are open in one process. */
async function pushComments(customerId: string, ids: readonly string[]): Promise<void> {
  const account = { issuer: demo.issuer, clientId: DEMO_CLIENT.clientId, account: 'robin' };
  const robin = desk(demo.serverUrl, (await signIn(account)).accessToken);
  const writtenAt = new Date().toISOString();
  for (const id of ids) {
    const doc = { id, customerId, writtenAt, text: 'y'.repeat(3_000) };
    const { body } = await robin.push('comments', { mutationId: uuidv7(), base: null, doc });
    expect(body.results[0]?.status).toBe('applied');
  }
}

async function customerId(): Promise<string> {
  const { rows } = await demo.pool.query(`SELECT id FROM customers WHERE region = 'north' LIMIT 1`);
  return rows[0].id;
}

/** Everything of a scope that the server holds is on the desk. */
async function holdsAllComments(core: TestCore): Promise<boolean> {
  const status = await core.status(isSynced);
  const held = status.collections.find(({ name }) => name === 'comments')?.documents;
  const { rows } = await demo.pool.query(
    `SELECT count(*)::int AS n FROM comments WHERE customer_id IN (SELECT id FROM customers WHERE region = 'north')`,
  );
  return held === rows[0].n;
}

test('a full disk is said, loses nothing, and ends by itself when there is space', async () => {
  if (!isMounted) return console.log('NOT RUN: may not mount a small file system');
  const core = await startTestCore(join(disk, 'desk'), demo.serverUrl);
  await signInCore(core, 'casey');
  await core.status(isSynced);
  const id = await customerId();
  await fill();
  const { taken, code } = await addUntilRefused(core, id);
  expect(code).toBe('STORE_FULL');
  expect(healthOf(core).value.state).toBe('full');
  expect(await firstValueFrom(core.session.desk().customers.watch(id))).toMatchObject({ customer: { id } });

  const elsewhere = Array.from({ length: 120 }, () => uuidv7());
  await pushComments(id, elsewhere);

  await rm(join(disk, 'filler'));
  await expect.poll(() => healthOf(core).value.state, { timeout: 30_000 }).toBe('ok');
  await core.session.desk().comments.add({ id: uuidv7(), customerId: id, text: 'after' });
  await expect.poll(() => holdsAllComments(core), { timeout: 60_000, interval: 500 }).toBe(true);
  const { rows } = await demo.pool.query('SELECT id FROM comments WHERE id = ANY($1)', [
    [...taken, ...elsewhere],
  ]);
  expect(rows.length).toBe(taken.length + elsewhere.length);
  console.log(`${taken.length} comments taken before the disk was full`);
  await core.close();
});

test('a desk that is closed on a full disk opens again, with everything that it took', async () => {
  if (!isMounted) return console.log('NOT RUN: may not mount a small file system');
  const core = await startTestCore(join(disk, 'desk'), demo.serverUrl);
  await core.status(isSynced);
  await demo.stopServer();
  const id = await customerId();
  await fill();
  const { taken } = await addUntilRefused(core, id);
  await core.close();
  await rm(join(disk, 'filler'));
  const again = await startTestCore(join(disk, 'desk'), demo.serverUrl);
  const entries = await firstValueFrom(again.session.desk().timeline(id));
  const held = new Set(entries.map((entry) => entry.id));
  expect(taken.filter((one) => !held.has(one))).toEqual([]);
  await demo.startServer();
  await again.status(isSynced);
  await again.close();
});

test('a disk that may not be written keeps no desk from saying so, and none is made anew', async () => {
  if (!isMounted) return console.log('NOT RUN: may not mount a small file system');
  execFileSync('mount', ['-o', 'remount,ro', disk]);
  const core = await startTestCore(join(disk, 'desk'), demo.serverUrl);
  try {
    expect(await firstValueFrom(core.session.state$)).toMatchObject({
      state: 'recovery',
      problem: 'STORE_READ_ONLY',
    });
  } finally {
    execFileSync('mount', ['-o', 'remount,rw', disk]);
  }
  await expect
    .poll(() => firstValueFrom(core.session.state$), { timeout: 20_000 })
    .toMatchObject({
      state: 'signedIn',
      me: { sub: 'casey' },
    });
  await core.close();
});
