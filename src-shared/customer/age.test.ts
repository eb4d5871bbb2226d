import { expect, it } from 'vitest';
import { freshnessOf } from './age.ts';

const NOW = new Date('2026-05-01T00:00:00.000Z');

it.each([
  [null, 'never'],
  ['2026-04-30T00:00:00.000Z', 'fresh'],
  ['2027-01-01T00:00:00.000Z', 'fresh'],
  ['2025-05-02T00:00:00.000Z', 'fresh'],
  ['2025-05-01T00:00:00.000Z', 'ageing'],
  ['2024-05-02T00:00:00.000Z', 'ageing'],
  ['2024-05-01T00:00:00.000Z', 'old'],
])('a contact point verified at %s is %s', (at, freshness) => {
  expect(freshnessOf(at === null ? null : { at }, NOW)).toBe(freshness);
});
