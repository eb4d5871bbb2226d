/**
 * What the server adds to its statements: pulls and pushes over HTTP against the same statements sent by a bare driver.
 * (pgbench is not among the programs of the embedded PostgreSQL; the driver is the same on both sides here.)
 */
import { randomUUID } from 'node:crypto';
import type { Pool } from '#server/db/pool.ts';
import { inTransaction } from '#server/db/transaction.ts';
import { readFeed } from '#server/sync/feed-repository.ts';
import type { Customer } from '#shared/customer/schema.ts';
import type { Checkpoint } from '#shared/sync/protocol.ts';
import { desk, edit } from '../../support/backend.ts';

const PAGE = 250;
const PAGES = 40;
const ROWS = 100;
const PUSHES = 10;
const DESKS = 4;

/** Requests of a page of 250 documents a second, and rows taken a second, by four desks at a time. */
export type ServerRates = Record<'pull' | 'pullRaw' | 'push' | 'pushRaw', number>;

export async function measureServer(serverUrl: string, token: string, pool: Pool): Promise<ServerRates> {
  const { rows } = await pool.query<{ doc: Customer }>(
    `SELECT doc FROM customers WHERE doc->>'status' = 'active' ORDER BY id LIMIT $1`,
    [2 * DESKS * PUSHES * ROWS],
  );
  const documents = rows.map(({ doc }) => doc);
  const half = documents.length / 2;
  return {
    pull: await rate(PAGES, () => pullPages(serverUrl, token)),
    pullRaw: await rate(PAGES, () => readPages(pool)),
    push: await rate(PUSHES * ROWS, (lane) =>
      pushRows(serverUrl, token, part(documents.slice(0, half), lane)),
    ),
    pushRaw: await rate(PUSHES * ROWS, (lane) => writeRows(pool, part(documents.slice(half), lane))),
  };
}

async function rate(count: number, lane: (lane: number) => Promise<void>): Promise<number> {
  const since = performance.now();
  await Promise.all(Array.from({ length: DESKS }, (_, at) => lane(at)));
  return (DESKS * count * 1000) / (performance.now() - since);
}

function part(documents: readonly Customer[], lane: number): Customer[] {
  return documents.slice(lane * PUSHES * ROWS, (lane + 1) * PUSHES * ROWS);
}

async function pullPages(serverUrl: string, token: string): Promise<void> {
  const wire = desk(serverUrl, token);
  let checkpoint: Checkpoint | null = null;
  for (let page = 0; page < PAGES; page += 1) {
    const { body }: Awaited<ReturnType<typeof wire.pull>> = await wire.pull('customers', checkpoint, PAGE);
    if (body.documents.length === 0) throw new Error('There are too few customers.');
    checkpoint = body.checkpoint;
  }
}

async function readPages(pool: Pool): Promise<void> {
  let after = { xid: '0', seq: '0' };
  for (let page = 0; page < PAGES; page += 1) {
    const { rows } = await readFeed(pool, {
      collection: 'customers',
      after,
      scopeKeys: null,
      audience: null,
      limit: PAGE,
    });
    after = rows.at(-1) ?? after;
  }
}

async function pushRows(serverUrl: string, token: string, documents: readonly Customer[]): Promise<void> {
  const wire = desk(serverUrl, token);
  for (let from = 0; from < documents.length; from += ROWS) {
    const edits = documents.slice(from, from + ROWS).map((one) => edit(one, { given: 'Pushed' }));
    const { body } = await wire.push('customers', ...edits);
    const refused = body.results.find(({ status }) => status !== 'applied');
    if (refused) throw new Error(`A push was ${refused.status}.`);
  }
}

/** What a push writes: the row, its version, its place in the feed and its receipt, in one transaction. */
async function writeRows(pool: Pool, documents: readonly Customer[]): Promise<void> {
  for (const doc of documents) {
    await inTransaction(pool, async (sql) => {
      await sql.query('SELECT doc FROM customers WHERE id = $1 FOR UPDATE', [doc.id]);
      await sql.query('UPDATE customers SET doc = $2, rev = $3 WHERE id = $1', [doc.id, doc, `${doc.rev}x`]);
      await sql.query(
        `INSERT INTO change_feed (collection, doc_id, op, scope_keys) VALUES ('customers', $1, 1, $2), ('changes', $1, 1, $2)`,
        [doc.id, doc.scope],
      );
      await sql.query(
        `INSERT INTO push_receipt (client_id, mutation_id, collection, doc_id, result) VALUES ($1, $2, 'customers', $3, '{}')`,
        [randomUUID(), randomUUID(), doc.id],
      );
    });
  }
}
