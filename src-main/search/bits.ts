/** Sets of places in a segment, one bit each. */

export type Bits = Uint32Array;

export function newBits(places: number): Bits {
  return new Uint32Array(lanesOf(places));
}

/** How many numbers a set of so many places takes. */
export function lanesOf(places: number): number {
  return (places + 31) >>> 5;
}

export function hasBit(bits: Bits, place: number): boolean {
  return ((bits[place >>> 5] ?? 0) & (1 << (place & 31))) !== 0;
}

export function setBit(bits: Bits, place: number): void {
  bits[place >>> 5] = (bits[place >>> 5] ?? 0) | (1 << (place & 31));
}

export function clearBit(bits: Bits, place: number): void {
  bits[place >>> 5] = (bits[place >>> 5] ?? 0) & ~(1 << (place & 31));
}

/** Adds a part of a list of places. */
export function setAll(bits: Bits, places: Uint32Array, from: number, to: number): void {
  for (let at = from; at < to; at += 1) {
    const place = places[at] as number;
    bits[place >>> 5] = (bits[place >>> 5] as number) | (1 << (place & 31));
  }
}

/** Keeps in the first what the second has too. */
export function keepOnly(bits: Bits, other: Bits): Bits {
  for (let at = 0; at < bits.length; at += 1) bits[at] = (bits[at] as number) & (other[at] as number);
  return bits;
}

/** Adds to the first what the second has. */
export function addAll(bits: Bits, other: Bits): Bits {
  for (let at = 0; at < bits.length; at += 1) bits[at] = (bits[at] as number) | (other[at] as number);
  return bits;
}

/** The first places of a set that are not in the other, at most so many. */
export function firstBits(bits: Bits, without: Bits, limit: number): number[] {
  const places: number[] = [];
  for (let at = 0; at < bits.length && places.length < limit; at += 1) {
    let word = (bits[at] as number) & ~(without[at] as number);
    for (; word !== 0 && places.length < limit; word &= word - 1) {
      places.push(at * 32 + 31 - Math.clz32(word & -word));
    }
  }
  return places;
}

export function countBits(bits: Bits): number {
  let count = 0;
  for (let at = 0; at < bits.length; at += 1) {
    let word = bits[at] as number;
    word -= (word >>> 1) & 0x55555555;
    word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
    count += (((word + (word >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
  }
  return count;
}
