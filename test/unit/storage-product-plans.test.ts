/** Every query that the product runs, as RxDB prepares it, and the plan that SQLite has for it. */
import { createRxDatabase, type RxCollection, type RxDatabase, type RxQuery } from 'rxdb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect } from '#main/storage-sqlite/connect.ts';
import { openStore, type SqliteStore } from '#main/storage-sqlite/index.ts';
import type { SqliteInternals } from '#main/storage-sqlite/instance.ts';
import { changedSql, findSql } from '#main/storage-sqlite/reads.ts';
import { temporaryFile } from '#main/storage-sqlite/testing/support.ts';
import {
  attentionSchema,
  changeSchema,
  commentSchema,
  contactSchema,
  customerSchema,
  orderSchema,
  teamSchema,
  ticklerSchema,
} from '#main/store/schemas.ts';

type Names =
  | 'customers'
  | 'comments'
  | 'contacts'
  | 'ticklers'
  | 'orders'
  | 'changes'
  | 'attention'
  | 'teams';

const file = temporaryFile();
let store: SqliteStore;
let database: RxDatabase<Record<Names, RxCollection>>;
beforeAll(async () => {
  store = await openStore({ file, key: null });
  database = await createRxDatabase({ name: 'plans', storage: store.storage, multiInstance: false });
  await database.addCollections({
    customers: { schema: customerSchema },
    comments: { schema: commentSchema },
    contacts: { schema: contactSchema },
    ticklers: { schema: ticklerSchema },
    orders: { schema: orderSchema },
    changes: { schema: changeSchema },
    attention: { schema: attentionSchema },
    teams: { schema: teamSchema },
  });
});
afterAll(async () => {
  await database.close();
  await store.close();
});

function internalsOf(name: Names): SqliteInternals {
  return database[name].storageInstance.internals as SqliteInternals;
}

async function planOf(query: RxQuery): Promise<string[]> {
  const { store: open, table } = internalsOf(query.collection.name as Names);
  const prepared = query.getPreparedQuery().query as never;
  return open.reader.call('explain', { table, query: prepared, counting: query.op === 'count' });
}

/** Ties alone are sorted: RxDB orders equal values by id upwards, whatever the direction of the rest. */
const TIES = 'USE TEMP B-TREE FOR LAST TERM OF ORDER BY';

test('customers that wait to be sent, and comments', async () => {
  for (const name of ['customers', 'comments', 'contacts', 'ticklers'] as const) {
    const waiting = database[name].count({ selector: { pendingSince: { $gt: '' } } });
    expect(await planOf(waiting)).toContainEqual(
      expect.stringMatching(
        /^SEARCH .* COVERING INDEX .*,pendingSince,id \(deleted=\? AND f:pendingSince>\?\)$/,
      ),
    );
  }
});

test('comments of a customer, newest first', async () => {
  const sort = [{ customerId: 'desc' }, { writtenAt: 'desc' }] as never;
  expect(await planOf(database.comments.find({ selector: { customerId: 'c' }, sort }))).toEqual([
    expect.stringMatching(/^SEARCH .*_deleted,customerId,writtenAt,id \(deleted=\? AND f:customerId=\?\)$/),
    TIES,
  ]);
});

test('what else happened with a customer, newest first', async () => {
  const times = { contacts: 'startedAt', ticklers: 'remindAt', orders: 'placedAt', changes: 'at' } as const;
  for (const [name, time] of Object.entries(times)) {
    const sort = [{ customerId: 'desc' }, { [time]: 'desc' }] as never;
    const query = database[name as Names].find({ selector: { customerId: 'c' }, sort });
    expect(await planOf(query)).toEqual([
      expect.stringMatching(new RegExp(`^SEARCH .*_deleted,customerId,${time},id .*f:customerId=`)),
      TIES,
    ]);
  }
});

test('my contacts of the last weeks, and ticklers by status and time', async () => {
  const mine = database.contacts.find({
    selector: { authorId: 'a', startedAt: { $gte: '2026' }, wrappedUpAt: null },
    sort: [{ authorId: 'asc' }, { startedAt: 'asc' }] as never,
  });
  expect((await planOf(mine))[0]).toMatch(
    /^SEARCH .*_deleted,authorId,startedAt,id .*f:authorId=\? AND f:startedAt>/,
  );
  const open = database.ticklers.find({
    selector: { status: 'open' },
    sort: [{ status: 'asc' }, { remindAt: 'asc' }] as never,
  });
  expect((await planOf(open))[0]).toMatch(/^SEARCH .*_deleted,status,remindAt,id .*f:status=/);
});

test('what needs attention, newest first', async () => {
  expect(await planOf(database.attention.find({ sort: [{ at: 'desc' }] as never }))).toEqual([
    expect.stringMatching(/^SEARCH .*_deleted,at,id \(deleted=\?\)$/),
    TIES,
  ]);
});

test('all teams, in the order of their ids', async () => {
  expect(await planOf(database.teams.find())).toEqual([
    expect.stringMatching(/^SCAN .*USING INDEX sqlite_autoindex/),
  ]);
});

test('documents by id, and changes since a sequence', () => {
  const { n } = internalsOf('customers').table;
  const db = connect(file, { cipher: 'none', key: null, readonly: true });
  const explain = (sql: string, ...values: unknown[]) =>
    (db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values) as { detail: string }[]).map(
      ({ detail }) => detail,
    );
  expect(explain(findSql(n), 'c')).toEqual([
    expect.stringMatching(/^SEARCH .*sqlite_autoindex.* \(id=\?\)$/),
  ]);
  expect(explain(changedSql(n), 1, 10)).toEqual([expect.stringMatching(/INTEGER PRIMARY KEY \(rowid>\?\)$/)]);
  db.close();
});

test('how many customers there are is not counted but known', async () => {
  const { n } = internalsOf('customers').table;
  const writer = connect(file, { cipher: 'none', key: null, readonly: false });
  writer.prepare('UPDATE store_collections SET live = 77 WHERE n = ?').run(n);
  writer.close();
  expect(await database.customers.count().exec()).toBe(77);
});
