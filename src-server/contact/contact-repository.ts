/** What is asked of contacts in SQL beyond what every collection has. */
import { z } from 'zod';
import { MOST_UNCODED, UncodedContact } from '#shared/contact/uncoded.ts';
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

/**
 * Contacts since then that ended and have no code, oldest first: those not wrapped up, and those wrapped up without.
 * @param scopeKeys the rows that count, or null for all.
 */
export async function uncodedContacts(
  sql: Sql,
  scopeKeys: readonly string[] | null,
  since: Date,
): Promise<UncodedContact[]> {
  const { rows } = await sql.query(
    `SELECT c.id, c.customer_id AS "customerId", k.number AS "customerNumber",
            c.doc->>'authorName' AS "authorName", c.doc->>'channel' AS channel,
            c.doc->>'startedAt' AS "startedAt", c.doc->>'wrappedUpAt' IS NOT NULL AS "isWrappedUp"
       FROM contacts c JOIN customers k ON k.id = c.customer_id AND NOT k.deleted
      WHERE NOT c.deleted AND c.doc->>'startedAt' >= $1 AND c.doc->>'wrapUpCode' = ''
        AND c.doc->>'endedAt' IS NOT NULL AND ($2::text[] IS NULL OR c.scope_keys && $2)
      ORDER BY 6 LIMIT ${MOST_UNCODED}`,
    [since.toISOString(), scopeKeys],
  );
  return z.array(UncodedContact).parse(rows);
}
