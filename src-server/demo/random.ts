/** Chance that repeats: the same seed gives the same people on every machine. Not for secrets. */

export type Random = {
  /** An integer from 0 up to, and without, `below`. */
  int(below: number): number;
  pick<T>(list: readonly T[]): T;
  /** True in `percent` of a hundred cases. */
  chance(percent: number): boolean;
  /** A UUID (version 8: custom). */
  uuid(): string;
  /** `count` decimal digits. */
  digits(count: number): string;
  hex(count: number): string;
};

/** A generator for item `index` of the series `seed`; items are independent of how many there are. */
export function random(seed: number, index: number): Random {
  const next = splitmix(Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) + Math.imul(index + 1, 0xc2b2ae35));
  const int = (below: number): number => Math.floor((next() / 2 ** 32) * below);
  const hex = (count: number): string => Array.from({ length: count }, () => int(16).toString(16)).join('');
  return {
    int,
    hex,
    pick: (list) => {
      const found = list[int(list.length)];
      if (found === undefined) throw new Error('Nothing to pick from.');
      return found;
    },
    chance: (percent) => next() / 2 ** 32 < percent / 100,
    uuid: () => `${hex(8)}-${hex(4)}-8${hex(3)}-${'89ab'[int(4)]}${hex(3)}-${hex(12)}`,
    digits: (count) => Array.from({ length: count }, () => String(int(10))).join(''),
  };
}

/** The splitmix32 generator: small, and good enough for names. */
function splitmix(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
}
