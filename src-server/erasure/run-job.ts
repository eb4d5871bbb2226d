/**
 * Carries an erasure out.
 *
 * Invariant: a step and the note that it was done commit together, so that whoever dies in between leaves a job that goes on
 * with the step that was not done.
 */
import type { Pool, PoolClient } from '../db/pool.ts';
import { inTransaction } from '../db/transaction.ts';
import { isEntered } from '../privacy/ledger.ts';
import type { Privacy } from '../privacy/privacy.ts';
import { findRequest, updateRequest } from '../request/request-repository.ts';
import { advanceJob, dueJobs, type Job, STEPS, type Step, takeJob } from './job.ts';
import { RUN } from './steps.ts';

export type Erasing = {
  pool: Pool;
  privacy: Privacy;
  /** Told inside the transaction of each step, before it commits. For tests that end it there. */
  beforeCommit?: (step: Step) => void | Promise<void>;
};

/**
 * Carries out all that is due. One that fails is told to `onFailure`, tried again in the next round, and keeps no other
 * waiting. Returns how many were tried.
 */
export async function runDueJobs(
  erasing: Erasing,
  now: Date,
  onFailure: (error: unknown) => void,
): Promise<number> {
  const subjects = await dueJobs(erasing.pool, now);
  for (const subject of subjects) await runJob(erasing, subject).catch(onFailure);
  return subjects.length;
}

/** Runs the steps that are not done. Returns at once where another server is at it. */
export async function runJob(erasing: Erasing, subject: string): Promise<void> {
  for (;;) {
    const step = await inTransaction(erasing.pool, (client) => runStep(client, erasing, subject));
    if (step === null || step === STEPS.at(-1)) return;
  }
}

async function runStep(client: PoolClient, erasing: Erasing, subject: string): Promise<Step | null> {
  const job = await takeJob(client, subject);
  if (!job) return null;
  const now = new Date();
  const mayBegin = job.step !== STEPS[0] || job.requestId === null || (await begin(client, job, now));
  // Who is in the ledger is erased, whatever a request in a restored backup says.
  if (!mayBegin && !(await isEntered(client, job.subject))) return null;
  const counts = await RUN[job.step]({ sql: client, privacy: erasing.privacy, job, now });
  await advanceJob(client, job, counts, now);
  await erasing.beforeCommit?.(job.step);
  return job.step;
}

/** Says on the request that it is being carried out. False when it was taken back meanwhile. */
async function begin(client: PoolClient, job: Job, now: Date): Promise<boolean> {
  const row = await findRequest(client, job.requestId ?? '');
  if (row?.doc.state !== 'accepted' || row.doc.stage !== 'scheduled') return false;
  await updateRequest(client, row, { stage: 'executing' }, now);
  return true;
}
