/** A compacted feed tells every desk, whatever its checkpoint and its scope, of the documents that the whole feed tells. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Pool } from '#server/db/pool.ts';
import { compact } from '#server/sync/compaction.ts';
import { addToFeed, OP, readFeed } from '#server/sync/feed-repository.ts';
import { startTestPostgres, type TestPostgres } from '../support/postgres.ts';

const SEED = 20261122;
const DOCUMENTS = ['a', 'b', 'c'].map((x) => `00000000-0000-4000-8000-00000000000${x}`);
const KEYS = ['region:north', 'region:south', 'limited', 'seen:one', 'seen:two'];
const DESKS = [
  { scopeKeys: null, audience: null },
  { scopeKeys: ['region:north'], audience: ['seen:one'] },
  { scopeKeys: ['region:south'], audience: ['seen:two'] },
  { scopeKeys: ['region:north', 'region:south'], audience: [] },
];
const START = { xid: '0', seq: '0' };

let postgres: TestPostgres;
let pool: Pool;
beforeAll(async () => {
  postgres = await startTestPostgres();
  ({ pool } = await postgres.database());
});
afterAll(() => postgres?.stop());

type Place = { xid: string; seq: string };

async function places(): Promise<Place[]> {
  const { rows } = await pool.query<Place>(
    'SELECT xid::text, seq::text FROM change_feed ORDER BY change_feed.xid, change_feed.seq',
  );
  return [START, ...rows];
}

/** What each desk is told after each of the places: which documents, and which of them as erased. */
async function told(after: readonly Place[]): Promise<string[][]> {
  const answers: string[][] = [];
  for (const desk of DESKS) {
    for (const place of after) {
      const { rows } = await readFeed(pool, { collection: 'customers', after: place, ...desk, limit: 100 });
      answers.push(rows.map(({ id, op }) => `${id} ${op === OP.erase}`).sort());
    }
  }
  return answers;
}

const entry = fc.record({
  id: fc.constantFrom(...DOCUMENTS),
  op: fc.constantFrom(...Object.values(OP)),
  scopeKeys: fc.uniqueArray(fc.constantFrom(...KEYS), { minLength: 1 }),
});

it('whatever the history', async () => {
  let dropped = 0;
  const property = fc.asyncProperty(fc.array(entry, { minLength: 2, maxLength: 14 }), async (history) => {
    await pool.query('TRUNCATE change_feed');
    for (const one of history) await addToFeed(pool, { collection: 'customers', ...one });
    const before = await places();
    const whole = await told(before);
    dropped += (await compact(pool))?.entries ?? 0;
    expect(await told(before)).toEqual(whole);
  });
  await fc.assert(property, { seed: SEED, numRuns: 60 });
  expect(dropped, `entries dropped with seed ${SEED}`).toBeGreaterThan(50);
});

it('keeps one entry a document that only ever stayed in its scope, and leaves what is not yet readable', async () => {
  await pool.query('TRUNCATE change_feed');
  const scopeKeys = ['region:north'];
  const add = (id: string) => addToFeed(pool, { collection: 'customers', id, op: OP.upsert, scopeKeys });
  const [one = '', two = ''] = DOCUMENTS;
  for (const id of [one, two, one, two, one]) await add(id);
  const running = await pool.connect();
  try {
    await running.query('BEGIN');
    await running.query('SELECT pg_current_xact_id()');
    await add(two);
    expect(await compact(pool)).toMatchObject({ entries: 3 });
  } finally {
    await running.query('ROLLBACK');
    running.release();
  }
  expect(await compact(pool)).toMatchObject({ entries: 1 });
  expect(await places()).toHaveLength(1 + 2);
});

it('drops more than one batch', async () => {
  await pool.query('TRUNCATE change_feed');
  await pool.query(
    `INSERT INTO change_feed (collection, doc_id, op, scope_keys)
     SELECT 'customers', $1, 1, '{region:north}' FROM generate_series(1, 2501)`,
    [DOCUMENTS[0]],
  );
  expect(await compact(pool)).toMatchObject({ entries: 2500 });
});

it('forgets receipts that no desk can still ask for', async () => {
  const add = (days: number) =>
    pool.query(
      `INSERT INTO push_receipt (client_id, mutation_id, collection, doc_id, result, at)
       VALUES (gen_random_uuid(), gen_random_uuid(), 'comments', gen_random_uuid(), '{}', now() - make_interval(days => $1))`,
      [days],
    );
  await add(399);
  await add(401);
  expect(await compact(pool)).toMatchObject({ receipts: 1 });
});

it('is done by one server at a time', async () => {
  const holder = await pool.connect();
  try {
    await holder.query('SELECT pg_advisory_lock(7301117)');
    expect(await compact(pool)).toBeNull();
  } finally {
    await holder.query('SELECT pg_advisory_unlock(7301117)');
    holder.release();
  }
});
