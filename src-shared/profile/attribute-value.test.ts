import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FieldIssue } from '../api/errors.ts';
import { NEW_ATTRIBUTE } from '../configuration/attribute.ts';
import type { AttributeDefinition } from '../configuration/schema.ts';
import { activeAttributes, attributeIssues, withDefaults } from './attribute-value.ts';
import type { AttributeValue } from './schema.ts';

const define = (is: Partial<AttributeDefinition>): AttributeDefinition => ({
  ...NEW_ATTRIBUTE,
  key: 'thing',
  label: 'Thing',
  state: 'active',
  ...is,
});
const options = [
  { key: 'red', label: 'Red', archived: false },
  { key: 'blue', label: 'Blue', archived: false },
  { key: 'grey', label: 'Grey', archived: true },
];

type Row = [Partial<AttributeDefinition>, AttributeValue, FieldIssue['code'] | null];
const ROWS: Row[] = [
  [{ type: 'string' }, 'any', null],
  [{ type: 'string' }, 5, 'typeMismatch'],
  [{ type: 'string' }, 'x'.repeat(256), 'tooLong'],
  [{ type: 'string', maxLength: 3 }, 'abcd', 'tooLong'],
  [{ type: 'string' }, 'two\nlines', 'control'],
  [{ type: 'text' }, 'two\nlines', null],
  [{ type: 'text' }, true, 'typeMismatch'],
  [{ type: 'text' }, 'bell\u0007', 'control'],
  [{ type: 'integer' }, 42, null],
  [{ type: 'integer' }, 4.2, 'typeMismatch'],
  [{ type: 'integer' }, '42', 'typeMismatch'],
  [{ type: 'integer', min: 20, max: 50 }, 19, 'range'],
  [{ type: 'integer', min: 20, max: 50 }, 51, 'range'],
  [{ type: 'integer', min: 20, max: 50 }, 20, null],
  [{ type: 'decimal' }, '12.50', null],
  [{ type: 'decimal' }, '12,50', 'typeMismatch'],
  [{ type: 'decimal' }, 12.5, 'typeMismatch'],
  [{ type: 'decimal', max: 10 }, '10.01', 'range'],
  [{ type: 'money' }, '12.50 EUR', null],
  [{ type: 'money' }, '-3 JPY', null],
  [{ type: 'money' }, '12.50', 'typeMismatch'],
  [{ type: 'money' }, '12,50 EUR', 'typeMismatch'],
  [{ type: 'money' }, '12.50 euro', 'typeMismatch'],
  [{ type: 'money' }, 12.5, 'typeMismatch'],
  [{ type: 'money', max: 10 }, '10.01 EUR', 'range'],
  [{ type: 'boolean' }, false, null],
  [{ type: 'boolean' }, 'false', 'typeMismatch'],
  [{ type: 'date' }, '2024-02-29', null],
  [{ type: 'date' }, '2023-02-29', 'typeMismatch'],
  [{ type: 'date' }, '29.02.2024', 'typeMismatch'],
  [{ type: 'datetime' }, '2024-02-29T10:00:00Z', null],
  [{ type: 'datetime' }, '2024-02-29', 'typeMismatch'],
  [{ type: 'enum', options }, 'red', null],
  [{ type: 'enum', options }, 'Red', 'notOffered'],
  [{ type: 'enum', options }, 'grey', 'notOffered'],
  [{ type: 'enum', options }, ['red'], 'typeMismatch'],
  [{ type: 'multiEnum', options }, ['red', 'blue'], null],
  [{ type: 'multiEnum', options }, ['red', 'red'], 'typeMismatch'],
  [{ type: 'multiEnum', options }, ['green'], 'notOffered'],
  [{ type: 'multiEnum', options }, 'red', 'typeMismatch'],
  [{ type: 'email' }, 'ada@example.org', null],
  [{ type: 'email' }, 'a@b', 'email'],
  [{ type: 'email' }, 5, 'typeMismatch'],
  [{ type: 'phone' }, '+44 20 7946 0000', null],
  [{ type: 'phone' }, 'call me', 'phone'],
  [{ type: 'url' }, 'https://example.org/x', null],
  [{ type: 'url' }, 'javascript:alert(1)', 'typeMismatch'],
  [{ type: 'url' }, 'example', 'typeMismatch'],
  [{ type: 'integer' }, null, null],
  [{ state: 'draft' }, 'any', 'unknownAttribute'],
  [{ state: 'approved' }, 'any', 'unknownAttribute'],
  [{ state: 'archived' }, 'any', null],
  [{ state: 'archived', maxLength: 2 }, 'any', 'tooLong'],
  [{ state: 'archived' }, null, null],
  [{ required: true }, '', 'required'],
];

describe('the value of an attribute', () => {
  it.each(ROWS)('%o given %j: %s', (is, value, code) => {
    const issues = attributeIssues({ thing: value }, { thing: 'before' }, [define(is)]);
    expect(issues).toEqual(code === null ? [] : [{ path: 'attributes.thing', code }]);
  });

  it('is unknown where nothing defines it', () => {
    expect(attributeIssues({ other: 'x' }, {}, [define({})])).toEqual([
      { path: 'attributes.other', code: 'unknownAttribute' },
    ]);
  });

  it('that was archived is given to nobody who has none', () => {
    const unknown = [{ path: 'attributes.thing', code: 'unknownAttribute' }];
    const archived = [define({ state: 'archived' })];
    expect(attributeIssues({ thing: 'x' }, {}, archived)).toEqual(unknown);
    for (const thing of [null, ''])
      expect(attributeIssues({ thing: 'x' }, { thing }, archived)).toEqual(unknown);
  });

  it('keeps an archived option where it was', () => {
    const both = [define({ type: 'enum', options }), define({ key: 'many', type: 'multiEnum', options })];
    const before = { thing: 'grey', many: ['grey'] };
    expect(attributeIssues({ thing: 'grey', many: ['grey', 'red'] }, before, both)).toEqual([]);
  });

  it('asks for what is required with the first attribute, and not before', () => {
    const definitions = [define({}), define({ key: 'must', required: true })];
    expect(attributeIssues({}, {}, definitions)).toEqual([]);
    expect(attributeIssues({ thing: 'x' }, {}, definitions)).toEqual([
      { path: 'attributes.must', code: 'required' },
    ]);
  });

  it('is never judged while it does not change', () => {
    const anything = fc.dictionary(
      fc.constantFrom('thing', 'must', 'gone'),
      fc.oneof(
        fc.string(),
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.array(fc.string(), { maxLength: 2 }),
      ),
    );
    const definitions = [
      define({ type: 'integer' }),
      define({ key: 'must', required: true, state: 'archived' }),
    ];
    fc.assert(
      fc.property(anything, (values) => {
        expect(attributeIssues({ ...values }, values, definitions)).toEqual([]);
      }),
    );
  });

  it('is asked for in the order of the labels, active ones only', () => {
    const definitions = [
      define({ key: 'b1', label: 'Zoo' }),
      define({ key: 'a1', label: 'Ant' }),
      define({ key: 'c1', label: 'Bee', state: 'archived' }),
    ];
    expect(activeAttributes(definitions).map(({ key }) => key)).toEqual(['a1', 'b1']);
  });
});

describe('the default of an attribute', () => {
  const definitions = [
    define({}),
    define({ key: 'tier', defaultValue: 'basic' }),
    define({ key: 'gone', defaultValue: 'x', state: 'archived' }),
  ];

  it('is what a first profile begins with, where nothing was said', () => {
    expect(withDefaults({ thing: 'x' }, {}, definitions)).toEqual({ thing: 'x', tier: 'basic' });
    expect(withDefaults({ thing: 'x', tier: null }, {}, definitions)).toEqual({ thing: 'x', tier: null });
  });

  it('begins no profile by itself, and comes to no profile later', () => {
    expect(withDefaults({}, {}, definitions)).toEqual({});
    expect(withDefaults({ thing: null }, {}, definitions)).toEqual({ thing: null });
    expect(withDefaults({ thing: 'y' }, { thing: 'x' }, definitions)).toEqual({ thing: 'y' });
  });
});
