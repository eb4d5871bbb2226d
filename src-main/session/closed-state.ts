/** What a person is told of a store that is not open: why, how long to wait, and what is in it that was not sent. */
import { REMEDIES, type SessionState, type StoreProblem } from '#shared/api/session.ts';
import { nextTryAt, readAttempts } from '../vault/attempts.ts';
import { readUnsent } from '../vault/unsent.ts';
import { hasPin } from '../vault/vault.ts';

/** Waits for its PIN. */
export async function lockedState(folder: string): Promise<SessionState> {
  const now = Date.now();
  const attempts = await readAttempts(folder, now);
  const until = nextTryAt(attempts, now);
  const retryAt = until === null ? null : new Date(until).toISOString();
  return { state: 'locked', failed: attempts.failed, retryAt, unsent: await readUnsent(folder) };
}

/** Cannot be opened. Never throws: a folder that cannot be read either is the same answer. */
export async function recoveryState(folder: string, problem: StoreProblem): Promise<SessionState> {
  const needsPin = REMEDIES[problem] === 'salvage' && (await hasPin(folder).catch(() => false));
  return { state: 'recovery', problem, unsent: await readUnsent(folder), needsPin };
}
