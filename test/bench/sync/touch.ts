/** Changes every customer behind the desks' back, in one order, so that the last one to arrive is known. */
import { createPool } from '#server/db/pool.ts';

export type Touched = { last: { id: string; middle: string } };

/** Gives every customer another middle name; resolves with the one that comes last in the feed. */
export async function touchAll(databaseUrl: string): Promise<Touched> {
  const pool = createPool(databaseUrl, { statementTimeoutMs: 0 });
  const middle = `Touched ${Date.now()}`;
  await pool.query(
    `UPDATE customers SET rev = next.rev, doc = doc || jsonb_build_object('middle', $1::text, 'rev', next.rev)
       FROM (SELECT id, (split_part(rev, '-', 1)::int + 1) || '-' || substr(md5(id::text), 1, 8) AS rev FROM customers) next
      WHERE next.id = customers.id AND NOT deleted`,
    [middle],
  );
  await pool.query(
    `INSERT INTO change_feed (collection, doc_id, op, scope_keys)
     SELECT 'customers', id, 1, scope_keys FROM customers WHERE NOT deleted ORDER BY id`,
  );
  const { rows } = await pool.query('SELECT id FROM customers WHERE NOT deleted ORDER BY id DESC LIMIT 1');
  await pool.end();
  return { last: { id: rows[0].id, middle } };
}
