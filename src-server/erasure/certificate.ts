/** Issues the certificate of an erasure, anew whenever a desk confirms. Guards that none is ever unsigned. */
import { CERTIFICATE_LIMITS, CertificateBody, type SignedCertificate } from '#shared/request/certificate.ts';
import type { Sql } from '../db/pool.ts';
import type { Privacy } from '../privacy/privacy.ts';
import { countDesks } from './desks.ts';
import type { Counts } from './job.ts';

type Facts = {
  reference: string;
  payload: { regime?: CertificateBody['regime']; receivedAt?: string | null };
  dueAt: string | null;
  counts: Counts;
  position: number;
  hash: string;
  previous: string;
  erasedAt: Date;
};

/** Writes or replaces the certificate in the caller's transaction. */
export async function saveCertificate(
  sql: Sql,
  privacy: Privacy,
  { requestId, subject, now }: { requestId: string; subject: string; now: Date },
): Promise<void> {
  const { rows } = await sql.query<Facts>(
    `SELECT j.reference, j.counts, r.doc->'payload' AS payload, r.doc->>'dueAt' AS "dueAt",
            l.position::int AS position, l.hash, l.previous, l.erased_at AS "erasedAt"
       FROM erasure_job j JOIN requests r ON r.id = j.request_id JOIN erasure_ledger l ON l.subject = j.subject
      WHERE j.subject = $1`,
    [subject],
  );
  const [facts] = rows;
  if (!facts) return;
  const body = JSON.stringify(bodyOf(facts, await countDesks(sql, subject), now));
  await sql.query(
    `INSERT INTO certificates (request_id, body, signature) VALUES ($1, $2, $3)
     ON CONFLICT (request_id) DO UPDATE SET body = $2, signature = $3`,
    [requestId, body, privacy.sign(body)],
  );
}

/** Counts of what stays, or is bookkeeping, are not among what was erased. */
const NOT_ERASED = new Set(['orders', 'requests']);

function bodyOf(facts: Facts, desks: { confirmed: number; total: number }, now: Date): CertificateBody {
  const { orders = 0 } = facts.counts;
  return CertificateBody.parse({
    version: 1,
    reference: facts.reference,
    regime: facts.payload.regime ?? null,
    receivedAt: facts.payload.receivedAt ?? null,
    dueAt: facts.dueAt,
    erasedAt: facts.erasedAt.toISOString(),
    issuedAt: now.toISOString(),
    erased: Object.fromEntries(Object.entries(facts.counts).filter(([what]) => !NOT_ERASED.has(what))),
    kept: orders > 0 ? [{ what: 'orders', count: orders, why: 'legalDuty' }] : [],
    notReached: [...CERTIFICATE_LIMITS],
    desks: { confirmed: desks.confirmed, outstanding: desks.total - desks.confirmed },
    ledger: { position: facts.position, hash: facts.hash, previous: facts.previous },
  });
}

/** The certificate of a request; null when there is none. */
export async function readCertificate(
  sql: Sql,
  privacy: Privacy,
  requestId: string,
): Promise<SignedCertificate | null> {
  const { rows } = await sql.query<{ body: string; signature: string }>(
    'SELECT body, signature FROM certificates WHERE request_id = $1',
    [requestId],
  );
  return rows[0] ? { ...rows[0], publicKey: privacy.signingKey } : null;
}
