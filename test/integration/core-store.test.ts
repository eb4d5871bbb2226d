/** What the core does with a store it cannot open: says which of the reasons it is, and leaves every byte alone. */
import { createHash } from 'node:crypto';
import { mkdtemp, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firstValueFrom } from 'rxjs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '#main/storage-sqlite/index.ts';
import { createFileSlot } from '#main/vault/file-slot.ts';
import { openVault } from '#main/vault/vault.ts';
import { type Demo, startDemo } from '#server/demo/start-demo.ts';
import { isSynced, signInCore, startTestCore, type TestCore } from '../support/core.ts';

let folder: string;
let demo: Demo;
let data: string;
let user: string;
const running: TestCore[] = [];
let count = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callbook-core-'));
  demo = await startDemo({ folder: join(folder, 'server'), customers: 40, durable: false });
});
afterAll(async () => {
  await demo?.stop();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  data = join(folder, `desk-${count++}`);
  const core = await startTestCore(data, demo.serverUrl);
  await signInCore(core, 'casey');
  await core.status(isSynced);
  await core.close();
  const [name] = await readdir(join(data, 'users'));
  user = join(data, 'users', name ?? '');
});
afterEach(async () => {
  for (const core of running.splice(0)) await core.close();
});

const hash = async (name: string) =>
  createHash('sha256')
    .update(await readFile(join(user, name)))
    .digest('hex');

/** Starts the core and tells the state it comes to. */
async function restart(): Promise<unknown> {
  const core = await startTestCore(data, demo.serverUrl);
  running.push(core);
  return firstValueFrom(core.session.state$);
}

describe('a store that cannot be opened', () => {
  it('opens without a network when nothing is wrong', async () => {
    expect(await restart()).toMatchObject({ state: 'signedIn', me: { sub: 'casey' } });
  });

  it('is not replaced when its key file is gone', async () => {
    await rename(join(user, 'key.json'), join(user, 'elsewhere.json'));
    await rm(join(user, 'key.json.prev'));
    const before = await hash('store.db');
    expect(await restart()).toEqual({
      state: 'recovery',
      problem: 'STORE_WRONG_KEY',
      unsent: 0,
      needsPin: false,
    });
    expect(await hash('store.db')).toBe(before);
    expect(await readdir(user)).not.toContain('key.json');
    await rename(join(user, 'elsewhere.json'), join(user, 'key.json'));
    expect(await restart()).toMatchObject({ state: 'signedIn' });
  });

  it('is not touched with the key of another store', async () => {
    await rm(join(user, 'key.json'));
    await rm(join(user, 'key.json.prev'));
    await rename(join(user, 'store.db'), join(user, 'elsewhere.db'));
    await openVault({ folder: user, slots: [createFileSlot()] });
    await rename(join(user, 'elsewhere.db'), join(user, 'store.db'));
    const before = await hash('store.db');
    expect(await restart()).toEqual({
      state: 'recovery',
      problem: 'STORE_WRONG_KEY',
      unsent: 0,
      needsPin: false,
    });
    expect(await hash('store.db')).toBe(before);
  });

  it('is told from a damaged file', async () => {
    const handle = await open(join(user, 'store.db'), 'r+');
    await handle.write(Buffer.alloc(4096, 0x5a), 0, 4096, 0);
    await handle.close();
    const before = await hash('store.db');
    expect(await restart()).toEqual({
      state: 'recovery',
      problem: 'STORE_CORRUPT',
      unsent: 0,
      needsPin: false,
    });
    expect(await hash('store.db')).toBe(before);
  });

  it('is left to the newer program that wrote it', async () => {
    const { createRequire } = await import('node:module');
    const Database = createRequire(import.meta.url)('better-sqlite3-multiple-ciphers');
    const key = Buffer.from(await openVault({ folder: user, slots: [createFileSlot()] }));
    const database = new Database(join(user, 'store.db'));
    database.pragma("cipher='aegis'");
    database.pragma(`key='raw:${key.toString('hex')}'`);
    database.pragma('user_version = 9999');
    database.close();
    const before = await hash('store.db');
    expect(await restart()).toEqual({
      state: 'recovery',
      problem: 'STORE_NEWER',
      unsent: 0,
      needsPin: false,
    });
    expect(await hash('store.db')).toBe(before);
  });

  it('belongs to the first of two programs; the second says why not', async () => {
    expect(await restart()).toMatchObject({ state: 'signedIn' });
    expect(await restart()).toEqual({
      state: 'recovery',
      problem: 'STORE_IN_USE',
      unsent: 0,
      needsPin: false,
    });
    await running[0]?.close();
    expect(await restart()).toMatchObject({ state: 'signedIn' });
  });

  it('says INTERNAL to nobody: every refusal has a code of its own', async () => {
    const key = new Uint8Array(32).fill(9);
    await expect(openStore({ file: join(user, 'store.db'), key })).rejects.toMatchObject({
      code: 'STORE_WRONG_KEY',
    });
  });
});
