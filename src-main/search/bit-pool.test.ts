import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BitPool } from './bit-pool.ts';
import { hasBit, newBits, setBit } from './bits.ts';

const PLACES = 100;
const seed = Number(process.env.FC_SEED ?? Math.floor(Math.random() * 2 ** 31));
console.log('bit-pool seed', seed);

const places = fc.uniqueArray(fc.nat(PLACES - 1));
/** What a question takes, and whom it adds to each; more sets than are kept. */
const question = fc.array(fc.tuple(fc.constantFrom('nobody', 'everybody', 'copyOf', 'anybody'), places), {
  maxLength: 40,
});

it('gives every set of a question to one taker, whatever questions before it left in them', () => {
  const pool = new BitPool(PLACES);
  const odd = newBits(PLACES);
  for (let place = 1; place < PLACES; place += 2) setBit(odd, place);
  const begun: Record<string, (place: number) => boolean> = {
    nobody: () => false,
    everybody: () => true,
    copyOf: (place) => hasBit(odd, place),
    anybody: () => false,
  };
  fc.assert(
    fc.property(question, (taken) => {
      pool.startOver();
      const sets = taken.map(([how]) => {
        if (how === 'copyOf') return pool.copyOf(odd);
        if (how === 'anybody') return pool.anybody().fill(0);
        return pool[how as 'nobody' | 'everybody']();
      });
      for (const [at, set] of sets.entries()) for (const place of taken[at]?.[1] ?? []) setBit(set, place);
      for (const [at, set] of sets.entries()) {
        const [how, added] = taken[at] ?? ['nobody', []];
        for (let place = 0; place < PLACES; place += 1)
          expect(hasBit(set, place)).toBe(begun[how]?.(place) || added.includes(place));
      }
    }),
    { seed, numRuns: 200 },
  );
  expect(pool.sets.length).toBeLessThanOrEqual(32);
});
