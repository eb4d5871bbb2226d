/**
 * A new key for a store, so that whoever had the old one has nothing.
 *
 * The new key is written into the key file, sealed with the old one; then a copy of the store is made with the new
 * key, beside it; then it takes the store's name in one step; then the old key goes from the key file.
 *
 * Invariant: killed at any point, the store opens with the key that its vault then gives: the old or the new one.
 */
import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomically } from '../atomic-file.ts';
import { CoreError } from '../errors.ts';
import { connect } from '../storage-sqlite/connect.ts';
import { lockStore } from '../storage-sqlite/lock.ts';
import { fingerprintOf, readSidecar, type Sidecar } from '../storage-sqlite/sidecar.ts';
import { STORE_FILE, syncFolder } from './files.ts';
import { deviceSlotOf, type KeyFile, pinSlotOf, writeKeyFile } from './key-file.ts';
import { deriveFromPin } from './pin-kdf.ts';
import { seal, unseal } from './seal.ts';

type Secrets = { key: Uint8Array; device: Uint8Array; pin?: string };
/** Told the name of each step that was made; the fault test ends the process there. */
export type OnStep = (step: string) => void;

const copyOf = (file: string) => `${file}.renewed`;

/** Renews the key of a store that nobody has open. Throws STORE_IN_USE and the store's errors. */
export async function renewKey(
  folder: string,
  file: KeyFile,
  secrets: Secrets,
  onStep: OnStep = () => {},
): Promise<KeyFile> {
  const store = join(folder, STORE_FILE);
  const sidecar = readSidecar(store);
  if (!sidecar) throw new CoreError('NOT_FOUND');
  const release = lockStore(store);
  const next = new Uint8Array(randomBytes(32));
  try {
    const announced = { ...file, next: seal([secrets.key], 'next', next) };
    await writeKeyFile(folder, announced);
    onStep('announced');
    await copyWith(store, sidecar, secrets.key, next, onStep);
    await takeOver(store);
    await syncFolder(folder);
    onStep('renamed');
    return (await settleRenewal(folder, announced, secrets)).file;
  } finally {
    next.fill(0);
    release();
  }
}

/** Ends a renewal that a crash left half done. Returns what stands: the key of the store, and the key file. */
export async function settleRenewal(
  folder: string,
  file: KeyFile,
  secrets: Secrets,
): Promise<{ key: Uint8Array; file: KeyFile }> {
  if (file.next === undefined) return { key: secrets.key, file };
  const store = join(folder, STORE_FILE);
  const { next, ...rest } = file;
  const sidecar = readSidecar(store);
  const renewed = unseal([secrets.key], 'next', next);
  if (!sidecar || !renewed || !opens(store, sidecar, renewed)) {
    await rm(copyOf(store), { force: true });
    await writeKeyFile(folder, rest);
    return { key: secrets.key, file: rest };
  }
  await writeFileAtomically(
    `${store}.id`,
    JSON.stringify({ ...sidecar, fingerprint: fingerprintOf(renewed) }),
  );
  const sealed = await resealed(rest, secrets, renewed);
  await writeKeyFile(folder, sealed);
  return { key: renewed, file: sealed };
}

/** The copy is whole and synced when this returns; the log of the store is empty then. */
async function copyWith(
  store: string,
  { cipher }: Sidecar,
  key: Uint8Array,
  next: Uint8Array,
  onStep: OnStep,
): Promise<void> {
  const copy = copyOf(store);
  await rm(copy, { force: true });
  const db = connect(store, { cipher, key, readonly: false });
  try {
    db.pragma('wal_checkpoint(TRUNCATE)');
    db.prepare('VACUUM INTO ?').run(copy);
  } finally {
    db.close();
  }
  onStep('copied');
  const renewed = connect(copy, { cipher, key, readonly: false });
  try {
    renewed.pragma('journal_mode = DELETE');
    renewed.pragma('synchronous = FULL');
    renewed.pragma(`rekey = 'raw:${Buffer.from(next).toString('hex')}'`);
  } finally {
    renewed.close();
  }
  onStep('rekeyed');
}

async function takeOver(store: string): Promise<void> {
  const handle = await open(copyOf(store), 'r+');
  await handle.sync();
  await handle.close();
  for (const end of ['-wal', '-shm']) await rm(`${store}${end}`, { force: true });
  await rename(copyOf(store), store);
}

/** True when the first page of the store is readable with this key. */
function opens(store: string, { cipher }: Sidecar, key: Uint8Array): boolean {
  try {
    const db = connect(store, { cipher, key, readonly: true });
    try {
      db.prepare('SELECT count(*) FROM sqlite_schema').get();
      return true;
    } finally {
      db.close();
    }
  } catch {
    return false;
  }
}

/** The slots with the new key. Those of kinds we do not know held the old one: they go with it. */
async function resealed(
  file: Omit<KeyFile, 'next'>,
  { device, pin }: Secrets,
  key: Uint8Array,
): Promise<KeyFile> {
  const slots: KeyFile['slots'] = [];
  if (deviceSlotOf(file)) slots.push({ kind: 'device', sealed: seal([device], 'device', key) });
  const pinSlot = pinSlotOf(file);
  if (pinSlot) {
    const derived = await deriveFromPin(pin ?? '', pinSlot.kdf);
    slots.push({ ...pinSlot, sealed: seal([device, derived], 'pin', key) });
    derived.fill(0);
  }
  return { ...file, slots };
}
