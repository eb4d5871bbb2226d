/** No gaps: the interleavings that lose rows under simpler schemes, on two real connections. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Pool, PoolClient } from '../../src-server/db/pool.ts';
import {
  addToFeed,
  feedBounds,
  hasHiddenEntries,
  OP,
  readFeed,
} from '../../src-server/sync/feed-repository.ts';
import { startTestPostgres, type TestPostgres } from '../support/postgres.ts';

let postgres: TestPostgres;
let pool: Pool;
let a: PoolClient;
let b: PoolClient;

beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(() => postgres.stop());

beforeEach(async () => {
  ({ pool } = await postgres.database());
  a = await pool.connect();
  b = await pool.connect();
  return () => {
    a.release();
    b.release();
  };
});

async function add(client: PoolClient): Promise<string> {
  const id = randomUUID();
  await addToFeed(client, { collection: 'customers', id, op: OP.upsert, scopeKeys: ['region:north'] });
  return id;
}

const FROM_START = { xid: '0', seq: '0' };

async function read(after = FROM_START, limit = 100) {
  return readFeed(pool, {
    collection: 'customers',
    after,
    scopeKeys: ['region:north'],
    audience: null,
    limit,
  });
}

/** Reads on and on from `after` until nothing comes; ids in the order of their arrival. */
async function readOn(after: { xid: string; seq: string }): Promise<string[]> {
  const { rows } = await read(after);
  const last = rows.at(-1);
  return last ? [...rows.map(({ id }) => id), ...(await readOn(last))] : [];
}

describe('the feed', () => {
  it('delivers a row whose transaction commits after a later one was read (sequence alone loses it)', async () => {
    await a.query('BEGIN');
    const late = await add(a);
    const early = await add(b);
    const first = await read();
    await a.query('COMMIT');
    const second = await readOn(first.rows.at(-1) ?? FROM_START);
    expect([...first.rows.map(({ id }) => id), ...second].sort()).toEqual([late, early].sort());
  });

  it('delivers rows numbered crosswise to the age of their transactions (order by sequence loses one)', async () => {
    await a.query('BEGIN');
    await a.query('SELECT pg_current_xact_id()'); // A is the older transaction
    await b.query('BEGIN');
    const fromB = await add(b); // B draws the lower number
    const fromA = await add(a);
    await a.query('COMMIT');
    const first = await read();
    await b.query('COMMIT');
    const second = await readOn(first.rows.at(-1) ?? FROM_START);
    expect([...first.rows.map(({ id }) => id), ...second]).toEqual([fromA, fromB]);
  });

  it('stamps a row written in a savepoint with the top-level transaction', async () => {
    await a.query('BEGIN');
    await a.query('SELECT pg_current_xact_id()');
    const { rows } = await a.query<{ top: string }>('SELECT pg_current_xact_id()::text AS top');
    await a.query('SAVEPOINT s');
    const id = await add(a);
    await a.query('RELEASE SAVEPOINT s');
    await a.query('COMMIT');
    const stored = await pool.query('SELECT xid::text, xmin::text FROM change_feed WHERE doc_id = $1', [id]);
    expect(stored.rows[0].xid).toBe(rows[0]?.top);
    expect(stored.rows[0].xmin).not.toBe(rows[0]?.top);
    expect((await read()).rows.map((row) => row.id)).toEqual([id]);
  });

  it('knows that committed rows are still hidden, and when they are not any more', async () => {
    await a.query('BEGIN');
    await a.query('SELECT pg_current_xact_id()');
    await add(b);
    expect(await hasHiddenEntries(pool, 'customers')).toBe(true);
    expect((await read()).rows).toEqual([]);
    await a.query('COMMIT');
    expect(await hasHiddenEntries(pool, 'customers')).toBe(false);
    expect((await read()).rows).toHaveLength(1);
  });

  it('shows each document once a page, at its newest place, and says whether there is more', async () => {
    const id = await add(a);
    await addToFeed(a, { collection: 'customers', id, op: OP.upsert, scopeKeys: ['region:north'] });
    const other = await add(a);
    const two = await read(FROM_START, 2);
    expect(two.rows.map((row) => row.id)).toEqual([id]);
    expect(two.more).toBe(true);
    const rest = await read(two.rows.at(-1), 1);
    expect(rest.rows.map((row) => row.id)).toEqual([other]);
    expect(rest.more).toBe(false);
  });

  it('never lets the horizon pass a transaction that still runs', async () => {
    await a.query('BEGIN');
    const { rows } = await a.query<{ xid: string }>('SELECT pg_current_xact_id()::text AS xid');
    await add(b);
    const { xmin } = await feedBounds(pool);
    expect(BigInt(xmin)).toBeLessThanOrEqual(BigInt(rows[0]?.xid ?? 0));
    await a.query('ROLLBACK');
  });

  it('reads by its index', async () => {
    await pool.query('SET enable_seqscan = off');
    const plan = await pool.query(
      `EXPLAIN SELECT * FROM change_feed WHERE collection = 'customers' AND (xid, seq) > ('5'::xid8, 1)
        AND xid < pg_snapshot_xmin(pg_current_snapshot()) ORDER BY xid, seq LIMIT 10`,
    );
    expect(JSON.stringify(plan.rows)).toMatch(/Index Scan using change_feed_pkey/);
    expect(JSON.stringify(plan.rows)).not.toMatch(/Sort/);
  });
});
