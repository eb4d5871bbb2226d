/** The keys of several segments as one sorted run of blocks, read and written a block at a time. */
import { BlockWriter, LONGEST_KEY } from './key-blocks.ts';
import { NO_PLACE } from './merge-places.ts';
import type { SegmentSource } from './segment-source.ts';

export type KeyBlock = { first: string; block: Uint8Array };

/** Leaves out the keys of those who have no place. Throws when a source misses a block. */
export function* mergeKeys(
  sources: readonly SegmentSource[],
  to: readonly Uint32Array[],
): Generator<KeyBlock> {
  const writer = new BlockWriter();
  const cursors = sources
    .map((source, at) => new KeyCursor(source, to[at] as Uint32Array))
    .filter((cursor) => cursor.next());
  while (cursors.length > 0) {
    const first = lowest(cursors);
    const made = writer.add(first.key.subarray(0, first.length), first.place);
    if (made) yield made;
    if (!first.next()) cursors.splice(cursors.indexOf(first), 1);
  }
  const last = writer.end();
  if (last) yield last;
}

function lowest(cursors: readonly KeyCursor[]): KeyCursor {
  let best = cursors[0] as KeyCursor;
  for (const cursor of cursors) if (isBefore(cursor, best)) best = cursor;
  return best;
}

function isBefore(one: KeyCursor, other: KeyCursor): boolean {
  const both = Math.min(one.length, other.length);
  for (let at = 0; at < both; at += 1) {
    const difference = (one.key[at] as number) - (other.key[at] as number);
    if (difference !== 0) return difference < 0;
  }
  return one.length !== other.length ? one.length < other.length : one.place < other.place;
}

/** The keys of one segment in their order, of those customers who have a new place. */
class KeyCursor {
  readonly key = new Uint8Array(LONGEST_KEY);
  length = 0;
  place = 0;
  readonly #source: SegmentSource;
  readonly #to: Uint32Array;
  #block: Uint8Array | null;
  #number = 0;
  #at = 0;

  constructor(source: SegmentSource, to: Uint32Array) {
    this.#source = source;
    this.#to = to;
    this.#block = source.blocks > 0 ? source.blockAt(0) : null;
  }

  /** Goes to the next key; false at the end. */
  next(): boolean {
    for (;;) {
      while (this.#block && this.#at >= this.#block.length) this.#nextBlock();
      if (!this.#block) return false;
      const place = this.#to[this.#read(this.#block)] as number;
      if (place === NO_PLACE) continue;
      this.place = place;
      return true;
    }
  }

  #nextBlock(): void {
    this.#number += 1;
    this.#at = 0;
    this.#block = this.#number < this.#source.blocks ? this.#source.blockAt(this.#number) : null;
    if (!this.#block && this.#number < this.#source.blocks) throw new Error('block of keys is gone');
  }

  /** Takes over one entry; returns the place it had. */
  #read(block: Uint8Array): number {
    const shared = block[this.#at] as number;
    const length = block[this.#at + 1] as number;
    let at = this.#at + 2;
    for (let byte = 0; byte < length; byte += 1) this.key[shared + byte] = block[at + byte] as number;
    this.length = shared + length;
    at += length;
    let place = 0;
    let byte = 0x80;
    for (let shift = 0; byte >= 0x80; shift += 7) {
      byte = block[at++] as number;
      place |= (byte & 0x7f) << shift;
    }
    this.#at = at;
    return place;
  }
}
