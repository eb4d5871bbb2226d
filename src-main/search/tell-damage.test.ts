import { expect, it } from 'vitest';
import { StoreError, type StoreErrorCode } from '../storage-sqlite/errors.ts';
import { tellDamage } from './tell-damage.ts';

const question = { text: 'a', limit: 1, filter: null, sort: 'best', whole: false, exact: false } as const;

it.each<[StoreErrorCode, number]>([
  ['STORE_CORRUPT', 1],
  ['STORE_FAILED', 0],
  ['STORE_CLOSED', 0],
])(
  '%s has the store checked %d times, however often it is met, and is still an error',
  async (code, times) => {
    let checks = 0;
    const failing = {
      search: () => Promise.reject(new StoreError(code)),
      rows: () => Promise.reject(new StoreError(code)),
    };
    const index = tellDamage(failing, () => {
      checks += 1;
    });
    for (const _ of [1, 2]) {
      await expect(index.search(question)).rejects.toMatchObject({ code });
      await expect(index.rows([])).rejects.toMatchObject({ code });
    }
    expect(checks).toBe(times);
  },
);
