import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBatchSize, nextRows } from './batch-size.ts';

const SEED = 20261122;

describe('the size of a batch', () => {
  it('stays between one and the most, and only what went quickly and well makes it larger', () => {
    fc.assert(
      fc.property(
        fc
          .integer({ min: 1, max: 1000 })
          .chain((most) => fc.tuple(fc.integer({ min: 1, max: most }), fc.constant(most))),
        fc.record({ ms: fc.nat(60_000), answered: fc.boolean() }),
        ([rows, most], took) => {
          const next = nextRows(rows, most, took);
          expect(next).toBeGreaterThanOrEqual(1);
          expect(next).toBeLessThanOrEqual(most);
          if (!took.answered || took.ms >= 1_000) expect(next).toBeLessThanOrEqual(rows);
          if (took.ms > 5_000 && rows > 1) expect(next).toBeLessThan(rows);
        },
      ),
      { seed: SEED },
    );
  });

  it.each([
    { bytesASecond: 500, most: 250 },
    { bytesASecond: 5_000, most: 250 },
    { bytesASecond: 50_000, most: 100 },
  ])(
    'brings rows of 1,400 bytes over a link of $bytesASecond bytes a second',
    async ({ bytesASecond, most }) => {
      const DEADLINE_MS = 30_000;
      let clock = 0;
      const size = createBatchSize(most, () => clock);
      let arrived = 0;
      let failures = 0;
      for (let tries = 0; tries < 1000 && arrived < 250; tries += 1) {
        const ms = (size.rows() * 1_400_000) / bytesASecond;
        await size
          .timed(async () => {
            clock += Math.min(ms, DEADLINE_MS);
            if (ms > DEADLINE_MS) throw new Error('The deadline is over.');
            arrived += size.rows();
          })
          .catch(() => {
            failures += 1;
          });
      }
      expect(arrived).toBeGreaterThanOrEqual(250);
      expect(failures).toBeLessThanOrEqual(5);
    },
  );

  it('becomes large again when the link does', async () => {
    const size = createBatchSize(100, () => 0);
    for (let times = 0; times < 7; times += 1) size.halve();
    expect(size.rows()).toBe(1);
    for (let times = 0; times < 10; times += 1) await size.timed(async () => undefined);
    expect(size.rows()).toBe(100);
  });
});
