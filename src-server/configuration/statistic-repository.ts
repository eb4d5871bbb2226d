/** How customers answered, in SQL. Source: the `responses` of the table `customers`, in the user's scope. */
import { z } from 'zod';
import { ResponseCount } from '#shared/configuration/commands.ts';
import type { Sql } from '../db/pool.ts';

/**
 * Customers by response of a category, and how many of them were answered by the default left standing.
 * @param scopeKeys the rows that count, or null for all.
 */
export async function countResponses(
  sql: Sql,
  category: string,
  scopeKeys: readonly string[] | null,
): Promise<ResponseCount[]> {
  const { rows } = await sql.query(
    `SELECT answer->>'response' AS response, count(*)::int AS customers,
            count(*) FILTER (WHERE answer->>'source' = 'default')::int AS defaulted
       FROM (SELECT doc->'responses'->$1 AS answer FROM customers
              WHERE NOT deleted AND doc->'responses' ? $1 AND ($2::text[] IS NULL OR scope_keys && $2)) given
      WHERE answer->>'response' IS NOT NULL
      GROUP BY 1 ORDER BY 1`,
    [category, scopeKeys],
  );
  return z.array(ResponseCount).parse(rows);
}
