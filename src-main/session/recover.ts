/**
 * The remedies of a store that does not open: put aside, or put aside and what can be read of it rescued.
 *
 * Invariant: a rescue that began is ended, at the next start if not now. What it works on stands aside before
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
import { STORE_FILE } from '../vault/files.ts';
import { type AsideReason, setAside } from '../vault/set-aside.ts';
import { readUnsent, writeUnsent } from '../vault/unsent.ts';
import { openVault, type VaultAccess } from '../vault/vault.ts';

type Recovery = VaultAccess & { log: Logger };
const Begun = z.object({ at: z.iso.datetime(), unsent: z.number().int().nullable() });

/** Puts the store aside; `salvage` needs its key. Throws the vault's errors and those of the disk. */
export async function recoverStore(recovery: Recovery, remedy: 'setAside' | 'salvage'): Promise<void> {
  const { folder } = recovery;
  if (remedy === 'setAside') {
    await asideLocked(folder, 'locked', new Date());
    return writeUnsent(folder, 0);
  }
  const begun = { at: new Date().toISOString(), unsent: await readUnsent(folder) };
  await writeFileAtomically(begunFile(folder), JSON.stringify(begun));
  await rescue(recovery, begun);
}

/** Ends a rescue that a crash left half done. Throws as `recoverStore` does. */
export async function resumeRecovery(recovery: Recovery): Promise<void> {
  await mkdir(recovery.folder, { recursive: true, mode: 0o700 });
  const text = await readFileIfThere(begunFile(recovery.folder));
  if (text === null) return;
  const begun = Begun.safeParse(parseJson(text));
  if (begun.success) await rescue(recovery, begun.data);
  else await rm(begunFile(recovery.folder), { force: true });
}

async function rescue(recovery: Recovery, { at, unsent }: z.infer<typeof Begun>): Promise<void> {
  const { folder, log } = recovery;
  const key = await openVault(recovery);
  try {
    const aside = await asideLocked(folder, 'damaged', new Date(at));
    const salvage = readSalvage(aside, key);
    log.warn('store.salvaged', { count: salvage.customers.length + salvage.comments.length });
    await keepRescued({ file: join(folder, STORE_FILE), key, log }, salvage, unsent);
    await rm(begunFile(folder), { force: true });
  } finally {
    key.fill(0);
  }
}

/** Throws STORE_IN_USE while another program has the store. */
async function asideLocked(folder: string, reason: AsideReason, at: Date): Promise<string> {
  const release = lockStore(join(folder, STORE_FILE));
  try {
    return await setAside(folder, reason, at);
  } finally {
    release();
  }
}

const begunFile = (folder: string) => join(folder, 'rescue.json');
