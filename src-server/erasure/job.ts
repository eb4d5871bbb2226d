/** Erasures under way, in SQL: which step is next, and what the steps before counted. */
import type { Sql } from '../db/pool.ts';

/** In their order. Each is one transaction, and done twice it is done once. */
export const STEPS = [
  'block',
  'access',
  'mail',
  'hanging',
  'orders',
  'customer',
  'requests',
  'finish',
] as const;
export type Step = (typeof STEPS)[number];

export type Counts = Record<string, number>;

export type Job = {
  subject: string;
  /** Null when a ledger is replayed. */
  requestId: string | null;
  customerId: string;
  reference: string;
  step: Step;
  scopeKeys: string[];
  counts: Counts;
};

type Plan = Pick<Job, 'subject' | 'requestId' | 'customerId' | 'reference'> & { dueAt: Date };

/** Plans an erasure. One that is planned already gets the new time, unless it has begun. */
export async function planJob(
  sql: Sql,
  { subject, requestId, customerId, reference, dueAt }: Plan,
): Promise<void> {
  await sql.query(
    `INSERT INTO erasure_job (subject, request_id, customer_id, reference, step, due_at)
     VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (subject) DO UPDATE
        SET due_at = $6, request_id = coalesce($2, erasure_job.request_id), customer_id = $3, step = $5, ended_at = NULL
      WHERE erasure_job.started_at IS NULL OR erasure_job.ended_at IS NOT NULL`,
    [subject, requestId, customerId, reference, STEPS[0], dueAt],
  );
}

/** Takes a plan back. False when it has begun: then nothing can be taken back any more. */
export async function dropJob(sql: Sql, subject: string): Promise<boolean> {
  const { rows } = await sql.query<{ started: boolean }>(
    'SELECT started_at IS NOT NULL AS started FROM erasure_job WHERE subject = $1 FOR UPDATE',
    [subject],
  );
  if (rows[0]?.started) return false;
  await sql.query('DELETE FROM erasure_job WHERE subject = $1', [subject]);
  return true;
}

/** Subjects whose erasure is due and not done, oldest first. */
export async function dueJobs(sql: Sql, now: Date): Promise<string[]> {
  const { rows } = await sql.query<{ subject: string }>(
    'SELECT subject FROM erasure_job WHERE ended_at IS NULL AND due_at <= $1 ORDER BY due_at LIMIT 20',
    [now],
  );
  return rows.map(({ subject }) => subject);
}

/** The job, locked; undefined when it is done, or another server is at it. */
export async function takeJob(sql: Sql, subject: string): Promise<Job | undefined> {
  const { rows } = await sql.query<Job>(
    `SELECT subject, request_id AS "requestId", customer_id AS "customerId", reference, step,
            scope_keys AS "scopeKeys", counts
       FROM erasure_job WHERE subject = $1 AND ended_at IS NULL FOR UPDATE SKIP LOCKED`,
    [subject],
  );
  return rows[0];
}

/** Notes what a step has done, and which is next; after the last one the job no longer names anybody. */
export async function advanceJob(sql: Sql, job: Job, counts: Counts, now: Date): Promise<void> {
  const following = STEPS[STEPS.indexOf(job.step) + 1];
  await sql.query(
    `UPDATE erasure_job
        SET step = coalesce($2, step), counts = counts || $3::jsonb, scope_keys = $4,
            started_at = coalesce(started_at, $5),
            ended_at = CASE WHEN $2::text IS NULL THEN $5::timestamptz END,
            customer_id = CASE WHEN $2::text IS NULL THEN NULL ELSE customer_id END
      WHERE subject = $1`,
    [job.subject, following ?? null, JSON.stringify(counts), job.scopeKeys, now],
  );
}
