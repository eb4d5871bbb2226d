/** A segment as parts of bounded size, as they are kept in the file. */
import type { Connection } from '../storage-sqlite/connect.ts';
import type { DenseFacets } from './dense-facets.ts';
import type { Dictionary } from './dictionary.ts';
import type { MadeSegment, Segment } from './segment.ts';

export type Part = { name: string; part: number; data: Uint8Array };

export const KEYS_PART = 'keys';
/** Which of its customers did not count any more when it was stamped; one part. */
export const DEAD_PART = 'dead';
const FIRSTS_PART = 'firsts';
const PART_BYTES = 1 << 18;
const SEPARATOR = '\n';

export const COLUMNS = ['rids', 'contacts', 'nameKeys', 'ties', 'since'] as const;
export type Column = (typeof COLUMNS)[number];
const DICTIONARIES = ['names', 'others', 'facets'] as const;
export type DictionaryName = (typeof DICTIONARIES)[number];

/** The parts of a segment, one after the other. */
export function* partsOf(segment: MadeSegment): Generator<Part> {
  for (const name of COLUMNS) yield* cut(name, segment[name]);
  for (const name of DICTIONARIES) yield* dictionaryParts(name, segment[name]);
  yield* denseParts(segment.dense);
  yield* firstsPart(segment.firsts);
  for (const [part, data] of segment.blocks.entries()) yield { name: KEYS_PART, part, data };
}

export function* dictionaryParts(name: DictionaryName, dictionary: Dictionary): Generator<Part> {
  const { units, ends, starts, postings } = dictionary;
  yield* cut(`${name}.units`, units);
  yield* cut(`${name}.ends`, ends);
  yield* cut(`${name}.starts`, starts);
  yield* cut(`${name}.postings`, postings);
}

export function* denseParts({ names, bits }: DenseFacets): Generator<Part> {
  yield* cut('dense.names', Buffer.from(names.join(SEPARATOR)));
  yield* cut('dense.bits', bits);
}

/** The first key of each block. */
export function firstsPart(firsts: readonly string[]): Generator<Part> {
  return cut(FIRSTS_PART, Buffer.from(firsts.join(SEPARATOR), 'latin1'));
}

/** An array in parts. */
export function* cut(name: string, array: NodeJS.TypedArray): Generator<Part> {
  const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  for (let at = 0; at < bytes.length; at += PART_BYTES) {
    yield { name, part: at / PART_BYTES, data: bytes.subarray(at, at + PART_BYTES) };
  }
}

/** Which segment to read. Between two parts of it a caller may do something else. */
export type Reading = { db: Connection; n: number };

/** Reads a segment; the blocks of keys stay where they are. */
export function* readSegment(db: Connection, n: number): Generator<undefined, Segment> {
  const read = { db, n };
  const columns = {
    rids: yield* readColumn(read, 'rids'),
    contacts: yield* readColumn(read, 'contacts'),
    ties: yield* readColumn(read, 'ties'),
    since: yield* readColumn(read, 'since'),
    nameKeys: yield* readColumn(read, 'nameKeys'),
  };
  const names = yield* readDictionary(read, 'names');
  const others = yield* readDictionary(read, 'others');
  const facets = yield* readDictionary(read, 'facets');
  const dense = yield* readDense(read);
  const firsts = linesOf(yield* bytesOf(read, FIRSTS_PART), 'latin1');
  return { ...columns, names, others, facets, dense, firsts };
}

/** What a reading gives, read at once. */
export function drained<T>(reading: Generator<undefined, T>): T {
  for (;;) {
    const { done, value } = reading.next();
    if (done) return value;
  }
}

export function* readColumn(read: Reading, name: Column): Generator<undefined, Uint32Array<ArrayBuffer>> {
  return new Uint32Array(yield* bytesOf(read, name));
}

export function* readDense(read: Reading): Generator<undefined, DenseFacets> {
  return {
    names: linesOf(yield* bytesOf(read, 'dense.names'), 'utf8'),
    bits: new Uint32Array(yield* bytesOf(read, 'dense.bits')),
  };
}

export function* readDictionary(read: Reading, name: DictionaryName): Generator<undefined, Dictionary> {
  return {
    units: new Uint16Array(yield* bytesOf(read, `${name}.units`)),
    ends: new Uint32Array(yield* bytesOf(read, `${name}.ends`)),
    starts: new Uint32Array(yield* bytesOf(read, `${name}.starts`)),
    postings: new Uint32Array(yield* bytesOf(read, `${name}.postings`)),
  };
}

function linesOf(bytes: ArrayBuffer, encoding: 'utf8' | 'latin1'): string[] {
  return bytes.byteLength === 0 ? [] : Buffer.from(bytes).toString(encoding).split(SEPARATOR);
}

function* bytesOf({ db, n }: Reading, name: string): Generator<undefined, ArrayBuffer> {
  const size = db
    .prepare('SELECT coalesce(sum(length(data)), 0) FROM search_part WHERE segment = ? AND name = ?')
    .pluck()
    .get(n, name) as number;
  const bytes = new Uint8Array(size);
  const one = db.prepare('SELECT data FROM search_part WHERE segment = ? AND name = ? AND part = ?').pluck();
  for (let part = 0; part * PART_BYTES < size; part += 1) {
    const data = one.get(n, name, part);
    if (data instanceof Uint8Array) bytes.set(data, part * PART_BYTES);
    yield;
  }
  return bytes.buffer;
}

/** The customers of a segment who did not count any more when it was last stamped; null where it was not. */
export function readDead(db: Connection, n: number): Uint32Array | null {
  const data = db
    .prepare('SELECT data FROM search_part WHERE segment = ? AND name = ?')
    .pluck()
    .get(n, DEAD_PART);
  return data instanceof Uint8Array ? new Uint32Array(Uint8Array.from(data).buffer) : null;
}
