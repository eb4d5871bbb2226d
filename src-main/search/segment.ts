/**
 * A segment: what some customers are found by, in arrays that never change. Its customers have places in the order of
 * their rank, so that the first places found are the best.
 */
import { type DenseFacets, takeDense } from './dense-facets.ts';
import { type Dictionary, makeDictionary } from './dictionary.ts';
import type { Entry } from './entry.ts';
import { findablesOf } from './findables.ts';
import { makeBlocks } from './key-blocks.ts';
import { sortKeys } from './key-sort.ts';
import { NumbersList } from './numbers-list.ts';
import { compareRank, type Rank, rankOf } from './rank.ts';

export type Segment = {
  /** Row number, minute of the last contact, name, and tie of the customer at each place. */
  rids: Uint32Array;
  contacts: Uint32Array;
  nameKeys: Uint32Array;
  ties: Uint32Array;
  /** Day of the first day as a customer, as in 20260131; 0 when it is not known. */
  since: Uint32Array;
  names: Dictionary;
  others: Dictionary;
  facets: Dictionary;
  dense: DenseFacets;
  /** The first key of each block of keys. */
  firsts: string[];
};

export type MadeSegment = Segment & { blocks: Uint8Array[] };

export type IndexRow = {
  rid: number;
  id: Uint8Array;
  contact: number;
  entry: Entry;
  orders: readonly string[];
};

const FIRST_BYTES = 1 << 16;
const encoder = new TextEncoder();

/** Gathers customers and makes a segment of them. */
export class SegmentBuilder {
  readonly #rows: { rid: number; rank: Rank; since: number }[] = [];
  readonly #names = new Terms();
  readonly #others = new Terms();
  readonly #facets = new Terms();
  readonly #keyEnds = new NumbersList();
  readonly #keyOwners = new NumbersList();
  #bytes = new Uint8Array(FIRST_BYTES);
  #used = 0;

  constructor() {
    this.#keyEnds.push(0);
  }

  get size(): number {
    return this.#rows.length;
  }

  add({ rid, id, contact, entry, orders }: IndexRow): void {
    const document = this.#rows.length;
    this.#rows.push({ rid, rank: rankOf(entry, id, contact), since: dayNumber(entry[8]) });
    const { names, others, keys } = findablesOf(entry, orders);
    this.#names.add(names, document);
    this.#others.add(others, document);
    this.#facets.add(entry[14], document);
    for (const key of keys) this.#addKey(key, document);
  }

  make(): MadeSegment {
    const order = Uint32Array.from(this.#rows, (_, at) => at).sort((a, b) =>
      compareRank(this.#rank(a), this.#rank(b)),
    );
    const places = new Uint32Array(order.length);
    for (let place = 0; place < order.length; place += 1) places[order[place] ?? 0] = place;
    const owners = this.#keyOwners.values();
    const keys = { bytes: this.#bytes, ends: this.#keyEnds.values() };
    return {
      rids: Uint32Array.from(order, (row) => this.#rows[row]?.rid ?? 0),
      contacts: Uint32Array.from(order, (row) => this.#rank(row).contact),
      nameKeys: Uint32Array.from(order, (row) => this.#rank(row).name),
      ties: Uint32Array.from(order, (row) => this.#rank(row).tie),
      since: Uint32Array.from(order, (row) => this.#rows[row]?.since ?? 0),
      names: this.#names.make(places),
      others: this.#others.make(places),
      ...takeDense(this.#facets.make(places), order.length),
      ...makeBlocks(keys, sortKeys(keys), (key) => places[owners[key] ?? 0] ?? 0),
    };
  }

  #rank(row: number): Rank {
    return this.#rows[row]?.rank ?? { contact: 0, name: 0, tie: 0 };
  }

  #addKey(key: string, document: number): void {
    if (this.#used + key.length * 3 > this.#bytes.length) {
      const grown = new Uint8Array(this.#bytes.length * 2);
      grown.set(this.#bytes);
      this.#bytes = grown;
    }
    this.#used += encoder.encodeInto(key, this.#bytes.subarray(this.#used)).written;
    this.#keyEnds.push(this.#used);
    this.#keyOwners.push(document);
  }
}

/** Terms by the order in which they came, with the documents that have them. */
class Terms {
  readonly #numbers = new Map<string, number>();
  readonly #terms = new NumbersList();
  readonly #documents = new NumbersList();

  add(terms: readonly string[], document: number): void {
    for (const term of terms) {
      const number = this.#numbers.get(term) ?? this.#numbers.size;
      if (number === this.#numbers.size) this.#numbers.set(term, number);
      this.#terms.push(number);
      this.#documents.push(document);
    }
  }

  make(places: Uint32Array): Dictionary {
    return makeDictionary([...this.#numbers.keys()], this.#terms.values(), this.#documents.values(), places);
  }
}

/** 20260131 for `2026-01-31`; 0 for anything else. */
export function dayNumber(date: string): number {
  return Number(date.replaceAll('-', '')) || 0;
}
