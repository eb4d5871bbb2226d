/**
 * The remedies of a store that does not open, killed at every step and at any moment: nothing is lost, they can be
 * repeated, and what was rescued is put back once.
 */
import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { cp, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLogger } from '#main/log.ts';
import { openStore } from '#main/storage-sqlite/index.ts';
import { type DeskDatabase, openDatabase } from '#main/store/database.ts';
import { databaseName } from '#main/store/database-name.ts';
import { STORE_HOOKS } from '#main/store/hooks-url.ts';
import { putBack, readRescue } from '#main/store/rescued.ts';
import { readSetting, writeSetting } from '#main/store/settings.ts';
import { idOf, localChange, localComment, pulledCustomer } from '#main/store/testing/documents.ts';
import { addAttention } from '#main/sync/attention.ts';
import { createFileSlot } from '#main/vault/file-slot.ts';
import { readUnsent, writeUnsent } from '#main/vault/unsent.ts';
import { openVault } from '#main/vault/vault.ts';

const CHILD = fileURLToPath(new URL('./rescue.child.ts', import.meta.url));
const RANDOM_KILLS = 12;
const CHANGED = ['C-1', 'C-2', 'C-3'];
/** Changed by somebody else meanwhile. */
const CLASHING = 'C-3';
const COMMENTS = ['note 1', 'note 2'];
/** Enough that a copy is seen before it is whole. */
const COPIED_BYTES = 200 * 1024 * 1024;
const UNSENT = CHANGED.length + COMMENTS.length;
const SEED = Number(process.env.FC_SEED ?? Date.now() % 1_000_000);
console.log(`rescue-kill seed ${SEED}`);
const log = createLogger(() => undefined);
let state = SEED;
let root: string;
let folder: string;
let before: string;

function random(below: number): number {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
}

async function inStore<T>(user: string, use: (database: DeskDatabase) => Promise<T>): Promise<T> {
  const file = join(user, 'store.db');
  const key = await openVault({ folder: user, slots: [createFileSlot()] });
  const store = await openStore({ file, key, hooks: STORE_HOOKS });
  const database = await openDatabase(databaseName(file, key), store.storage, new Set(), log);
  try {
    return await use(database);
  } finally {
    await database.close();
    await store.close();
  }
}

async function fill(database: DeskDatabase): Promise<void> {
  await writeSetting(database, 'me', { sub: 'casey' });
  await database.customers.bulkInsert([...CHANGED, 'C-9'].map(pulledCustomer));
  for (const number of CHANGED) {
    const document = await database.customers.findOne(idOf(number)).exec();
    await document?.incrementalModify((current) => ({
      ...current,
      ...localChange({ family: `Mine ${number}` }),
    }));
  }
  await database.comments.bulkInsert(COMMENTS.map((name) => localComment(name, idOf('C-1'))));
  const customer = { collectionName: 'customers' as const, documentId: idOf('C-9'), customerId: idOf('C-9') };
  const at = '2026-05-01T08:00:00.000Z';
  await addAttention(database, { id: idOf('old entry'), at, reason: 'conflict', fields: [], ...customer });
}

const sumOf = async (path: string) =>
  createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
const asideFiles = async () =>
  (await readdir(folder)).filter((name) => /^store\.db\.\w+-[\dTZ.-]+$/.test(name));

/** Runs the child; true when it came to its end. */
async function run(task: string, step = '', options: { killAfterMs?: number; links?: string } = {}) {
  const args = [CHILD, folder, task, step, options.links ?? ''];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  if (options.killAfterMs !== undefined) {
    await once(child.stdout, 'readable');
    setTimeout(() => child.kill('SIGKILL'), options.killAfterMs);
  }
  const [output] = await Promise.all([text(child.stdout), once(child, 'close')]);
  return output.includes('done');
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'callbook-rescue-'));
  const source = join(root, 'source');
  await inStore(source, fill);
  await writeUnsent(source, UNSENT);
});
beforeEach(async () => {
  folder = await mkdtemp(join(root, 'desk-'));
  await cp(join(root, 'source'), folder, { recursive: true });
  await truncate(join(folder, 'store.db.id'), 5);
  before = await sumOf(join(folder, 'store.db'));
});
afterAll(async () => {
  await rm(root, { recursive: true, force: true });
});

/** Everything is rescued and kept in the new store, and the damaged one lies beside it as it was. */
async function expectRescued(): Promise<void> {
  expect(await readdir(folder)).not.toContain('rescue.json');
  const aside = await asideFiles();
  expect(aside).toHaveLength(1);
  expect(await sumOf(join(folder, aside[0] ?? ''))).toBe(before);
  expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
  await inStore(folder, async (database) => {
    expect(await readRescue(database)).toEqual({ waiting: UNSENT, restored: 0, attention: 0, lost: 0 });
    expect(await database.attention.count().exec()).toBe(1);
    expect(await readSetting(database, 'me')).toEqual({ sub: 'casey' });
  });
}

const STEPS = [
  'begun',
  'named store.db-wal',
  'named store.db',
  'named store.db.id',
  'named key.json',
  'left store.db-wal',
  'left store.db',
  'left store.db.id',
  'aside',
  'kept',
];

describe('a rescue', () => {
  it.each(STEPS)('killed after "%s" is ended by the next start', async (step) => {
    expect(await run('salvage', step)).toBe(false);
    expect(await run('salvage')).toBe(true);
    await expectRescued();
  });

  it('is ended where files have one name only, killed at each step', async () => {
    for (const step of STEPS.slice(1, 5))
      expect(await run('salvage', step, { links: 'none' }), step).toBe(false);
    expect(await run('salvage', '', { links: 'none' })).toBe(true);
    await expectRescued();
  });

  it(`is ended after ${RANDOM_KILLS} kills at any moment of it`, async () => {
    let ended = false;
    for (let kill = 0; kill < RANDOM_KILLS && !ended; kill += 1)
      ended = await run('salvage', '', { killAfterMs: random(250), links: kill % 2 ? 'none' : '' });
    if (!ended) expect(await run('salvage')).toBe(true);
    await expectRescued();
  });
});

describe('what was rescued', () => {
  it(`is put back once, ${RANDOM_KILLS} times killed while it is`, async () => {
    expect(await run('salvage')).toBe(true);
    await inStore(folder, async ({ customers }) => {
      const pulled = CHANGED.map(pulledCustomer);
      const { error } = await customers.bulkInsert(
        pulled.map((one) => (one.number === CLASHING ? { ...one, rev: 'server-2', family: 'Theirs' } : one)),
      );
      expect(error).toEqual([]);
    });
    let ended = false;
    for (let kill = 0; kill < RANDOM_KILLS && !ended; kill += 1)
      ended = await run('putBack', '', { killAfterMs: random(60) });
    if (!ended) expect(await run('putBack')).toBe(true);
    await inStore(folder, async (database) => {
      const outcome = { waiting: 0, restored: UNSENT - 1, attention: 1, lost: 0 };
      expect(await readRescue(database)).toEqual(outcome);
      await expectPutBack(database);
      await putBack(database);
      expect(await readRescue(database)).toEqual(outcome);
      await expectPutBack(database);
    });
  });

  async function expectPutBack({ customers, comments, attention }: DeskDatabase): Promise<void> {
    const found = await customers.find().exec();
    expect(Object.fromEntries(found.map(({ number, family }) => [number, family]))).toEqual({
      'C-1': 'Mine C-1',
      'C-2': 'Mine C-2',
      'C-3': 'Theirs',
    });
    expect((await comments.find().exec()).map((one) => one.text).toSorted()).toEqual(COMMENTS);
    const entries = await attention.find().exec();
    expect(entries.map(({ documentId }) => documentId).toSorted()).toEqual(
      [idOf('C-9'), idOf(CLASHING)].toSorted(),
    );
  }
});

describe('a store that is put aside', () => {
  const LEAVING = ['store.db', 'store.db.id', 'key.json', 'key.json.prev'];

  it.each([...STEPS.slice(0, 8), 'left key.json'])('is whole, killed after "%s"', async (step) => {
    expect(await run('setAside', step)).toBe(false);
    expect(await run('setAside')).toBe(true);
    const names = await readdir(folder);
    expect(names.filter((name) => LEAVING.includes(name) || name === 'rescue.json')).toEqual([]);
    const [aside = '', ...others] = await asideFiles();
    expect(others).toEqual([]);
    expect(await sumOf(join(folder, aside))).toBe(before);
    expect(names.some((name) => name.startsWith('key.json.locked-'))).toBe(true);
    expect(await readUnsent(folder)).toBe(0);
  });

  it('is whole where files have one name only, killed in the middle of a copy', async () => {
    const path = join(folder, 'store.db');
    await writeFile(path, randomBytes(COPIED_BYTES));
    before = await sumOf(path);
    const child = spawn(process.execPath, [CHILD, folder, 'setAside', '', 'none'], { stdio: 'ignore' });
    const ended = once(child, 'close');
    await expect.poll(partlyCopied, { interval: 1, timeout: 20_000 }).not.toEqual([]);
    child.kill('SIGKILL');
    await ended;
    expect(await run('setAside', '', { links: 'none' })).toBe(true);
    const [aside = '', ...others] = await asideFiles();
    expect(others).toEqual([]);
    expect(await sumOf(join(folder, aside))).toBe(before);
  });

  /** The copy of the store, from its first byte on. */
  async function partlyCopied(): Promise<string[]> {
    const names = await readdir(folder);
    return names.filter((name) => /^store\.db\.locked-[\dTZ.-]+(\.part)?$/.test(name));
  }
});
