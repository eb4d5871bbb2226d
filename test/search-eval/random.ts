/** Repeatable numbers: the same seed makes the same customers and questions on every machine. */
export type Random = {
  /** From 0 up to, and without, 1. */
  next: () => number;
  below: (count: number) => number;
  pick: <T>(list: readonly T[]) => T;
  /** The head of a list far more often than its tail, as names and towns are spread. */
  skewed: <T>(list: readonly T[]) => T;
  chance: (share: number) => boolean;
  digits: (count: number) => string;
};

/** Mulberry32. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (count: number) => Math.floor(next() * count);
  return {
    next,
    below,
    pick: (list) => list[below(list.length)] as (typeof list)[number],
    skewed: (list) => list[Math.floor(list.length ** next()) - 1] as (typeof list)[number],
    chance: (share) => next() < share,
    digits: (count) => Array.from({ length: count }, () => below(10)).join(''),
  };
}
