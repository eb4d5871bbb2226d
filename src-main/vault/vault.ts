/**
 * The key of one store. Invariants
 * - A key is made only where there is neither a key file nor a store: losing a key never starts an empty store
 *   over the old one.
 * - Nothing but a correct unlock, and what it asks for, changes the key file.
 * - Secrets are overwritten once they were used, where JavaScript lets us: strings and copies made by others stay
 *   until they are collected.
 */
import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CoreError } from '../errors.ts';
import { forgetAttempts, nextTryAt, readAttempts, writeAttempts } from './attempts.ts';
import { openDevice, wrapDevice } from './device.ts';
import { exists, STORE_FILE } from './files.ts';
import {
  type DeviceSlot,
  deviceSlotOf,
  type KeyFile,
  mendCopies,
  otherSlotsOf,
  type PinSlot,
  pinSlotOf,
  readKeyFiles,
  type StoredKeyFile,
  writeKeyFile,
} from './key-file.ts';
import type { KeySlot } from './key-slot.ts';
import { calibrate, deriveFromPin, type KdfName } from './pin-kdf.ts';
import { type OnStep, renewKey, settleRenewal } from './renewal.ts';
import { seal, unseal } from './seal.ts';

/** The places that keep secrets on this computer; new ones go to the first. */
export type KeySlots = readonly [KeySlot, ...KeySlot[]];

/** How to open a vault: where, with which places, and with the PIN if one was given. */
export type VaultAccess = { folder: string; slots: KeySlots; pin?: string };

type Opened = { key: Uint8Array; device: Uint8Array; file: KeyFile };

/**
 * The 256-bit key of the store in `folder`, made on the first use of an empty folder.
 *
 * Throws `CoreError`
 * - LOCKED: a PIN is set and none was given; PIN_WRONG; PIN_WAIT: too many tries, none was made;
 * - KEYRING_AWAY: the key ring does not answer now; KEYRING_OTHER: the key file wants a key ring that this host
 *   does not have;
 * - STORE_WRONG_KEY: a store is there but its key file is missing, unreadable or of another device.
 */
export async function openVault(access: VaultAccess): Promise<Uint8Array> {
  const { folder, slots } = access;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if ((await readKeyFiles(folder)) !== null) return withVault(access, async ({ key }) => key.slice());
  if (await exists(join(folder, STORE_FILE))) throw new CoreError('STORE_WRONG_KEY');
  const key = new Uint8Array(randomBytes(32));
  const device = new Uint8Array(randomBytes(32));
  await writeKeyFile(folder, {
    v: 2,
    createdAt: new Date().toISOString(),
    device: await wrapDevice(slots[0], device),
    slots: [deviceSlot(device, key)],
  });
  device.fill(0);
  return key;
}

/** True when the vault wants a PIN. Asks no key ring. */
export async function hasPin(folder: string): Promise<boolean> {
  const [file] = (await readKeyFiles(folder)) ?? [];
  return file?.v === 2 && pinSlotOf(file) !== undefined;
}

/** Sets or changes the PIN; the former one, if any, is `access.pin`. Throws as `openVault` does. */
export async function setPin(access: VaultAccess, pin: string, kdfName?: KdfName): Promise<void> {
  const kdf = await calibrate(kdfName);
  await withVault(access, async ({ key, device, file }) => {
    const derived = await deriveFromPin(pin, kdf);
    const slot: PinSlot = { kind: 'pin', kdf, sealed: seal([device, derived], 'pin', key) };
    derived.fill(0);
    await writeKeyFile(access.folder, { ...file, slots: [slot, ...otherSlotsOf(file)] });
  });
}

/** Takes the PIN away, which must be `access.pin`. Throws as `openVault` does. */
export async function removePin(access: VaultAccess): Promise<void> {
  await withVault(access, ({ key, device, file }) =>
    writeKeyFile(access.folder, { ...file, slots: [deviceSlot(device, key), ...otherSlotsOf(file)] }),
  );
}

/** Gives a store that nobody has open a new key. Throws as `openVault` does, and STORE_IN_USE. */
export async function renewVault(access: VaultAccess, onStep?: OnStep): Promise<void> {
  await withVault(access, async ({ key, device, file }) => {
    await renewKey(access.folder, file, { key, device, ...pinOf(access) }, onStep);
  });
}

/** Opens the vault, hands everything to `use`, and overwrites it afterwards. */
async function withVault<T>(access: VaultAccess, use: (opened: Opened) => Promise<T>): Promise<T> {
  const opened = await open(access);
  try {
    return await use(opened);
  } finally {
    opened.key.fill(0);
    opened.device.fill(0);
  }
}

/** Tries the copies of the key file in turn; the error of the newest one counts. */
async function open(access: VaultAccess): Promise<Opened> {
  const files = (await readKeyFiles(access.folder)) ?? [];
  let first: unknown = new CoreError('STORE_WRONG_KEY');
  for (const [at, file] of files.entries()) {
    try {
      return await openFile(access, file);
    } catch (error) {
      if (at === 0) first = error;
      if (!(error instanceof CoreError) || error.code !== 'STORE_WRONG_KEY') break;
    }
  }
  throw first;
}

async function openFile(access: VaultAccess, stored: StoredKeyFile): Promise<Opened> {
  const { folder, slots } = access;
  if (stored.v === 1) return upgrade(access, stored);
  const pinSlot = pinSlotOf(stored);
  if (pinSlot && access.pin === undefined) throw new CoreError('LOCKED');
  const { device, stale } = await openDevice(slots, stored.device);
  const key = pinSlot ? await openWithPin(access, pinSlot, device) : openWithDevice(stored, device);
  const file = stale ? { ...stored, device: await wrapDevice(slots[0], device) } : stored;
  const settled = await settleRenewal(folder, file, { key, device, ...pinOf(access) });
  await mendCopies(folder, settled.file);
  return { ...settled, device };
}

/** The first layout wrapped the key itself; it is wrapped in slots from now on. */
async function upgrade({ folder, slots }: VaultAccess, stored: StoredKeyFile & { v: 1 }): Promise<Opened> {
  const { device: key } = await openDevice(slots, { kind: stored.slot, wrapped: stored.wrapped });
  const device = new Uint8Array(randomBytes(32));
  const file: KeyFile = {
    v: 2,
    createdAt: stored.createdAt,
    device: await wrapDevice(slots[0], device),
    slots: [deviceSlot(device, key)],
  };
  await writeKeyFile(folder, file);
  return { key, device, file };
}

function openWithDevice(file: KeyFile, device: Uint8Array): Uint8Array {
  const slot = deviceSlotOf(file);
  const key = slot ? unseal([device], 'device', slot.sealed) : null;
  if (!key) throw new CoreError('STORE_WRONG_KEY');
  return key;
}

async function openWithPin(access: VaultAccess, slot: PinSlot, device: Uint8Array): Promise<Uint8Array> {
  const { folder, pin = '' } = access;
  const now = Date.now();
  const attempts = await readAttempts(folder, now);
  if (nextTryAt(attempts, now) !== null) throw new CoreError('PIN_WAIT');
  await writeAttempts(folder, { failed: attempts.failed + 1, at: now });
  const derived = await deriveFromPin(pin, slot.kdf);
  const key = unseal([device, derived], 'pin', slot.sealed);
  derived.fill(0);
  if (!key) throw new CoreError('PIN_WRONG');
  await forgetAttempts(folder);
  return key;
}

function pinOf({ pin }: VaultAccess): { pin?: string } {
  return pin === undefined ? {} : { pin };
}

function deviceSlot(device: Uint8Array, key: Uint8Array): DeviceSlot {
  return { kind: 'device', sealed: seal([device], 'device', key) };
}
