/** The end of an erasure: requests that name nobody any more, and the certificate. */
import { hasEnded } from '#shared/request/machine.ts';
import { NO_CUSTOMER, type ServiceRequest, scrubbed } from '#shared/request/schema.ts';
import {
  findRequest,
  findRequestsAbout,
  type RequestRow,
  updateRequest,
} from '../request/request-repository.ts';
import { saveCertificate } from './certificate.ts';
import { countDesks } from './desks.ts';
import type { Counts } from './job.ts';
import type { Work } from './steps.ts';

/** Every request about the person stays in the register, by its kind, times and reference. */
export async function scrubRequests({ sql, job, now }: Work): Promise<Counts> {
  const rows = await findRequestsAbout(sql, job.subject);
  for (const row of rows) {
    await sql.query('DELETE FROM request_result WHERE request_id = $1', [row.doc.id]);
    const ended = endOf(row, job.requestId, now);
    const nobody = { customerId: NO_CUSTOMER, payload: scrubbed(row.doc.payload) };
    await updateRequest(sql, { ...row, customerId: null }, { ...nobody, ...ended }, now);
  }
  return { requests: rows.length };
}

/** What was still open can no longer be done. */
function endOf({ doc }: RequestRow, requestId: string | null, now: Date): Partial<ServiceRequest> {
  if (doc.id === requestId || hasEnded(doc.state)) return {};
  return { state: 'rejected', stage: '', outcome: 'personForgotten', endedAt: now.toISOString() };
}

/** A replayed ledger has no request to finish: its certificate was issued before. */
export async function finishRequest({ sql, privacy, job, now }: Work): Promise<Counts> {
  if (job.requestId === null) return {};
  const row = await findRequest(sql, job.requestId);
  if (!row) return {};
  const desks = await countDesks(sql, job.subject);
  const endedAt = now.toISOString();
  await updateRequest(sql, row, { state: 'done', stage: '', scheduledFor: null, endedAt, desks }, now);
  await saveCertificate(sql, privacy, { requestId: job.requestId, subject: job.subject, now });
  return {};
}
