/**
 * Sorted keys in blocks of some kilobytes, each entry written as what differs from the one before. A block is decoded
 * alone, so that the blocks stay in the file and only the first key of each is kept in memory.
 *
 * An entry: how many bytes are shared, how many follow, these bytes, and the place of the customer in groups of 7 bits.
 * Keys are compared and held as one character a byte of their UTF-8 form.
 */
import type { Keys } from './key-sort.ts';

const BLOCK_BYTES = 8192;
const ENTRY_BYTES = 520;

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
  const block = Buffer.alloc(BLOCK_BYTES + ENTRY_BYTES);
  let used = 0;
  let before: Uint8Array = new Uint8Array();
  for (const key of order) {
    const text = bytes.subarray(ends[key], ends[key + 1]);
    if (used === 0) made.firsts.push(Buffer.from(text).toString('latin1'));
    const shared = used === 0 ? 0 : sharedLength(before, text);
    used = writeEntry(block, used, shared, text, placeOf(key));
    before = text;
    if (used >= BLOCK_BYTES) {
      made.blocks.push(Uint8Array.prototype.slice.call(block, 0, used));
      used = 0;
    }
  }
  if (used > 0) made.blocks.push(Uint8Array.prototype.slice.call(block, 0, used));
  return made;
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

/** Tells the entries of a block in order until `tell` answers false. */
export function readBlock(block: Uint8Array, tell: (key: string, place: number) => boolean): boolean {
  const bytes = Buffer.from(block.buffer, block.byteOffset, block.byteLength);
  let key = '';
  for (let at = 0; at < bytes.length; ) {
    const shared = bytes[at] ?? 0;
    const length = bytes[at + 1] ?? 0;
    key = key.slice(0, shared) + bytes.toString('latin1', at + 2, at + 2 + length);
    at += 2 + length;
    let place = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++] ?? 0;
      place |= (byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    if (!tell(key, place)) return false;
  }
  return true;
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
