/**
 * A process that carries out a remedy, as a desk does: it first ends one that a crash left half done. It kills itself
 * at the step it is given, and prints `done` when there was no such step. `putBack` puts back what was rescued.
 */
import { link } from 'node:fs/promises';
import { join } from 'node:path';
import { createLogger } from '#main/log.ts';
import { recoverStore, resumeRecovery } from '#main/session/recover.ts';
import { openStore } from '#main/storage-sqlite/index.ts';
import { openDatabase } from '#main/store/database.ts';
import { databaseName } from '#main/store/database-name.ts';
import { STORE_HOOKS } from '#main/store/hooks-url.ts';
import { putBack } from '#main/store/rescued.ts';
import { createFileSlot } from '#main/vault/file-slot.ts';
import { exists } from '#main/vault/files.ts';
import { openVault } from '#main/vault/vault.ts';

const [folder = '', task = '', lastStep = '', links = ''] = process.argv.slice(2);
const log = createLogger(() => undefined);
const access = { folder, slots: [createFileSlot()] as const };

/** A file system that has no second names. */
const noLinks: typeof link = () => Promise.reject(new Error('EPERM'));

async function recover(remedy: 'salvage' | 'setAside'): Promise<void> {
  const onStep = (step: string) => {
    if (step === lastStep) process.kill(process.pid, 'SIGKILL');
  };
  const recovery = { ...access, log, onStep, linkFile: links === 'none' ? noLinks : link };
  if (await exists(join(folder, 'rescue.json'))) await resumeRecovery(recovery);
  else await recoverStore(recovery, remedy);
}

async function putBackRescued(): Promise<void> {
  const file = join(folder, 'store.db');
  const key = await openVault(access);
  const store = await openStore({ file, key, hooks: STORE_HOOKS });
  const database = await openDatabase(databaseName(file, key), store.storage, new Set(), log);
  process.stdout.write('begin\n');
  await putBack(database);
  await database.close();
  await store.close();
}

if (task !== 'putBack') process.stdout.write('begin\n');
if (task === 'putBack') await putBackRescued();
else await recover(task === 'setAside' ? 'setAside' : 'salvage');
process.stdout.write('done\n');
