/**
 * Sorted keys in blocks of some kilobytes, each entry written as what differs from the one before. A block is decoded
 * alone, so that the blocks stay in the file and only the first key of each is kept in memory.
 *
 * An entry: how many bytes are shared, how many follow, these bytes, and the place of the customer in groups of 7 bits.
 * Keys are compared and held as one character a byte of their UTF-8 form.
 */
import type { Keys } from './key-sort.ts';

const BLOCK_BYTES = 4096;
const ENTRY_BYTES = 520;
/** Bytes that one byte can say the length of. */
export const LONGEST_KEY = 255;

export type KeyBlocks = { firsts: string[]; blocks: Uint8Array[] };

/** A key as it is compared. */
export function keyBytes(key: string): string {
  return Buffer.from(key, 'utf8').toString('latin1');
}

/** Blocks from keys in the order given; `places` says the place of each key's customer. */
export function makeBlocks(
  { bytes, ends }: Keys,
  order: Uint32Array,
  placeOf: (key: number) => number,
): KeyBlocks {
  const made: KeyBlocks = { firsts: [], blocks: [] };
  const keep = (done: ReturnType<BlockWriter['end']>) => {
    if (!done) return;
    made.firsts.push(done.first);
    made.blocks.push(done.block);
  };
  const writer = new BlockWriter();
  for (const key of order) keep(writer.add(bytes.subarray(ends[key], ends[key + 1]), placeOf(key)));
  keep(writer.end());
  return made;
}

/** Makes blocks of keys that come in their order. */
export class BlockWriter {
  readonly #block = Buffer.alloc(BLOCK_BYTES + ENTRY_BYTES);
  readonly #before = new Uint8Array(LONGEST_KEY);
  #length = 0;
  #used = 0;
  #first = '';

  /** Takes over a key, whose bytes may change afterwards; returns the block that it filled, or null. */
  add(text: Uint8Array, place: number): { first: string; block: Uint8Array } | null {
    if (this.#used === 0) this.#first = Buffer.from(text).toString('latin1');
    const shared = this.#used === 0 ? 0 : sharedLength(this.#before.subarray(0, this.#length), text);
    this.#used = writeEntry(this.#block, this.#used, shared, text, place);
    this.#before.set(text);
    this.#length = text.length;
    return this.#used >= BLOCK_BYTES ? this.end() : null;
  }

  /** What is left as a block; null for nothing. */
  end(): { first: string; block: Uint8Array } | null {
    if (this.#used === 0) return null;
    const block: Uint8Array = Uint8Array.prototype.slice.call(this.#block, 0, this.#used);
    this.#used = 0;
    return { first: this.#first, block };
  }
}

function writeEntry(block: Buffer, from: number, shared: number, text: Uint8Array, place: number): number {
  let at = from;
  block[at++] = shared;
  block[at++] = text.length - shared;
  block.set(text.subarray(shared), at);
  at += text.length - shared;
  let rest = place;
  for (; rest >= 0x80; rest >>>= 7) block[at++] = (rest & 0x7f) | 0x80;
  block[at++] = rest;
  return at;
}

function sharedLength(one: Uint8Array, other: Uint8Array): number {
  const most = Math.min(one.length, other.length);
  let length = 0;
  while (length < most && one[length] === other[length]) length += 1;
  return length;
}

/**
 * Tells the places of the entries that begin with a key, or are it, until `tell` answers false. Returns whether the next
 * block may have more. An entry that shares more with the one before than that one with the key compares as that one did,
 * so that most bytes are never looked at.
 */
export function findInBlock(
  block: Uint8Array,
  wanted: Uint8Array,
  whole: boolean,
  tell: (place: number) => boolean,
): boolean {
  let alike = 0;
  for (let at = 0; at < block.length; ) {
    const shared = block[at] as number;
    const length = block[at + 1] as number;
    at += 2;
    if (shared < alike) return false;
    if (shared === alike) {
      while (
        alike < wanted.length &&
        alike - shared < length &&
        block[at + alike - shared] === wanted[alike]
      ) {
        alike += 1;
      }
      const isLater = alike < wanted.length && alike - shared < length;
      if (isLater && (block[at + alike - shared] as number) > (wanted[alike] as number)) return false;
    }
    at += length;
    let place = 0;
    let byte = 0x80;
    for (let shift = 0; byte >= 0x80; shift += 7) {
      byte = block[at++] as number;
      place |= (byte & 0x7f) << shift;
    }
    if (alike < wanted.length) continue;
    if (whole && shared + length > wanted.length) return false;
    if (!tell(place)) return false;
  }
  return true;
}

/** Tells all entries of a block. */
export function readBlock(block: Uint8Array, tell: (key: string, place: number) => void): void {
  const bytes = Buffer.from(block.buffer, block.byteOffset, block.byteLength);
  let key = '';
  for (let at = 0; at < bytes.length; ) {
    const [shared = 0, length = 0] = [bytes[at], bytes[at + 1]];
    key = key.slice(0, shared) + bytes.toString('latin1', at + 2, at + 2 + length);
    at += 2 + length;
    let place = 0;
    let byte = 0x80;
    for (let shift = 0; byte >= 0x80; shift += 7) {
      byte = bytes[at++] ?? 0;
      place |= (byte & 0x7f) << shift;
    }
    tell(key, place);
  }
}

/** The block in which keys that begin with a text begin. */
export function blockOf(firsts: readonly string[], prefix: string): number {
  let low = 0;
  let high = firsts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((firsts[middle] ?? '') < prefix) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}
