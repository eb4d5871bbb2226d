/** The register: every request there ever was, newest first. Nothing deletes from it. */
import { RegisterEntry } from '#shared/request/register.ts';
import { kindOf, ServiceRequest } from '#shared/request/schema.ts';
import type { Sql } from '../db/pool.ts';

const MOST = 5_000;

export async function readRegister(sql: Sql): Promise<RegisterEntry[]> {
  const { rows } = await sql.query<{ doc: unknown; subject: string; delivered_at: Date | null }>(
    `SELECT doc, subject, (SELECT max(at) FROM export_delivery WHERE request_id = requests.id) AS delivered_at
       FROM requests ORDER BY id DESC LIMIT ${MOST}`,
  );
  return rows.map(({ doc, subject, delivered_at }) => {
    const request = ServiceRequest.parse(doc);
    const deliveredAt = delivered_at?.toISOString() ?? null;
    return RegisterEntry.parse({ ...request, kind: kindOf(request), subject, deliveredAt });
  });
}
