/** The search index: finds what it should, takes any text, and always equals the documents. */
import fc from 'fast-check';
import { createRxDatabase, type RxCollection, type RxDatabase } from 'rxdb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSearch, type Search } from '#main/search/open-search.ts';
import { customer, customerSchema, HOOKS, idFrom, indexDifferences } from '#main/search/testing/customers.ts';
import { connect } from '#main/storage-sqlite/connect.ts';
import { openStore, type SqliteStore } from '#main/storage-sqlite/index.ts';
import { TEST_KEY, temporaryFile } from '#main/storage-sqlite/testing/support.ts';
import { SearchResult } from '#shared/api/search.ts';
import type { Customer } from '#shared/customer/schema.ts';
import type { Filter } from '#shared/search/filter.ts';

const SEED = Number(process.env.FC_SEED ?? Date.now() % 1_000_000);
console.log(`storage-search seed ${SEED}`);

type Desk = { store: SqliteStore; database: RxDatabase; customers: RxCollection<Customer>; search: Search };

async function openDesk(file: string, hooks: URL | undefined = HOOKS): Promise<Desk> {
  const store = await openStore({ file, key: TEST_KEY, hooks });
  const database = await createRxDatabase({ name: 'desk', storage: store.storage, multiInstance: false });
  const { customers } = await database.addCollections({ customers: { schema: customerSchema } });
  return { store, database, customers, search: await openSearch({ file, key: TEST_KEY, store }) };
}

async function closeDesk({ store, database, search }: Desk): Promise<void> {
  await search.close();
  await database.close();
  await store.close();
}

const PEOPLE = [
  customer('C-10042', {
    given: 'Anna',
    family: 'Weiß',
    email: 'Anna.Weiss@Example.com',
    phone: '+49 (0)30 1234567',
  }),
  customer('C-10043', {
    given: 'Łukasz',
    family: 'Żółć',
    city: 'Łódź',
    postcode: '90-001',
    externalId: 'SAP/77-x',
  }),
  customer('C-10044', {
    given: 'İpek',
    family: 'Şahin',
    phone: '0171 555 4711',
    email: 'ipek@firma.example',
  }),
  customer('C-10045', { given: 'Annabel', family: 'Müller-Lüdenscheidt', city: 'Berlin', postcode: '10115' }),
  customer('C-10046', { organisation: 'Öko Strom AG', phone: '0041 44 668 18 00', city: 'Zürich' }),
  customer('C-10047', { given: '日本', family: '太郎', postcode: 'SW1A 1AA', city: 'London' }),
];

describe('searching', () => {
  let desk: Desk;
  let file: string;
  beforeAll(async () => {
    file = temporaryFile();
    desk = await openDesk(file);
    await desk.customers.bulkInsert(PEOPLE);
  });
  afterAll(() => closeDesk(desk));

  const PLAIN = { filter: null, sort: 'best', whole: false, exact: false } as const;
  const ask = (text: string, limit: number) => desk.search.search({ ...PLAIN, text, limit });
  const find = async (text: string, limit = 50) => (await ask(text, limit)).hits;

  test.each([
    ['weiss', 'C-10042', 'name'],
    ['nna weiß', 'C-10042', 'none'],
    ['WEISS ANNA', 'C-10042', 'name'],
    ['Weiß, Anna', 'C-10042', 'name'],
    ['an we', 'C-10042', 'name'],
    ['lukasz zolc', 'C-10043', 'name'],
    ['ipek', 'C-10044', 'name'],
    ['sahin', 'C-10044', 'name'],
    ['luedenscheidt müller', 'C-10045', 'none'],
    ['lüdenscheidt', 'C-10045', 'name'],
    ['müller-lüd', 'C-10045', 'name'],
    ['oko strom', 'C-10046', 'organisation'],
    ['日', 'C-10047', 'name'],
    ['anna.weiss@example.com', 'C-10042', 'email'],
    ['ANNA.WEISS@', 'C-10042', 'email'],
    ['anna.w', 'C-10042', 'name'],
    ['@firma.example', 'C-10044', 'email'],
    ['firma.example', 'C-10044', 'email'],
    ['+49 30 1234567', 'C-10042', 'phone'],
    ['030 123', 'C-10042', 'phone'],
    ['0049301234567', 'C-10042', 'phone'],
    ['(030) 12 34-567', 'C-10042', 'phone'],
    ['4567', 'C-10042', 'phone'],
    ['4711', 'C-10044', 'phone'],
    ['+49 171 5554711', 'C-10044', 'phone'],
    ['01715554711', 'C-10044', 'phone'],
    ['+41446681800', 'C-10046', 'phone'],
    ['0446681800', 'C-10046', 'phone'],
    ['C-10042', 'C-10042', 'number'],
    ['c10042', 'C-10042', 'number'],
    ['10043', 'C-10043', 'number'],
    ['sap77x', 'C-10043', 'externalId'],
    ['SAP/77', 'C-10043', 'externalId'],
    ['lodz', 'C-10043', 'place'],
    ['10115', 'C-10045', 'place'],
    ['90001', 'C-10043', 'place'],
    ['sw1a1aa', 'C-10047', 'place'],
    ['annabel berlin', 'C-10045', 'place'],
    ['sahin 4711', 'C-10044', 'phone'],
  ])('%s', async (text, number, matched) => {
    const hits = await find(text);
    if (number === '') return expect(hits).toEqual([]);
    expect(hits[0]).toMatchObject({ number, matched });
    return expect(hits.every((hit, at) => at === 0 || hit.number !== number)).toBe(true);
  });

  test('an exact word comes before a longer one, a name before a place', async () => {
    expect((await find('anna')).map(({ number }) => number)).toEqual(['C-10042', 'C-10045']);
  });

  test('the list is cut at the limit, and says so', async () => {
    expect(await ask('c-1004', 2)).toMatchObject({
      more: true,
      hits: [{}, {}],
    });
    expect(await ask('weiss', 1)).toMatchObject({
      more: false,
      words: ['weiss'],
    });
    expect(await ask('  ', 5)).toMatchObject({ hits: [], more: false, words: [] });
  });

  test('rows come in the order asked for, without the unknown', async () => {
    const ids = ['C-10044', 'nobody', 'C-10042'].map(idFrom);
    expect((await desk.search.rows(ids)).map(({ number }) => number)).toEqual(['C-10044', 'C-10042']);
  });

  test('where only whole keys may be asked for, a part finds nobody and does not say whether there is anybody', async () => {
    const exact = (text: string) => desk.search.search({ ...PLAIN, text, limit: 5, exact: true });
    expect((await exact('c-10042')).hits.map(({ number }) => number)).toEqual(['C-10042']);
    expect((await exact('+49 30 1234567')).hits.map(({ number }) => number)).toEqual(['C-10042']);
    expect((await exact('ipek@firma.example')).hits.map(({ number }) => number)).toEqual(['C-10044']);
    for (const part of ['anna', 'c-1004', '4567', 'ipek@', 'nobody', 'anna c-10042'])
      expect(await exact(part)).toMatchObject({ hits: [], more: false, total: null, needsWhole: true });
  });

  test('who is hidden is found and counted in no way, and the next question finds them again', async () => {
    const numbers = PEOPLE.map(({ number }) => number);
    const active: Filter = { field: 'status', value: 'active' };
    const questions = ['anna', 'an we', 'c-1004', '4567', 'weis ana', ''].flatMap((text) =>
      (['best', 'name'] as const).flatMap((sort) =>
        [null, active].map((filter) => ({ ...PLAIN, text, sort, filter, limit: 9 })),
      ),
    );
    for (const question of questions) {
      const all = await desk.search.search(question);
      for (const number of numbers) {
        const { hits, total } = await desk.search.search({ ...question, hidden: [idFrom(number)] });
        const others = all.hits.filter((hit) => hit.number !== number);
        expect(hits.map((hit) => hit.number)).toEqual(
          expect.arrayContaining(others.map((hit) => hit.number)),
        );
        expect(hits.map((hit) => hit.number)).not.toContain(number);
        expect(total).toBe(hits.length);
      }
      expect(await desk.search.search({ ...question, hidden: [idFrom('nobody')] })).toEqual(all);
    }
  });

  test('a filter narrows with and without a text, by all or any of its groups, and orders by name', async () => {
    const narrow = async (text: string, filter: Filter) =>
      (await desk.search.search({ ...PLAIN, text, limit: 9, filter, sort: 'name' })).hits.map(
        ({ number }) => number,
      );
    const active: Filter = { field: 'status', value: 'active' };
    const vip: Filter = { field: 'flag', value: 'vip' };
    const early: Filter = { field: 'since', from: null, to: '2019-12-31' };
    expect(await narrow('', { all: [active, early] })).toEqual([]);
    expect(await narrow('', { any: [vip, { all: [active] }] })).toHaveLength(PEOPLE.length);
    expect(await narrow('an', active)).toEqual(['C-10045', 'C-10042']);
    expect(await narrow('an', { all: [active, vip] })).toEqual([]);
    expect(await narrow('', { field: 'since', from: '2020-01-01', to: '2020-01-01' })).toHaveLength(
      PEOPLE.length,
    );
  });

  test.each([
    ['wiess anna', 'C-10042'],
    ['weis ana', 'C-10042'],
    ['anabel', 'C-10045'],
    ['lukas zolc', 'C-10043'],
    ['müler lüdenscheid', 'C-10045'],
  ])('%s is found though it is mistyped', async (text, number) => {
    expect((await find(text)).map((hit) => hit.number)).toContain(number);
  });

  test('10,000 texts of any kind are answered, never as syntax', async () => {
    const odd = fc.constantFrom(
      '"',
      '*',
      'NEAR(',
      'col:',
      'words:a',
      '\u0000',
      '😀',
      ' AND ',
      ' OR ',
      ' NOT ',
      '-',
      '^',
      '(',
      ')',
      "'",
      ';--',
      '%',
      '_',
      '\ud800',
      '\ue000',
      '\ue003',
      'İ',
      'ß',
      '+',
      '@',
      '.',
      'a'.repeat(10_000),
    );
    const text = fc.array(fc.oneof(odd, fc.string({ unit: 'binary', maxLength: 6 })), { maxLength: 8 });
    const property = fc.asyncProperty(text, async (parts) => {
      const result = await ask(parts.join(''), 10);
      expect(SearchResult.safeParse(result).success).toBe(true);
      expect(result.words.length).toBeLessThanOrEqual(6);
    });
    await fc.assert(property, { seed: SEED, numRuns: 10_000 });
  });
});

test('after random edits the index equals the documents', async () => {
  const word = fc.constantFrom(
    'Anna',
    'anna',
    'Weiß',
    'Öz',
    '😀',
    '',
    'O\u0000x',
    'van der',
    '太郎',
    '\ud800',
  );
  const facts = fc.record({
    given: word,
    family: word,
    organisation: word,
    phone: fc.constantFrom('030 1234', '+1 555 0100', ''),
    email: fc.constantFrom('a@b.de', 'x.y+z@ä.de', ''),
    city: word,
  });
  const edit = fc.record({
    who: fc.nat(9),
    facts,
    kind: fc.constantFrom('put', 'put', 'put', 'remove', 'purge'),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 5, maxLength: 40 }), async (edits) => {
      const file = temporaryFile();
      const desk = await openDesk(file);
      for (const { who, facts: part, kind } of edits) {
        if (kind === 'put') await desk.customers.incrementalUpsert(customer(`C-${who}`, part));
        if (kind === 'remove') await desk.customers.findOne(idFrom(`C-${who}`)).incrementalRemove();
      }
      const purged = edits.filter(({ kind }) => kind === 'purge').map(({ who }) => idFrom(`C-${who}`));
      await desk.store.purge('customers', purged);
      await closeDesk(desk);
      expect(indexDifferences(file, TEST_KEY)).toEqual([]);
    }),
    { seed: SEED, numRuns: 12 },
  );
});

test('an index of another version, or none, is built from the documents, also when interrupted', async () => {
  const file = temporaryFile();
  const bare = await openStore({ file, key: TEST_KEY });
  const database = await createRxDatabase({ name: 'desk', storage: bare.storage, multiInstance: false });
  const { customers } = await database.addCollections({ customers: { schema: customerSchema } });
  await customers.bulkInsert(
    Array.from({ length: 8000 }, (_, at) => customer(`C-${at}`, { family: `Name${at}` })),
  );
  await database.close();
  await bare.close();

  const interrupted = await openStore({ file, key: TEST_KEY, hooks: HOOKS });
  expect((await interrupted.stats()).background).toMatchObject({ total: 8000 });
  await interrupted.close();
  await buildToTheEnd(file);
  expect(indexDifferences(file, TEST_KEY)).toEqual([]);

  const db = connect(file, { cipher: 'aegis', key: TEST_KEY, readonly: false });
  db.exec("UPDATE search_meta SET v = '0.0' WHERE k = 'version'; DELETE FROM search_row WHERE rid % 2");
  db.close();
  expect(indexDifferences(file, TEST_KEY)).not.toEqual([]);
  await buildToTheEnd(file);
  expect(indexDifferences(file, TEST_KEY)).toEqual([]);
});

async function buildToTheEnd(file: string): Promise<void> {
  const store = await openStore({ file, key: TEST_KEY, hooks: HOOKS });
  while ((await store.stats()).background) await new Promise((done) => setTimeout(done, 10));
  await store.close();
}

test('segments that were merged, brought up to date and purged from equal the documents, also after a restart', async () => {
  const file = temporaryFile();
  const range = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at);
  const of = (at: number, family: string) => customer(`C-${at}`, { family, phone: `030 ${100_000 + at}` });
  let desk = await openDesk(file);
  for (const from of [0, 2500, 5000]) {
    await desk.customers.bulkInsert(range(from, from + 2500).map((at) => of(at, `Name${at}`)));
    await desk.search.settled();
  }
  await desk.customers.bulkUpsert(range(0, 2600).map((at) => of(at, `Changed${at}`)));
  await desk.search.settled();
  await desk.search.settled();
  await desk.customers.bulkRemove(range(7000, 7100).map((at) => idFrom(`C-${at}`)));
  await desk.store.purge(
    'customers',
    range(100, 150).map((at) => idFrom(`C-${at}`)),
  );
  await closeDesk(desk);
  expect(indexDifferences(file, TEST_KEY)).toEqual([]);

  desk = await openDesk(file);
  const find = async (text: string) =>
    (
      await desk.search.search({ text, limit: 5, filter: null, sort: 'best', whole: false, exact: false })
    ).hits.map(({ number }) => number);
  expect(await find('changed77')).toContain('C-77');
  expect(await find('name77')).not.toContain('C-77');
  expect(await find('030 102700')).toEqual(['C-2700']);
  expect(await find('changed120')).not.toContain('C-120');
  expect((await find('name7050')).includes('C-7050')).toBe(false);
  await desk.search.settled();
  await closeDesk(desk);
  expect(indexDifferences(file, TEST_KEY)).toEqual([]);
}, 120_000);
