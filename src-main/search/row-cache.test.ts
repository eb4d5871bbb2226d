/** Rows at hand are those of now. */
import { expect, it } from 'vitest';
import { entryOf } from './entry.ts';
import { RowCache } from './row-cache.ts';

const NOBODY = JSON.stringify(entryOf({ id: '' }));

it('reads a row once, and anew after every change, whichever way the number of changes goes', () => {
  let name = 'Ada';
  const asked: number[] = [];
  const rows = new RowCache((rid) => {
    asked.push(rid);
    const data = rid === 9 ? null : JSON.stringify(entryOf({ id: '', number: `C-${rid}`, given: name }));
    return { rid, id: Buffer.alloc(16), contact: 0, data };
  });
  const given = (rid: number) => rows.row(rid)?.entry[2];
  rows.asOf(5);
  expect([given(1), given(1), given(2), rows.row(9), rows.row(9)]).toEqual(['Ada', 'Ada', 'Ada', null, null]);
  expect(asked).toEqual([1, 2, 9]);
  name = 'Augusta';
  rows.asOf(5);
  expect(given(1)).toBe('Ada');
  for (const change of [6, 2]) {
    rows.asOf(change);
    expect(given(1)).toBe('Augusta');
  }
  expect(asked).toEqual([1, 2, 9, 1, 1]);
});

it('keeps no more than a bounded number, and of those what is asked for again and again', () => {
  let reads = 0;
  const rows = new RowCache((rid) => {
    reads += 1;
    return { rid, id: Buffer.alloc(16), contact: 0, data: NOBODY };
  });
  const often = 1;
  for (let rid = 2; rid <= 40_000; rid += 1) {
    rows.row(often);
    rows.row(rid);
  }
  expect(reads).toBe(40_000);
  rows.row(2);
  expect(reads).toBe(40_001);
});
