/**
 * Sorts millions of short keys without making an object of any: five bytes of each, with its number below them, are
 * sorted as whole numbers, and those that are alike by their next five.
 */

export type Keys = {
  bytes: Uint8Array;
  /** Where each key begins, and where the last one ends. */
  ends: Uint32Array;
};

const STEP = 5;
const NUMBER_BITS = 24;
const NUMBERS = 2 ** NUMBER_BITS;
const FEW = 16;

/** The numbers of the keys, at most 2^24, in the order of their bytes. */
export function sortKeys(keys: Keys): Uint32Array {
  const count = keys.ends.length - 1;
  const order = new Uint32Array(count);
  for (let at = 0; at < count; at += 1) order[at] = at;
  sortRange(keys, order, 0, count, 0);
  return order;
}

function sortRange(keys: Keys, order: Uint32Array, from: number, to: number, depth: number): void {
  if (to - from < 2) return;
  if (to - from < FEW) {
    sortFew(keys, order, from, to, depth);
    return;
  }
  const packed = new BigUint64Array(to - from);
  const halves = new Uint32Array(packed.buffer);
  for (let at = from; at < to; at += 1) pack(keys, order[at] ?? 0, depth, halves, (at - from) * 2);
  packed.sort();
  for (let at = from; at < to; at += 1) order[at] = (halves[(at - from) * 2] ?? 0) % NUMBERS;
  for (let run = from; run < to; ) {
    let end = run + 1;
    while (end < to && isSame(halves, (run - from) * 2, (end - from) * 2)) end += 1;
    if (end - run > 1 && !isEmpty(halves, (run - from) * 2)) sortRange(keys, order, run, end, depth + STEP);
    run = end;
  }
}

/** Low half: the number and one byte; high half: four bytes. Little-endian, as every machine we run on. */
function pack({ bytes, ends }: Keys, key: number, depth: number, halves: Uint32Array, at: number): void {
  const start = (ends[key] ?? 0) + depth;
  const end = ends[key + 1] ?? 0;
  let high = 0;
  for (let byte = 0; byte < STEP - 1; byte += 1) {
    high = high * 256 + (start + byte < end ? (bytes[start + byte] ?? 0) : 0);
  }
  const last = start + STEP - 1 < end ? (bytes[start + STEP - 1] ?? 0) : 0;
  halves[at] = last * NUMBERS + key;
  halves[at + 1] = high;
}

function isSame(halves: Uint32Array, one: number, other: number): boolean {
  return (
    halves[one + 1] === halves[other + 1] &&
    (halves[one] ?? 0) >>> NUMBER_BITS === (halves[other] ?? 0) >>> NUMBER_BITS
  );
}

/** Keys without bytes here have ended: there is nothing more to tell them apart. */
function isEmpty(halves: Uint32Array, at: number): boolean {
  return halves[at + 1] === 0 && (halves[at] ?? 0) >>> NUMBER_BITS === 0;
}

function sortFew(keys: Keys, order: Uint32Array, from: number, to: number, depth: number): void {
  for (let at = from + 1; at < to; at += 1) {
    const key = order[at] ?? 0;
    let before = at - 1;
    while (before >= from && compareKeys(keys, order[before] ?? 0, key, depth) > 0) {
      order[before + 1] = order[before] ?? 0;
      before -= 1;
    }
    order[before + 1] = key;
  }
}

function compareKeys({ bytes, ends }: Keys, one: number, other: number, depth: number): number {
  const [oneEnd, otherEnd] = [ends[one + 1] ?? 0, ends[other + 1] ?? 0];
  let [a, b] = [(ends[one] ?? 0) + depth, (ends[other] ?? 0) + depth];
  for (; a < oneEnd && b < otherEnd; a += 1, b += 1) {
    const difference = (bytes[a] ?? 0) - (bytes[b] ?? 0);
    if (difference !== 0) return difference;
  }
  return oneEnd - a - (otherEnd - b);
}
