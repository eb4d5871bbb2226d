import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ProfileCategory } from '../configuration/schema.ts';
import { mergeCustomer } from '../customer/merge.ts';
import { editableOf } from '../customer/schema.ts';
import { type Answer, answered, checkAnswers } from './answers.ts';
import { drawerFields } from './drawer.ts';
import type { ProfileResponses } from './schema.ts';

const BLANK_CUSTOMER = {
  prefix: '',
  given: 'Ada',
  family: 'Byron',
  organisation: '',
  language: '',
  status: 'active',
  emails: [],
  phones: [],
  addresses: [],
  kind: 'person',
  timeZone: '',
};
const SIGNED = { by: 'casey', at: '2026-11-22T08:00:00.000Z' };
/** Of one category it is known by which revision it was answered. */
const WHO = { ...SIGNED, revs: { AGE: '3-1a2b3c4d' } };
const BEFORE = { source: 'import' as const, at: '2026-05-03T10:00:00.000Z', by: 'loader' };
const answer = (code: string, is: { active?: boolean; isDefault?: boolean } = {}) => ({
  code,
  description: code,
  order: 0,
  active: true,
  isDefault: false,
  ...is,
});
const category = (code: string, required: boolean, standard: boolean): ProfileCategory => ({
  kind: 'category',
  code,
  description: code,
  required,
  order: 0,
  active: true,
  responses: [answer('A', { isDefault: standard }), answer('B'), answer('OLD', { active: false })],
});

/** required, has default A, stored, value at OK, touched → stored afterwards (null: as before) or what blocks. */
const ROWS: [
  boolean,
  boolean,
  string | null | undefined,
  Answer,
  object | null | 'required' | 'notOffered',
][] = [
  [false, false, undefined, { value: '', touched: false }, null],
  [false, false, undefined, { value: '', touched: true }, null],
  [false, false, undefined, { value: 'A', touched: true }, { response: 'A', source: 'agent' }],
  [false, false, 'A', { value: '', touched: true }, { response: null, source: 'agent' }],
  [false, false, 'A', { value: 'A', touched: true }, null],
  [false, false, 'A', { value: 'B', touched: true }, { response: 'B', source: 'agent' }],
  [false, false, null, { value: '', touched: true }, null],
  [false, false, null, { value: 'B', touched: true }, { response: 'B', source: 'agent' }],
  [false, false, 'OLD', { value: 'OLD', touched: false }, null],
  [false, false, undefined, { value: 'OLD', touched: true }, 'notOffered'],
  [false, true, undefined, { value: 'A', touched: false }, { response: 'A', source: 'default' }],
  [false, true, undefined, { value: 'A', touched: true }, { response: 'A', source: 'agent' }],
  [false, true, undefined, { value: 'B', touched: true }, { response: 'B', source: 'agent' }],
  [false, true, undefined, { value: '', touched: true }, 'notOffered'],
  [false, true, 'B', { value: 'B', touched: false }, null],
  [true, false, undefined, { value: '', touched: false }, 'required'],
  [true, false, null, { value: '', touched: false }, 'required'],
  [true, false, 'A', { value: '', touched: true }, 'required'],
  [true, false, undefined, { value: 'B', touched: true }, { response: 'B', source: 'agent' }],
  [true, false, 'OLD', { value: 'OLD', touched: false }, null],
  [true, true, undefined, { value: 'A', touched: false }, { response: 'A', source: 'default' }],
  [true, true, undefined, { value: '', touched: true }, 'required'],
  [true, true, undefined, { value: 'Z', touched: true }, 'notOffered'],
];

describe('OK in the drawer', () => {
  it.each(ROWS)(
    'required %s, default %s, stored %s, %o: %o',
    (required, standard, before, given, expected) => {
      const stored: ProfileResponses = before === undefined ? {} : { AGE: { ...BEFORE, response: before } };
      const fields = drawerFields([category('AGE', required, standard)], stored);
      const issues = checkAnswers(fields, { AGE: given });
      if (expected === 'required' || expected === 'notOffered') {
        expect(issues).toEqual([{ path: 'responses.AGE', code: expected }]);
        return;
      }
      expect(issues).toEqual([]);
      const after = answered(stored, fields, { AGE: given }, WHO);
      expect(after).toEqual(
        expected === null ? stored : { AGE: { ...expected, ...SIGNED, configurationRev: '3-1a2b3c4d' } },
      );
    },
  );

  it('saves all fields together, and says of each that blocks it', () => {
    const fields = drawerFields([category('AGE', true, false), category('HOME', true, false)], {});
    expect(checkAnswers(fields, { AGE: { value: 'A', touched: true } })).toEqual([
      { path: 'responses.HOME', code: 'required' },
    ]);
    expect(checkAnswers(fields, {})).toHaveLength(2);
  });

  it('given alike on two desks is no clash, and one that differs is', () => {
    const empty = editableOf({ ...BLANK_CUSTOMER });
    const on = (response: string, at: string) => ({
      ...empty,
      responses: { AGE: { response, source: 'agent' as const, at, by: 'casey' } },
    });
    const theirs = on('A', '2026-11-22T09:00:00.000Z');
    const alike = mergeCustomer(empty, on('A', '2026-11-22T10:00:00.000Z'), theirs);
    expect(alike).toEqual({ merged: theirs, clashes: [] });
    const other = mergeCustomer(empty, on('B', '2026-11-22T10:00:00.000Z'), theirs);
    expect(other.clashes.map(({ field }) => field)).toEqual(['responses.AGE']);
    expect(other.merged).toEqual(theirs);
  });

  it('leaves answers of categories that are not shown', () => {
    const stored = { GONE: { ...BEFORE, response: 'X' } };
    const fields = drawerFields([category('AGE', false, true)], stored);
    expect(answered(stored, fields, {}, WHO)).toMatchObject(stored);
  });

  it('done twice is done once', () => {
    const values = fc.record({ value: fc.constantFrom('', 'A', 'B'), touched: fc.boolean() });
    fc.assert(
      fc.property(fc.boolean(), fc.boolean(), values, values, (required, standard, first, second) => {
        const categories = [category('AGE', required, standard), category('HOME', false, false)];
        const answers = { AGE: first, HOME: second };
        const once = answered({}, drawerFields(categories, {}), answers, WHO);
        const later = { ...WHO, at: '2026-11-23T08:00:00.000Z' };
        expect(answered(once, drawerFields(categories, once), answers, later)).toEqual(once);
      }),
    );
  });
});
