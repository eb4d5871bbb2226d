/**
 * Where a customer stands in the index: a row number that grows with the name.
 *
 * A search reads matches by row number and stops early, so that the number must be the order that a result
 * list wants. Seven characters of the ordering name in six bits each, then 21 bits from the id, make a number
 * below 2^63 that is the same on every desk.
 */
import { createHash } from 'node:crypto';

const LETTERS = 7;
const LETTER_BITS = 6n;
const ID_BITS = 21n;
const OTHER_LETTERS = 27;
const LAST_UNIT = 0x10000;

/** The first place to try for a customer; when it is taken, the next free one is used. */
export function placeOf(order: string, id: string): bigint {
  let place = 0n;
  for (let at = 0; at < LETTERS; at += 1) {
    place = (place << LETTER_BITS) | BigInt(rankOf(order.charCodeAt(at)));
  }
  return (place << ID_BITS) | idBits(id);
}

/** 0 for a space or the end, then digits, then a to z, then all other letters by code unit, in 27 steps. */
function rankOf(unit: number): number {
  if (unit >= 0x30 && unit <= 0x39) return unit - 0x30 + 1;
  if (unit >= 0x61 && unit <= 0x7a) return unit - 0x61 + 11;
  return unit > 0x7a ? 37 + Math.floor((unit * OTHER_LETTERS) / LAST_UNIT) : 0;
}

/** The id's bits are hashed, because the head of a UUIDv7 is a clock. */
function idBits(id: string): bigint {
  const head = createHash('sha256').update(id).digest().readUInt32BE(0);
  return BigInt(head) & ((1n << ID_BITS) - 1n);
}
