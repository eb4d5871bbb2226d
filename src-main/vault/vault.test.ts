import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFileSlot } from './file-slot.ts';
import type { KeySlot } from './key-slot.ts';
import { KeySlotUnavailable } from './key-slot.ts';
import { openVault, saveKey } from './vault.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callbook-vault-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the key of a store', () => {
  it('is made once and then found', async () => {
    const key = await openVault(folder, createFileSlot());
    expect(key.length).toBe(32);
    expect(await openVault(folder, createFileSlot())).toEqual(key);
  });

  it('is never made anew beside a store whose key file is gone', async () => {
    await writeFile(join(folder, 'store.db'), 'a store');
    await expect(openVault(folder, createFileSlot())).rejects.toMatchObject({ code: 'STORE_WRONG_KEY' });
    expect(await readFile(join(folder, 'store.db'), 'utf8')).toBe('a store');
  });

  it.each(['', '{', '{"v":1}', 'null', '{"v":1,"slot":"keyring","wrapped":"AAAA","createdAt":"x"}'])(
    'stops at the key file %j and leaves it as it is',
    async (text) => {
      await writeFile(join(folder, 'key.json'), text);
      await expect(openVault(folder, createFileSlot())).rejects.toMatchObject({ code: 'STORE_WRONG_KEY' });
      expect(await readFile(join(folder, 'key.json'), 'utf8')).toBe(text);
    },
  );

  it('passes on that a key ring is not there now, and makes nothing', async () => {
    const busy: KeySlot = {
      kind: 'keyring',
      wrap: () => Promise.reject(new KeySlotUnavailable()),
      unwrap: () => Promise.reject(new KeySlotUnavailable()),
    };
    await expect(openVault(folder, busy)).rejects.toBeInstanceOf(KeySlotUnavailable);
    await expect(readFile(join(folder, 'key.json'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('falls back to the former key file when the newest is missing', async () => {
    const key = await openVault(folder, createFileSlot());
    await saveKey(folder, key, createFileSlot());
    await rm(join(folder, 'key.json'));
    expect(await openVault(folder, createFileSlot())).toEqual(key);
  });
});
