import fc from 'fast-check';
import { expect, it } from 'vitest';
import { secondsLeft } from './estimate.ts';

it.each([
  [{ held: 1_000, expected: 10_000, arrived: 1_000, ms: 10_000 }, 90],
  [{ held: 9_000, expected: 10_000, arrived: 100, ms: 10_000 }, 100],
  [{ held: 10_000, expected: 10_000, arrived: 10_000, ms: 10_000 }, 0],
  [{ held: 10_500, expected: 10_000, arrived: 10_000, ms: 10_000 }, 0],
  [{ held: 0, expected: 10_000, arrived: 0, ms: 10_000 }, null],
  [{ held: 100, expected: 10_000, arrived: 100, ms: 1_000 }, null],
])('says of %j: %s', (course, left) => {
  expect(secondsLeft(course)).toBe(left);
});

it('falls as more arrives at the same rate', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 1, max: 1000 }), (expected, rate) => {
      const at = (seconds: number) =>
        secondsLeft({ held: rate * seconds, expected, arrived: rate * seconds, ms: seconds * 1000 }) ?? 0;
      expect(at(8)).toBeLessThanOrEqual(at(4));
    }),
    { seed: 20261122 },
  );
});
