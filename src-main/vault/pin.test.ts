import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { delayAfter, nextTryAt } from './attempts.ts';
import { createFileSlot } from './file-slot.ts';
import { calibrate, deriveFromPin, hasArgon2, type KdfName } from './pin-kdf.ts';
import { seal, unseal } from './seal.ts';
import { hasPin, type KeySlots, openVault, removePin, setPin } from './vault.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callbook-pin-'));
});
afterEach(async () => {
  vi.useRealTimers();
  await rm(folder, { recursive: true, force: true });
});

const slots: KeySlots = [createFileSlot()];
const open = (pin?: string) => openVault({ folder, slots, ...(pin !== undefined && { pin }) });
const KDFS: KdfName[] = hasArgon2() ? ['argon2id', 'scrypt'] : ['scrypt'];

describe.each(KDFS)('a PIN by %s', (kdf) => {
  it('opens the vault, and nothing else does; it can be changed and removed', async () => {
    const key = await open();
    await setPin({ folder, slots }, '135 790', kdf);
    expect(await hasPin(folder)).toBe(true);
    await expect(open()).rejects.toMatchObject({ code: 'LOCKED' });
    await expect(open('135790')).rejects.toMatchObject({ code: 'PIN_WRONG' });
    expect(await open('135 790')).toEqual(key);
    await expect(setPin({ folder, slots, pin: 'wrong one' }, '000000', kdf)).rejects.toMatchObject({
      code: 'PIN_WRONG',
    });
    await setPin({ folder, slots, pin: '135 790' }, 'later pin', kdf);
    await expect(open('135 790')).rejects.toMatchObject({ code: 'PIN_WRONG' });
    expect(await open('later pin')).toEqual(key);
    await removePin({ folder, slots, pin: 'later pin' });
    expect(await hasPin(folder)).toBe(false);
    expect(await open()).toEqual(key);
  });

  it('takes long enough to derive, and no longer', async () => {
    const parameters = await calibrate(kdf);
    const times: number[] = [];
    for (let run = 0; run < 3; run += 1) {
      const start = performance.now();
      await deriveFromPin('123456', parameters);
      times.push(performance.now() - start);
    }
    console.log(`${kdf} ${times.map(Math.round).join(' ')} ms`, parameters);
    expect(Math.max(...times)).toBeGreaterThan(150);
  });
});

describe('a PIN', () => {
  it('leaves no file that opens without it, nor with the one before', async () => {
    await open();
    const before = await readFile(join(folder, 'key.json'), 'utf8');
    await setPin({ folder, slots }, '123456', 'scrypt');
    const texts = await Promise.all(
      (await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')),
    );
    expect(texts).not.toContain(before);
    for (const text of texts) expect(text).not.toContain('"kind":"device"');
  });

  it('is of no use without the secret of the computer', () => {
    const [device, derived, key] = [1, 2, 3].map((byte) => new Uint8Array(32).fill(byte));
    if (!device || !derived || !key) throw new Error('three keys');
    const sealed = seal([device, derived], 'pin', key);
    expect(unseal([device, derived], 'pin', sealed)).toEqual(key);
    expect(unseal([derived], 'pin', sealed)).toBeNull();
    expect(unseal([device, derived], 'device', sealed)).toBeNull();
  });

  it('is asked for ever more slowly, over restarts too, and at once again after the right one', async () => {
    const key = await open();
    await setPin({ folder, slots }, '123456', 'scrypt');
    for (let tries = 1; tries <= 5; tries += 1)
      await expect(open(`wrong ${tries}`)).rejects.toMatchObject({ code: 'PIN_WRONG' });
    await expect(open('123456')).rejects.toMatchObject({ code: 'PIN_WAIT' });
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 5_001 });
    expect(await open('123456')).toEqual(key);
    await expect(open('wrong')).rejects.toMatchObject({ code: 'PIN_WRONG' });
    expect(await open('123456')).toEqual(key);
  });

  it('is not tried again for free by damaging the count', async () => {
    await open();
    await setPin({ folder, slots }, '123456', 'scrypt');
    await writeFile(join(folder, 'attempts.json'), '{');
    await expect(open('123456')).rejects.toMatchObject({ code: 'PIN_WAIT' });
    await expect(open('123456')).rejects.toMatchObject({ code: 'PIN_WAIT' });
  });
});

it('waits longer after every failure, never for ever, and a clock set back ends no wait', () => {
  fc.assert(
    fc.property(fc.nat(200), fc.nat(1e9), fc.nat(1e9), (failed, at, now) => {
      expect(delayAfter(failed + 1)).toBeGreaterThanOrEqual(delayAfter(failed));
      expect(delayAfter(failed)).toBeLessThanOrEqual(15 * 60_000);
      const until = nextTryAt({ failed, at }, now);
      if (at >= now && failed > 4) expect(until).toBe(now + delayAfter(failed));
      if (until !== null) expect(until - now).toBeLessThanOrEqual(delayAfter(failed));
    }),
  );
});
