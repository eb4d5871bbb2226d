/**
 * The remedies of a store that does not open: put aside, or put aside and what can be read of it rescued.
 *
 * Invariant: a remedy that began is ended, at the next start if not now. What it works on stands aside before
 * anything new takes its place, so that it can begin again at any point.
 */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readFileIfThere, writeFileAtomically } from '../atomic-file.ts';
import type { Logger } from '../log.ts';
import { parseJson } from '../parse-json.ts';
import { lockStore } from '../storage-sqlite/lock.ts';
import { keepRescued } from '../store/rescued.ts';
import { readSalvage } from '../store/salvage.ts';
import { STORE_FILE, syncFolder } from '../vault/files.ts';
import { type AsideOptions, setAside } from '../vault/set-aside.ts';
import { readUnsent, writeUnsent } from '../vault/unsent.ts';
import { openVault, type VaultAccess } from '../vault/vault.ts';

type Recovery = VaultAccess & { log: Logger } & AsideOptions;
type Remedy = 'setAside' | 'salvage';
const Begun = z.object({
  at: z.iso.datetime(),
  unsent: z.number().int().nullable(),
  remedy: z.enum(['setAside', 'salvage']).default('salvage'),
});
type Begun = z.infer<typeof Begun>;

/** Puts the store aside; `salvage` needs its key. Throws the vault's errors and those of the disk. */
export async function recoverStore(recovery: Recovery, remedy: Remedy): Promise<void> {
  const { folder } = recovery;
  const begun: Begun = { at: new Date().toISOString(), unsent: await readUnsent(folder), remedy };
  await writeFileAtomically(begunFile(folder), JSON.stringify(begun));
  recovery.onStep?.('begun');
  await carryOut(recovery, begun);
}

/** Ends a remedy that a crash left half done. Throws as `recoverStore` does. */
export async function resumeRecovery(recovery: Recovery): Promise<void> {
  await mkdir(recovery.folder, { recursive: true, mode: 0o700 });
  const text = await readFileIfThere(begunFile(recovery.folder));
  if (text === null) return;
  const begun = Begun.safeParse(parseJson(text));
  if (begun.success) await carryOut(recovery, begun.data);
  else await rm(begunFile(recovery.folder), { force: true });
}

/** The mark is gone for good before anybody works in what stands then: carried out again, it would be put aside. */
async function carryOut(recovery: Recovery, begun: Begun): Promise<void> {
  const { folder, onStep } = recovery;
  if (begun.remedy === 'salvage') await rescue(recovery, begun);
  else await leave(recovery, begun);
  onStep?.('kept');
  await rm(begunFile(folder), { force: true });
  await syncFolder(folder);
  onStep?.('ended');
}

async function leave(recovery: Recovery, { at }: Begun): Promise<void> {
  await asideLocked(recovery, 'locked', new Date(at));
  await writeUnsent(recovery.folder, 0);
}

async function rescue(recovery: Recovery, { at, unsent }: Begun): Promise<void> {
  const { folder, log } = recovery;
  const key = await openVault(recovery);
  try {
    const aside = await asideLocked(recovery, 'damaged', new Date(at));
    recovery.onStep?.('aside');
    const salvage = readSalvage(aside, key);
    log.warn('store.salvaged', { count: salvage.customers.length + salvage.comments.length });
    await keepRescued({ file: join(folder, STORE_FILE), key, log }, salvage, unsent);
  } finally {
    key.fill(0);
  }
}

/** Throws STORE_IN_USE while another program has the store. */
async function asideLocked(recovery: Recovery, reason: 'locked' | 'damaged', at: Date): Promise<string> {
  const { folder } = recovery;
  const release = lockStore(join(folder, STORE_FILE));
  try {
    return await setAside(folder, reason, at, recovery);
  } finally {
    release();
  }
}

const begunFile = (folder: string) => join(folder, 'rescue.json');
