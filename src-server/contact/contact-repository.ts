/** What is asked of contacts in SQL beyond what every collection has. */
import { MOST_RECENT } from '#shared/preference/decide.ts';
import type { Sql } from '../db/pool.ts';

/** When the customer was last contacted, newest first; what they began themselves does not count. */
export async function recentContacts(sql: Sql, customerId: string): Promise<string[]> {
  const { rows } = await sql.query<{ at: string }>(
    `SELECT doc->>'startedAt' AS at FROM contacts
      WHERE customer_id = $1 AND NOT deleted AND doc->>'direction' = 'outbound'
      ORDER BY 1 DESC LIMIT ${MOST_RECENT}`,
    [customerId],
  );
  return rows.map(({ at }) => at);
}
