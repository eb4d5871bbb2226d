import { expect, it } from 'vitest';
import { createPullRows, LEAST_ROWS, PULL_ROWS } from './pull-rows.ts';

it('hands over fewer at a time while somebody searches, and more again when nobody does', () => {
  let now = 0;
  const pull = createPullRows(() => now);
  expect(pull.rows()).toBe(PULL_ROWS);
  pull.asked();
  now = 1_999;
  expect(pull.rows()).toBe(LEAST_ROWS);
  now = 2_000;
  expect(pull.rows()).toBe(PULL_ROWS);
});
