/** Why a store did not open, as one of the closed problems. */
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { STORE_PROBLEMS, type StoreProblem } from '#shared/api/session.ts';
import { errorCode } from '../log.ts';
import { toStoreError } from '../storage-sqlite/errors.ts';

/**
 * The problem that `error` names. Where it names none, a small file is written beside the store: SQLite says only
 * "unable to open" of a disk that may not be written.
 */
export async function diagnose(folder: string, error: unknown): Promise<StoreProblem> {
  const named = problemOf(error);
  if (named !== 'STORE_FAILED') return named;
  const path = join(folder, 'probe');
  try {
    const handle = await open(path, 'w', 0o600);
    await handle.writeFile('probe');
    await handle.close();
    await rm(path, { force: true });
    return named;
  } catch (reason) {
    return problemOf(toStoreError(reason));
  }
}

function problemOf(error: unknown): StoreProblem {
  const codes = [errorCode(error), toStoreError(error).code];
  return STORE_PROBLEMS.find((problem) => codes.includes(problem)) ?? 'STORE_FAILED';
}
