import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Filter } from '#shared/search/filter.ts';
import { draftOf, EMPTY_DRAFT, filterOf } from './filter-draft.ts';

const day = fc.constantFrom('', '2020-02-29', '2024-12-31');
const pair = (key: string, values: string[]) =>
  fc.constantFrom({ key: '', value: '' }, ...values.map((value) => ({ key, value })));
const draft = fc.record({
  match: fc.constantFrom('all' as const, 'any' as const),
  region: fc.constantFrom('', 'north'),
  statuses: fc.uniqueArray(fc.constantFrom('active' as const, 'inactive' as const, 'prospect' as const)),
  flags: fc.uniqueArray(fc.constantFrom('vip' as const, 'doNotCall' as const)),
  from: day,
  to: day,
  pairs: fc.record({
    response: pair('NEWS', ['Y', 'N']),
    preference: pair('channel', ['call', 'email']),
    attribute: pair('shoe_size', ['42', 'large']),
  }),
});

it('a form makes a filter of the contract, and the filter the same form', () => {
  fc.assert(
    fc.property(draft, (form) => {
      const filter = filterOf(form);
      expect(Filter.safeParse(filter).success).toBe(true);
      expect(filterOf(draftOf(filter))).toEqual(filter);
    }),
  );
});

it('nothing chosen is no filter', () => {
  expect(filterOf(EMPTY_DRAFT)).toBeNull();
  expect(draftOf(null)).toEqual(EMPTY_DRAFT);
});
