/**
 * A log whose end was cut off by damage: SQLite opens the store on older content and says nothing. Every time that a
 * change is missing which was acknowledged, it is noticed; and it is never noticed of a store that is whole.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEntries } from '#main/audit/tables.ts';
import { createLogger } from '#main/log.ts';
import { connect } from '#main/storage-sqlite/connect.ts';
import { toStoreError } from '#main/storage-sqlite/errors.ts';
import { openStore } from '#main/storage-sqlite/index.ts';
import { readSidecar } from '#main/storage-sqlite/sidecar.ts';
import { TEST_KEY, temporaryFile } from '#main/storage-sqlite/testing/support.ts';
import { openAcknowledged } from '#main/store/acknowledged.ts';
import { databaseName } from '#main/store/database-name.ts';
import { createFileSlot } from '#main/vault/file-slot.ts';
import { openVault } from '#main/vault/vault.ts';
import { type Demo, startDemo } from '#server/demo/start-demo.ts';
import { isSynced, signInCore, startTestCore } from '../support/core.ts';

const CHILD = fileURLToPath(new URL('./store-cut.child.ts', import.meta.url));
const STORES = 5;
const CUTS = 12;
const WHOLE = { isRefused: false, gone: 0, isBehind: false };
const SEED = Number(process.env.FC_SEED ?? Date.now() % 1_000_000);
console.log(`store-cut seed ${SEED}`);
const log = createLogger(() => undefined);
let state = SEED;

function random(below: number): number {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
}

/** Ids that were acknowledged before the process was killed. */
async function writeAndKill(file: string, run: number): Promise<string[]> {
  const child = spawn(process.execPath, [CHILD, file, `${run}`], { stdio: ['ignore', 'pipe', 'inherit'] });
  const acknowledged: string[] = [];
  const ready = Promise.withResolvers<void>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line === 'ready') return ready.resolve();
    acknowledged.push(line);
  });
  await ready.promise;
  setTimeout(() => child.kill('SIGKILL'), 100 + random(900));
  await once(child, 'close');
  return acknowledged;
}

/**
 * What a copy of the store is after `damage`. A cut may also leave pages that do not fit each other, where a checkpoint
 * had copied some of them: the store is then refused as corrupt, which the desk offers to recover from.
 */
async function lookAt(file: string, ids: string[], damage: (file: string) => Promise<void>) {
  const folder = await mkdtemp(join(tmpdir(), 'callbook-cut-'));
  try {
    await cp(dirname(file), folder, { recursive: true });
    await damage(join(folder, 'store.db'));
    return { isRefused: false, ...(await openCopy(join(folder, 'store.db'), ids)) };
  } catch (error) {
    if (toStoreError(error).code !== 'STORE_CORRUPT') throw error;
    return { isRefused: true, gone: 0, isBehind: false };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** How many of the ids are gone, and whether that was noticed. */
async function openCopy(copy: string, ids: string[]) {
  const store = await openStore({ file: copy, key: TEST_KEY });
  const cipher = readSidecar(copy)?.cipher ?? 'aegis';
  const reader = connect(copy, { cipher, key: TEST_KEY, readonly: true });
  try {
    const n = reader.prepare(`SELECT n FROM store_collections WHERE name = 'comments'`).pluck().get();
    const held = new Set(
      typeof n === 'number' ? reader.prepare(`SELECT id FROM documents_${n}`).pluck().all() : [],
    );
    const name = databaseName(copy, TEST_KEY);
    const { isBehind, close } = await openAcknowledged({ file: copy, key: TEST_KEY, name }, log);
    await close();
    return { gone: ids.filter((id) => !held.has(id)).length, isBehind };
  } finally {
    reader.close();
    await store.close();
  }
}

describe('a store that was killed', () => {
  it(`is known to be behind, however its log was cut: ${STORES} stores, ${CUTS} cuts each`, async () => {
    let lossy = 0;
    for (let run = 0; run < STORES; run += 1) {
      const file = temporaryFile();
      const ids = await writeAndKill(file, run);
      expect(ids.length).toBeGreaterThan(0);
      expect(await lookAt(file, ids, async () => undefined)).toEqual(WHOLE);
      const { size } = await stat(`${file}-wal`);
      for (let cut = 0; cut < CUTS; cut += 1) {
        const at = cut === 0 ? 0 : random(size);
        const { gone, isBehind, isRefused } = await lookAt(file, ids, (copy) => truncate(`${copy}-wal`, at));
        if (gone > 0 || isRefused) lossy += 1;
        if (gone > 0) expect(isBehind, `run ${run}, ${at} of ${size}: ${gone} gone`).toBe(true);
      }
    }
    console.log(`${lossy} of ${STORES * CUTS} cuts lost acknowledged changes, each was noticed`);
    expect(lossy).toBeGreaterThan(STORES);
  });

  it('is not taken for one that is behind when its note is unreadable or gone', async () => {
    const file = temporaryFile();
    const ids = await writeAndKill(file, 9);
    expect(await lookAt(file, ids, (copy) => rm(`${copy}.seen`))).toEqual(WHOLE);
    expect(await lookAt(file, ids, (copy) => writeFile(`${copy}.seen`, 'x'.repeat(3000)))).toEqual(WHOLE);
  });
});

describe('a desk whose store is behind', () => {
  let folder: string;
  let demo: Demo;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'callbook-cut-desk-'));
    demo = await startDemo({ folder: join(folder, 'server'), customers: 60, durable: false });
  });
  afterAll(async () => {
    await demo?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('says so until it was read, records it, and asks the server for everything again', async () => {
    const running = await startTestCore(join(folder, 'desk'), demo.serverUrl);
    await signInCore(running, 'casey');
    await running.status(isSynced);
    await running.close();
    await demo.stopServer();
    const core = await startTestCore(join(folder, 'desk'), demo.serverUrl);
    const { rows } = await demo.pool.query(`SELECT id FROM customers WHERE region = 'north' LIMIT 1`);
    const unsentFile = join(await userFolder('desk'), 'unsent.json');
    await core.session.desk().comments.add({ id: uuidv7(), customerId: rows[0].id, text: 'not sent' });
    await expect.poll(() => readText(unsentFile)).toContain('1');
    await cp(join(folder, 'desk'), join(folder, 'copy'), { recursive: true });
    await core.close();

    await truncate(join(await userFolder('copy'), 'store.db-wal'), 0);
    await demo.startServer();
    const behind = await startTestCore(join(folder, 'copy'), demo.serverUrl);
    const { health } = behind.session.desk();
    expect(health.status$.value.setBack).toMatchObject({ missing: 1 });
    const held = new Set(['teams', 'configuration', 'customers', 'comments']);
    await behind.status(
      (status) =>
        isSynced(status) && status.collections.every(({ name, pulled }) => !held.has(name) || pulled > 0),
    );
    await behind.close();
    expect(await auditedIn('copy')).toMatchObject([{ operation: 'setBack', actor: 'casey' }]);

    const again = await startTestCore(join(folder, 'copy'), demo.serverUrl);
    expect(again.session.desk().health.status$.value.setBack).toMatchObject({ missing: 1 });
    await again.session.desk().dismissSetBack();
    expect(again.session.desk().health.status$.value.setBack).toBeNull();
    await again.close();
    const last = await startTestCore(join(folder, 'copy'), demo.serverUrl);
    expect(last.session.desk().health.status$.value.setBack).toBeNull();
    await last.close();
    expect(await auditedIn('copy')).toHaveLength(1);
  });

  async function userFolder(desk: string): Promise<string> {
    const users = join(folder, desk, 'users');
    const [name = ''] = await readdir(users);
    return join(users, name);
  }

  async function auditedIn(desk: string) {
    const user = await userFolder(desk);
    const file = join(user, 'store.db');
    const key = await openVault({ folder: user, slots: [createFileSlot()] });
    const db = connect(file, { cipher: readSidecar(file)?.cipher ?? 'aegis', key, readonly: true });
    const entries = [...readEntries(db)];
    db.close();
    return entries;
  }
});

const readText = (path: string) => readFile(path, 'utf8');
