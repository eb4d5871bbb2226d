/** Takes the word of a desk that it holds nothing of a person any more, and says so on request and certificate. */
import type { Me } from '#shared/permission/me.ts';
import { kindOf } from '#shared/request/schema.ts';
import type { Pool } from '../db/pool.ts';
import { inTransaction } from '../db/transaction.ts';
import { isErased } from '../privacy/ledger.ts';
import type { Privacy } from '../privacy/privacy.ts';
import { findRequestsAbout, updateRequest } from '../request/request-repository.ts';
import { saveCertificate } from './certificate.ts';
import { type Confirmation, confirm, countDesks } from './desks.ts';

/** `unknown`: nobody of this id was forgotten. */
export function takeConfirmation(
  pool: Pool,
  privacy: Privacy,
  me: Me,
  given: Confirmation,
): Promise<'taken' | 'notSigned' | 'unknown'> {
  return inTransaction(pool, async (sql) => {
    if (!(await isErased(sql, privacy, [given.customerId]))) return 'unknown';
    const subject = privacy.subjectOf(given.customerId);
    // The requests first: whoever confirms at the same time waits here, and counts both.
    const rows = await findRequestsAbout(sql, subject);
    if (!(await confirm(sql, subject, me, given))) return 'notSigned';
    const done = rows.find(({ doc }) => kindOf(doc) === 'forget' && doc.state === 'done');
    if (!done) return 'taken';
    const now = new Date();
    const desks = await countDesks(sql, subject);
    await updateRequest(sql, done, { desks }, now);
    await saveCertificate(sql, privacy, { requestId: done.doc.id, subject, now });
    return 'taken';
  });
}
