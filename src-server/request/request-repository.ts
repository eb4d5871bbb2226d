/** Requests in SQL. Guards that every write leaves its entry in the feed, in the caller's transaction. */
import type { RequestKind, ServiceRequest } from '#shared/request/schema.ts';
import { ServiceRequest as Schema } from '#shared/request/schema.ts';
import type { Sql } from '../db/pool.ts';
import { addToFeed, OP } from '../sync/feed-repository.ts';
import { nextRev } from '../sync/revision.ts';

const COLLECTION = 'requests';

export type RequestRow = {
  doc: ServiceRequest;
  /** Null once the person was forgotten. */
  customerId: string | null;
  subject: string;
  formerStatus: string | null;
};

type Raw = { doc: unknown; customer_id: string | null; subject: string; former_status: string | null };

const rowOf = ({ doc, customer_id, subject, former_status }: Raw): RequestRow => ({
  doc: Schema.parse(doc),
  customerId: customer_id,
  subject,
  formerStatus: former_status,
});

/** The request, locked against other writers until the transaction ends. */
export async function findRequest(sql: Sql, id: string): Promise<RequestRow | undefined> {
  const { rows } = await sql.query<Raw>(
    'SELECT doc, customer_id, subject, former_status FROM requests WHERE id = $1 AND NOT deleted FOR UPDATE',
    [id],
  );
  return rows[0] && rowOf(rows[0]);
}

/** All requests about a person, oldest first, locked. */
export async function findRequestsAbout(sql: Sql, subject: string): Promise<RequestRow[]> {
  const { rows } = await sql.query<Raw>(
    `SELECT doc, customer_id, subject, former_status FROM requests
      WHERE subject = $1 AND NOT deleted ORDER BY id FOR UPDATE`,
    [subject],
  );
  return rows.map(rowOf);
}

/** The next `R-<number>`; never issued twice. */
export async function issueReference(sql: Sql): Promise<string> {
  const { rows } = await sql.query<{ reference: string }>(
    `SELECT 'R-' || nextval('request_number') AS reference`,
  );
  return rows[0]?.reference ?? '';
}

/** Adds the request. */
export async function insertRequest(
  sql: Sql,
  { doc, customerId, subject, formerStatus }: RequestRow,
): Promise<void> {
  await sql.query(
    `INSERT INTO requests (id, scope_keys, rev, mutation_id, doc, customer_id, subject, former_status)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [doc.id, doc.scope, doc.rev, doc.mutationId, JSON.stringify(doc), customerId, subject, formerStatus],
  );
  await addToFeed(sql, { collection: COLLECTION, id: doc.id, op: OP.upsert, scopeKeys: doc.scope });
}

/** Replaces the request; gives it its next revision. Returns it as it stands. */
export async function updateRequest(
  sql: Sql,
  row: RequestRow,
  change: Partial<ServiceRequest>,
  now: Date,
): Promise<ServiceRequest> {
  const doc: ServiceRequest = {
    ...row.doc,
    ...change,
    rev: nextRev(row.doc.rev),
    updatedAt: now.toISOString(),
  };
  await sql.query('UPDATE requests SET scope_keys = $2, rev = $3, doc = $4, customer_id = $5 WHERE id = $1', [
    doc.id,
    doc.scope,
    doc.rev,
    JSON.stringify(doc),
    row.customerId,
  ]);
  const scopeKeys = [...row.doc.scope, ...doc.scope];
  await addToFeed(sql, { collection: COLLECTION, id: doc.id, op: OP.upsert, scopeKeys });
  return doc;
}

/** How often what is mailed to a customer may be asked for in a day. */
export const PER_DAY = 3;

/** How many requests of the kind about a customer were taken in the last day. */
export async function countToday(sql: Sql, customerId: string, kind: RequestKind): Promise<number> {
  const { rows } = await sql.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM requests
      WHERE customer_id = $1 AND doc->'payload'->>'kind' = $2
        AND doc->>'state' IN ('accepted', 'done') AND (doc->>'updatedAt')::timestamptz > now() - interval '1 day'`,
    [customerId, kind],
  );
  return rows[0]?.count ?? 0;
}
