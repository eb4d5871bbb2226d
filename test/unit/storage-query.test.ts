/**
 * Queries, at random: the store's answer equals RxDB's own matcher and comparator over all documents, and
 * that of RxDB's memory storage where its padded index strings sort as JavaScript does.
 */
import fc from 'fast-check';
import {
  type FilledMangoQuery,
  getQueryMatcher,
  getSortComparator,
  type MangoQuery,
  normalizeMangoQuery,
  prepareQuery,
  type RxDocumentData,
} from 'rxdb';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore, type SqliteStore } from '#main/storage-sqlite/index.ts';
import {
  type Human,
  human,
  humanSchema,
  instanceOf,
  TEST_KEY,
  temporaryFile,
} from '#main/storage-sqlite/testing/support.ts';

const SEED = Number(process.env.FC_SEED ?? Date.now() % 1_000_000);
console.log(`storage-query seed ${SEED}`);

const plainText = fc.constantFrom('', 'a', 'b', 'ab', 'Z', 'é', 'zz', 'a b');
const oddText = fc.oneof(
  plainText,
  fc.constantFrom('\u{1f600}', '\uffff', '\ud800', '\udfff', '\ue000', 'a\u0000b', '\ud7ff'),
);
const number = fc.integer({ min: -6, max: 6 }).map((value) => value / 2);
const anything = fc.oneof(
  plainText,
  number,
  fc.boolean(),
  fc.constant(null),
  fc.array(number, { maxLength: 2 }),
  fc.record({ x: number }),
);

type Part = Partial<RxDocumentData<Human>>;
const documentPart = (text: fc.Arbitrary<string>): fc.Arbitrary<Part> =>
  fc.record(
    {
      name: text,
      age: number,
      active: fc.boolean(),
      home: fc.record({ city: text }),
      score: number,
      _deleted: fc.boolean(),
      note: anything,
    },
    { requiredKeys: ['name', 'age', 'active', 'home', 'score', '_deleted'] },
  );

const comparison = (value: fc.Arbitrary<unknown>) =>
  fc
    .oneof(
      fc.record({ operator: fc.constantFrom('$eq', '$ne', '$gt', '$gte', '$lt', '$lte'), value }),
      fc.record({ operator: fc.constantFrom('$in', '$nin'), value: fc.array(value, { maxLength: 3 }) }),
    )
    .map(({ operator, value: operand }) => ({ [operator]: operand }));
const range = (value: fc.Arbitrary<unknown>) =>
  fc.tuple(comparison(value), comparison(value)).map(([a, b]) => ({ ...a, ...b }));

function condition(text: fc.Arbitrary<string>): fc.Arbitrary<Record<string, unknown>> {
  const on = (field: string, value: fc.Arbitrary<unknown>) =>
    fc.oneof(comparison(value), range(value)).map((matcher) => ({ [field]: matcher }));
  return fc.oneof(
    on('name', text),
    on('age', number),
    on('home.city', text),
    on('score', number),
    fc.boolean().map((value) => ({ active: { $eq: value } })),
    fc.boolean().map((value) => ({ _deleted: { $eq: value } })),
    on('id', fc.constantFrom('d0', 'd1', 'd5', 'd9', 'x')),
    fc.constantFrom(
      { name: { $regex: '^a' } },
      { note: { $exists: true } },
      { note: { $eq: null } },
      { note: { $gt: 0 } },
      { note: { $eq: {} } },
    ),
  );
}

function query(text: fc.Arbitrary<string>): fc.Arbitrary<MangoQuery<Human>> {
  const one = condition(text);
  const some = fc.array(one, { minLength: 1, maxLength: 3 });
  const selector = fc.oneof(
    one,
    fc.tuple(one, one).map(([a, b]) => ({ ...a, ...b })),
    some.map((list) => ({ $and: list })),
    some.map((list) => ({ $or: list })),
    fc.tuple(one, some).map(([a, list]) => ({ ...a, $or: list })),
    fc.constant({}),
  );
  const part = fc
    .tuple(
      fc.constantFrom('name', 'age', 'active', 'home.city', 'score', 'id'),
      fc.constantFrom('asc', 'desc'),
    )
    .map(([field, direction]) => ({ [field]: direction }));
  const sort = fc.uniqueArray(part, { maxLength: 3, minLength: 1, selector: (item) => Object.keys(item)[0] });
  return fc.record(
    { selector, sort, skip: fc.nat(3), limit: fc.nat(8) },
    { requiredKeys: ['selector'] },
  ) as unknown as fc.Arbitrary<MangoQuery<Human>>;
}

function normal(mango: MangoQuery<Human>): FilledMangoQuery<RxDocumentData<Human>> {
  return normalizeMangoQuery(humanSchema, mango as MangoQuery<RxDocumentData<Human>>) as never;
}

/** What RxDB itself would answer, with no storage in between. */
function oracle(documents: RxDocumentData<Human>[], mango: MangoQuery<Human>): string[] {
  const filled = normal(mango) as never as FilledMangoQuery<Human>;
  const matches = getQueryMatcher<Human>(humanSchema, filled);
  const sorted = documents.filter(matches).sort(getSortComparator<Human>(humanSchema, filled));
  const end = filled.limit === undefined ? undefined : filled.skip + filled.limit;
  return sorted.slice(filled.skip, end).map(({ id }) => id);
}

let store: SqliteStore;
let databases = 0;
beforeAll(async () => {
  store = await openStore({ file: temporaryFile(), key: TEST_KEY });
});
afterAll(() => store.close());

/** Fills a collection of its own with the documents and compares every query. */
async function compareAll(parts: Part[], queries: MangoQuery<Human>[], withMemory: boolean): Promise<void> {
  databases += 1;
  const name = `db${databases}`;
  const documents = parts.map((part, at) => human(`d${at}`, part));
  const rows = documents.map((document) => ({ document }));
  const ours = await instanceOf(store.storage as never, name);
  const memory = await instanceOf(getRxStorageMemory() as never, name);
  await ours.bulkWrite(rows, 'test');
  await memory.bulkWrite(rows, 'test');
  for (const mango of queries) {
    const prepared = prepareQuery<Human>(humanSchema, normal(mango) as never);
    const found = (await ours.query(prepared)).documents.map(({ id }) => id);
    expect(found, JSON.stringify(mango)).toEqual(oracle(documents, mango));
    expect((await ours.count(prepared)).count).toBe(found.length);
    if (withMemory) expect((await memory.query(prepared)).documents.map(({ id }) => id)).toEqual(found);
  }
  await ours.remove();
  await memory.remove();
}

test('any query over any strings equals the matcher and the comparator', async () => {
  const parts = fc.array(documentPart(oddText), { minLength: 1, maxLength: 25 });
  const property = fc.asyncProperty(
    parts,
    fc.array(query(oddText), { minLength: 10, maxLength: 20 }),
    (some, queries) => compareAll(some, queries, false),
  );
  await fc.assert(property, { seed: SEED, numRuns: 60 });
});

test("any query over plain strings equals the memory storage's", async () => {
  const parts = fc.array(documentPart(plainText), { minLength: 1, maxLength: 25 });
  const property = fc.asyncProperty(
    parts,
    fc.array(query(plainText), { minLength: 10, maxLength: 20 }),
    (some, queries) => compareAll(some, queries, true),
  );
  await fc.assert(property, { seed: SEED, numRuns: 40 });
});
