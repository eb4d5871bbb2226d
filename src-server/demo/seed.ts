/**
 * Fills a database with the demo's people, teams and customers.
 *
 * Guards that seeding can be stopped and run again at any point: every batch is one transaction, and what is
 * there already is left alone. The rows come with their entries in the feed, so that desks pull them.
 */

import type { Customer } from '#shared/customer/schema.ts';
import { isKept } from '#shared/order/cached-period.ts';
import type { Order } from '#shared/order/schema.ts';
import { addMissingEntries } from '../configuration/configuration-repository.ts';
import { insertCustomers } from '../customer/customer-repository.ts';
import type { Pool, Sql } from '../db/pool.ts';
import { inTransaction } from '../db/transaction.ts';
import { saveUser } from '../identity/user-repository.ts';
import { saveUnkept } from '../order/order-repository.ts';
import { insertDocuments } from '../sync/document-repository.ts';
import { notifyChanged } from '../sync/poke-bus.ts';
import { insertTeams } from '../team/team-repository.ts';
import { DEMO_ACCOUNTS } from './accounts.ts';
import { demoComments } from './demo-comments.ts';
import { DEMO_CONFIGURATION } from './demo-configuration.ts';
import { demoCustomer } from './demo-customer.ts';
import { demoOrders } from './demo-orders.ts';
import { DEMO_TEAMS } from './demo-teams.ts';

const BATCH = 500;
/** Above this many customers, fewer comments a customer. */
const MANY = 20_000;
const MOST_ORDERS = 5;

export type SeedOptions = {
  customers: number;
  onProgress?: (done: number, total: number) => void;
  /** Stops between two batches. */
  signal?: AbortSignal;
};

/**
 * Adds the demo's accounts and teams, and customers until there are `customers`.
 * @returns how many customers were added now.
 */
export async function seedDemo(pool: Pool, options: SeedOptions): Promise<number> {
  await inTransaction(pool, async (client) => {
    for (const account of DEMO_ACCOUNTS) await saveUser(client, account);
    await insertTeams(client, [...DEMO_TEAMS]);
    await addMissingEntries(client, DEMO_CONFIGURATION);
  });
  const { customers, onProgress, signal } = options;
  if ((await countCustomers(pool)) >= customers) return 0;
  let added = 0;
  for (let from = 0; from < customers && !signal?.aborted; from += BATCH) {
    const until = Math.min(from + BATCH, customers);
    added += await inTransaction(pool, (client) => addBatch(client, from, until, customers));
    onProgress?.(until, customers);
  }
  await notifyChanged(pool, 'customers');
  await notifyChanged(pool, 'comments');
  await notifyChanged(pool, 'orders');
  return added;
}

async function addBatch(client: Sql, from: number, until: number, total: number): Promise<number> {
  const most = total > MANY ? 1 : 4;
  const indexes = Array.from({ length: until - from }, (_, offset) => from + offset);
  const customers = indexes.map(demoCustomer);
  const added = await insertCustomers(client, customers);
  if (added === 0) return 0;
  await insertDocuments(
    client,
    'comments',
    customers.flatMap((customer, offset) => demoComments(customer, from + offset, most)),
  );
  await seedOrders(client, customers, from, total > MANY ? 0 : MOST_ORDERS);
  // Customers made later must not get a number that the demo uses.
  await client.query(`SELECT setval('customer_number', greatest(last_value, $1)) FROM customer_number`, [
    100_000 + until,
  ]);
  return added;
}

/** As `PUT /v1/orders` would: what is too old for desks is kept on the server alone. */
async function seedOrders(client: Sql, customers: Customer[], from: number, most: number): Promise<void> {
  const orders = customers.flatMap((customer, offset) => demoOrders(customer, from + offset, most));
  await insertDocuments(client, 'orders', orders.filter(isKeptNow));
  await saveUnkept(
    client,
    orders.filter((order) => !isKeptNow(order)),
  );
}

const isKeptNow = ({ placedAt }: Order) => isKept(placedAt, new Date());

async function countCustomers(sql: Sql): Promise<number> {
  const { rows } = await sql.query<{ count: number }>('SELECT count(*)::int AS count FROM customers');
  return rows[0]?.count ?? 0;
}
