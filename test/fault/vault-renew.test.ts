/** A new key for a store: killed at any point, the store opens with the key its vault gives, and nothing is lost. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '#main/storage-sqlite/index.ts';
import { human, instanceOf, temporaryFile } from '#main/storage-sqlite/testing/support.ts';
import { createFileSlot } from '#main/vault/file-slot.ts';
import { openVault, setPin } from '#main/vault/vault.ts';

const CHILD = fileURLToPath(new URL('../../src-main/vault/testing/renew-child.ts', import.meta.url));
const DOCUMENTS = 400;
const KILLS = 15;
const SEED = Number(process.env.FC_SEED ?? Date.now() % 1_000_000);
console.log(`vault-renew seed ${SEED}`);

let file = '';
const access = () => ({ folder: dirname(file), slots: [createFileSlot()] as const, pin: '123456' });
const keyNow = async () => Buffer.from(await openVault(access())).toString('hex');

/** Opens the store with the key of the vault and counts what is in it. */
async function countDocuments(): Promise<number> {
  const store = await openStore({ file, key: await openVault(access()) });
  const instance = await instanceOf(store.storage as never);
  const changed = await instance.getChangedDocumentsSince?.(DOCUMENTS * 2);
  expect(await store.integrityCheck()).toEqual([]);
  await instance.close();
  await store.close();
  return changed?.documents.length ?? 0;
}

async function renewUntil(step: string, killAfterMs?: number): Promise<void> {
  const child = spawn(process.execPath, [CHILD, dirname(file), step], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (killAfterMs !== undefined) {
    await once(child.stdout, 'data');
    setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  }
  child.stdout.resume();
  await once(child, 'close');
}

beforeEach(async () => {
  file = temporaryFile();
  const { folder, slots } = access();
  const store = await openStore({ file, key: await openVault({ folder, slots }) });
  const instance = await instanceOf(store.storage as never);
  const rows = Array.from({ length: DOCUMENTS }, (_, at) => ({ document: human(`d${at}`) }));
  await instance.bulkWrite(rows, 'test');
  await instance.close();
  await store.close();
  await setPin({ folder, slots }, '123456', 'scrypt');
});

describe('renewing the key', () => {
  it('leaves all documents, a new key, and nothing that the old key opens', async () => {
    const before = await keyNow();
    await renewUntil('');
    expect(await keyNow()).not.toBe(before);
    expect(await countDocuments()).toBe(DOCUMENTS);
    const old = new Uint8Array(Buffer.from(before, 'hex'));
    await expect(openStore({ file, key: old })).rejects.toMatchObject({ code: 'STORE_WRONG_KEY' });
    expect(readdirSync(dirname(file)).filter((name) => name.includes('renewed'))).toEqual([]);
    expect(readFileSync(`${dirname(file)}/key.json`, 'utf8')).not.toContain('"next"');
  });

  it.each([
    ['announced', 'old'],
    ['copied', 'old'],
    ['rekeyed', 'old'],
    ['renamed', 'new'],
  ])('killed when it has %s, leaves the %s key', async (step, which) => {
    const before = await keyNow();
    await renewUntil(step);
    expect((await keyNow()) === before ? 'old' : 'new').toBe(which);
    expect(await countDocuments()).toBe(DOCUMENTS);
    await renewUntil('');
    expect(await countDocuments()).toBe(DOCUMENTS);
  });

  it(`killed ${KILLS} times at any moment, loses nothing`, async () => {
    let state = SEED;
    for (let kill = 0; kill < KILLS; kill += 1) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      await renewUntil('never', (state / 2 ** 32) * 1500);
      expect(await countDocuments(), `kill ${kill}`).toBe(DOCUMENTS);
    }
  });
});
