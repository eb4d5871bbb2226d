/**
 * Orders, quotes and returns in SQL. Guards that what is too old to be kept on desks gets no entry in the feed.
 */
import type { Customer } from '#shared/customer/schema.ts';
import { isKept, keptSince } from '#shared/order/cached-period.ts';
import type { Order } from '#shared/order/schema.ts';
import type { Sql } from '../db/pool.ts';
import { insertDocuments, updateDocument } from '../sync/document-repository.ts';
import type { IngestOrder } from './ingest-schema.ts';

const COLLECTION = 'orders';
const MOST = 500;

type Name = Pick<Order, 'sourceSystem' | 'type' | 'number'>;

/** The order by the name that the other system has for it, kept from other writers until the transaction ends. */
export async function findOrder(sql: Sql, { sourceSystem, type, number }: Name): Promise<Order | undefined> {
  const name = JSON.stringify([sourceSystem, type, number]);
  await sql.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 1))', [name]);
  const { rows } = await sql.query<{ doc: Order }>(
    'SELECT doc FROM orders WHERE source = $1 AND type = $2 AND number = $3',
    [sourceSystem, type, number],
  );
  return rows[0]?.doc;
}

/** Whose an order is, kept from being moved until the transaction ends; undefined when there is no such customer. */
export async function findOwner(
  sql: Sql,
  customer: IngestOrder['customer'],
): Promise<Pick<Customer, 'id' | 'scope'> | undefined> {
  const [column, value] =
    'number' in customer ? ['number', customer.number] : ['external_id', customer.externalId];
  const { rows } = await sql.query<{ doc: Customer }>(
    `SELECT doc FROM customers WHERE ${column} = $1 AND NOT deleted FOR SHARE`,
    [value],
  );
  return rows[0]?.doc;
}

/** Adds or replaces the order; `before` is what was stored. */
export async function saveOrder(sql: Sql, doc: Order, before: Order | undefined, now: Date): Promise<void> {
  if (!isKept(doc.placedAt, now)) return saveUnkept(sql, [doc]);
  if (before) await updateDocument(sql, COLLECTION, doc, before.scope);
  else await insertDocuments(sql, COLLECTION, [doc]);
}

/** Adds or replaces orders that desks do not keep. */
export async function saveUnkept(sql: Sql, docs: Order[]): Promise<void> {
  await sql.query(
    `INSERT INTO orders (id, scope_keys, rev, mutation_id, doc, customer_id)
     SELECT (d->>'id')::uuid, ARRAY(SELECT jsonb_array_elements_text(d->'scope')), d->>'rev',
            (d->>'mutationId')::uuid, d, (d->>'customerId')::uuid
       FROM jsonb_array_elements($1::jsonb) d
     ON CONFLICT (id) DO UPDATE SET scope_keys = EXCLUDED.scope_keys, rev = EXCLUDED.rev,
       mutation_id = EXCLUDED.mutation_id, doc = EXCLUDED.doc, customer_id = EXCLUDED.customer_id`,
    [JSON.stringify(docs)],
  );
}

/** Those of a customer that desks do not keep, newest first. */
export async function findOlderOrders(sql: Sql, customerId: string, now: Date): Promise<Order[]> {
  const { rows } = await sql.query<{ doc: Order }>(
    `SELECT doc FROM orders
      WHERE customer_id = $1 AND NOT deleted AND doc->>'placedAt' < $2
      ORDER BY doc->>'placedAt' DESC LIMIT ${MOST}`,
    [customerId, keptSince(now).toISOString()],
  );
  return rows.map(({ doc }) => doc);
}

/** Those of a customer that are under way, however old. */
export async function findOpenOrders(sql: Sql, customerId: string): Promise<Order[]> {
  const { rows } = await sql.query<{ doc: Order }>(
    `SELECT doc FROM orders WHERE customer_id = $1 AND NOT deleted AND doc->'open' = 'true' LIMIT ${MOST}`,
    [customerId],
  );
  return rows.map(({ doc }) => doc);
}
