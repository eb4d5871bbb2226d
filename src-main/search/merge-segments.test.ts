/** Segments that are put together are the segment that would have been made of their customers. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { packId } from './document-id.ts';
import { entryOf } from './entry.ts';
import { readBlock } from './key-blocks.ts';
import { mergeSegments } from './merge-segments.ts';
import { type IndexRow, type MadeSegment, SegmentBuilder } from './segment.ts';
import { KEYS_PART, type Part, partsOf } from './segment-parts.ts';
import { sourceInMemory } from './segment-source.ts';
import { customer } from './testing/customers.ts';

const SEED = Number(process.env.FC_SEED ?? Date.now() % 1_000_000);
console.log(`merge-segments seed ${SEED}`);

const NAMES = ['Anna', 'Ann', 'Łukasz', 'İpek', '太郎', 'Jean-Luc', ''];
const person = fc.record({
  given: fc.constantFrom(...NAMES),
  family: fc.constantFrom('Weiß', 'Weiss', 'Müller-Lüdenscheidt', 'Żółć', '日本'),
  city: fc.constantFrom('Łódź', 'Berlin', ''),
  phone: fc.constantFrom('+49 30 1234567', '0041 44 668 18 00', ''),
  region: fc.constantFrom('north', 'south'),
  contact: fc.constantFrom(0, 1, 28_000_000),
  orders: fc.subarray(['SO-1', 'SO-22', 'RMA-3']),
  /** The segment they are in. */
  at: fc.nat(3),
  isGone: fc.boolean(),
});
type Person = Omit<
  typeof person extends fc.Arbitrary<infer T> ? T : never,
  'family' | 'given' | 'city' | 'phone' | 'region' | 'contact'
> &
  Record<'family' | 'given' | 'city' | 'phone' | 'region', string> & { contact: number };

function rowOf({ given, family, city, phone, region, contact, orders }: Person, rid: number): IndexRow {
  const document = { ...customer(`C-${rid}`, { given, family, city, phone }), region };
  return { rid, id: packId(document.id), contact, entry: entryOf(document), orders };
}

function made(rows: readonly IndexRow[]): MadeSegment {
  const builder = new SegmentBuilder();
  for (const row of rows) builder.add(row);
  return builder.make();
}

/** Hashes of a segment by the names of its parts; keys one by one, because equal ones have no order and move the blocks. */
function contentOf(parts: Iterable<Part>) {
  const bytes: Record<string, string> = {};
  const hash = (text: string) => createHash('sha256').update(text).digest('hex');
  const keys: string[] = [];
  for (const { name, part, data } of parts) {
    if (name === KEYS_PART) readBlock(data, (key, place) => keys.push(`${key} ${place}`));
    else if (name !== 'firsts')
      bytes[name] = hash(`${bytes[name] ?? ''} ${part} ${Buffer.from(data).toString('hex')}`);
  }
  const texts = keys.map((key) => key.slice(0, key.lastIndexOf(' ')));
  expect(texts.findIndex((text, at) => at > 0 && text < (texts[at - 1] ?? ''))).toBe(-1);
  return { bytes, keys: hash(keys.toSorted().join('\n')) };
}

it('whoever does not count any more apart', () => {
  fc.assert(
    fc.property(fc.array(person, { maxLength: 40 }), (people) => {
      const rows = people.map((one, at) => ({ ...one, row: rowOf(one, at + 1) }));
      const sources = [0, 1, 2, 3].map((segment) => {
        const own = rows.filter(({ at }) => at === segment);
        const gone = new Set(own.filter(({ isGone }) => isGone).map(({ row }) => row.rid));
        const ready = made(own.map(({ row }) => row));
        const isGone = (place: number) => gone.has(ready.rids[place] as number);
        return { ...sourceInMemory(ready), isGone };
      });
      const alive = made(rows.filter(({ isGone }) => !isGone).map(({ row }) => row));
      const { docs, parts } = mergeSegments(sources);
      expect(docs).toBe(alive.rids.length);
      expect(contentOf(parts)).toEqual(contentOf(partsOf(alive)));
    }),
    { seed: SEED, numRuns: 200 },
  );
});

it('of many keys, in blocks that a search finds its way in', () => {
  const rows = Array.from({ length: 3000 }, (_, at) =>
    rowOf(
      {
        ...{
          given: `Given${at % 700}`,
          family: `Family${at}`,
          city: 'Berlin',
          phone: `+49 30 ${1_000_000 + at}`,
        },
        ...{ region: 'north', contact: at, orders: [`SO-${at}`], at: at % 2, isGone: false },
      },
      at + 1,
    ),
  );
  const halves = [0, 1].map((half) => made(rows.filter((_, at) => at % 2 === half)));
  // A part is gone once the next is taken.
  const merged = Array.from(mergeSegments(halves.map(sourceInMemory)).parts, (part) => ({
    ...part,
    data: part.data.slice(),
  }));
  const blocks = merged.filter(({ name }) => name === KEYS_PART);
  const firsts = merged.filter(({ name }) => name === 'firsts').map(({ data }) => Buffer.from(data));
  expect(blocks.length).toBeGreaterThan(20);
  expect(blocks.map(({ part }) => part)).toEqual(blocks.map((_, at) => at));
  const told = blocks.map(({ data }) => {
    const keys: string[] = [];
    readBlock(data, (key) => keys.push(key));
    return keys[0];
  });
  expect(Buffer.concat(firsts).toString('latin1').split('\n')).toEqual(told);
  expect(contentOf(merged)).toEqual(contentOf([...partsOf(made(rows))]));
});
