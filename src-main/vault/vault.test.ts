import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFileSlot } from './file-slot.ts';
import { type KeySlot, KeySlotRefused, KeySlotUnavailable } from './key-slot.ts';
import { type KeySlots, openVault, setPin } from './vault.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callbook-vault-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const FILE: KeySlots = [createFileSlot()];
const keyFile = (name = 'key.json') => readFile(join(folder, name), 'utf8');
const write = (name: string, text: string) => writeFile(join(folder, name), text);
const open = (slots: KeySlots = FILE, pin?: string) =>
  openVault({ folder, slots, ...(pin !== undefined && { pin }) });

/** A key ring of one user on one computer; `away` answers are "not now". */
function ring(
  secret: number,
  state = { away: 0, stale: false, wraps: 0 },
): KeySlot & { state: typeof state } {
  const turn = (bytes: Uint8Array) => bytes.map((byte) => byte ^ secret);
  return {
    kind: 'keyring',
    state,
    wrap: async (bytes) => {
      state.wraps += 1;
      return Buffer.from([secret, ...turn(bytes)]).toString('base64');
    },
    unwrap: async (wrapped, onStale) => {
      if (state.away > 0) {
        state.away -= 1;
        throw new KeySlotUnavailable();
      }
      const [owner, ...bytes] = Buffer.from(wrapped, 'base64');
      if (owner !== secret) throw new KeySlotRefused();
      if (state.stale) onStale?.();
      return turn(new Uint8Array(bytes));
    },
  };
}

describe('the key of a store', () => {
  it('is made once and then found', async () => {
    const key = await open();
    expect(key.length).toBe(32);
    expect(await open()).toEqual(key);
    expect(await keyFile()).not.toContain(Buffer.from(key).toString('base64'));
  });

  it('is found beside no store, which then syncs afresh with it', async () => {
    const key = await open();
    await rm(join(folder, 'store.db'), { force: true });
    expect(await open()).toEqual(key);
  });

  it('is never made anew beside a store whose key file is gone', async () => {
    await write('store.db', 'a store');
    await expect(open()).rejects.toMatchObject({ code: 'STORE_WRONG_KEY' });
    expect(await readFile(join(folder, 'store.db'), 'utf8')).toBe('a store');
    await expect(keyFile()).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it.each([
    '',
    '{',
    '\0'.repeat(40),
    '\uFEFF{}',
    '{"v":1}',
    '{"v":2,"slots":[]}',
    'null',
    '[1]',
    '"x"'.repeat(9999),
  ])('stops at a key file that is none, and leaves it as it is (%#)', async (text) => {
    await write('key.json', text);
    await expect(open()).rejects.toMatchObject({ code: 'STORE_WRONG_KEY' });
    expect(await keyFile()).toBe(text);
  });

  it('is left to the newer program that wrote its key file', async () => {
    await write('key.json', '{"v":3,"slots":[]}');
    await expect(open()).rejects.toMatchObject({ code: 'STORE_NEWER' });
  });

  it('comes from the second copy when the first is missing, cut off or changed, and mends the first', async () => {
    const key = await open();
    const whole = await keyFile();
    const { slots, ...rest } = JSON.parse(whole) as { slots: { sealed: string }[] };
    const changed = slots.map((slot) => ({ ...slot, sealed: `AAAA${slot.sealed.slice(4)}` }));
    for (const text of [null, '', whole.slice(0, 50), JSON.stringify({ ...rest, slots: changed })]) {
      if (text === null) await rm(join(folder, 'key.json'));
      else await write('key.json', text);
      expect(await open()).toEqual(key);
      expect(await keyFile()).toBe(whole);
    }
    await rm(join(folder, 'key.json.prev'));
    expect(await open()).toEqual(key);
    expect(await keyFile('key.json.prev')).toBe(whole);
  });

  it('of the first layout is taken over into slots', async () => {
    const key = new Uint8Array(32).fill(5);
    const wrapped = Buffer.from(key).toString('base64');
    await write(
      'key.json',
      JSON.stringify({ v: 1, slot: 'file', wrapped, createdAt: '2026-01-01T00:00:00Z' }),
    );
    expect(await open()).toEqual(key);
    expect(JSON.parse(await keyFile())).toMatchObject({ v: 2, slots: [{ kind: 'device' }] });
    for (const name of ['key.json', 'key.json.prev']) expect(await keyFile(name)).not.toContain(wrapped);
    expect(await open()).toEqual(key);
  });

  it('keeps a slot of a kind it does not know', async () => {
    const key = await open();
    const file = JSON.parse(await keyFile());
    const escrow = { kind: 'escrow', recipient: 'it', sealed: 'AAAA' };
    const text = JSON.stringify({ ...file, slots: [...file.slots, escrow] });
    await write('key.json', text);
    expect(await open()).toEqual(key);
    await setPin({ folder, slots: FILE }, '123456');
    expect(JSON.parse(await keyFile()).slots).toMatchObject([{ kind: 'pin' }, escrow]);
  });
});

describe('the key ring', () => {
  it('that is away for a while changes nothing, and opens when it is back', async () => {
    const slot = ring(1);
    const key = await open([slot]);
    const before = await keyFile();
    slot.state.away = 3;
    for (let tries = 0; tries < 3; tries += 1)
      await expect(open([slot])).rejects.toMatchObject({ code: 'KEYRING_AWAY' });
    expect(await keyFile()).toBe(before);
    expect(await open([slot])).toEqual(key);
  });

  it('that is away at the first start makes no key', async () => {
    const away: KeySlot = { ...ring(1), wrap: () => Promise.reject(new KeySlotUnavailable()) };
    await expect(open([away])).rejects.toMatchObject({ code: 'KEYRING_AWAY' });
    await expect(keyFile()).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('of another user or device is refused, and nothing changes', async () => {
    await open([ring(1)]);
    const before = await keyFile();
    await expect(open([ring(2)])).rejects.toMatchObject({ code: 'STORE_WRONG_KEY' });
    expect(await keyFile()).toBe(before);
  });

  it('that this host does not have is named, and nothing changes', async () => {
    const key = await open([ring(1)]);
    const before = await keyFile();
    await expect(open()).rejects.toMatchObject({ code: 'KEYRING_OTHER' });
    expect(await keyFile()).toBe(before);
    expect(await open([createFileSlot(), ring(1)])).toEqual(key);
  });

  it('takes over what a file held as soon as there is one', async () => {
    const key = await open();
    const slot = ring(1);
    expect(await open([slot, createFileSlot()])).toEqual(key);
    expect(JSON.parse(await keyFile())).toMatchObject({ device: { kind: 'keyring' } });
    expect(await open([slot])).toEqual(key);
  });

  it('that wants its secret wrapped anew gets it, in both copies', async () => {
    const slot = ring(1);
    const key = await open([slot]);
    await copyFile(join(folder, 'key.json'), join(folder, 'before.json'));
    slot.state.stale = true;
    expect(await open([slot])).toEqual(key);
    expect(slot.state.wraps).toBe(2);
    expect(await keyFile('key.json.prev')).toBe(await keyFile());
    slot.state.stale = false;
    expect(await open([slot])).toEqual(key);
    expect(slot.state.wraps).toBe(2);
  });
});
