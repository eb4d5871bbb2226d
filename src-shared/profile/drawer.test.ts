import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CategoryResponse, ProfileCategory } from '../configuration/schema.ts';
import { drawerFields, drawerTitle, isAnswerable, isProfileOffered, unanswered } from './drawer.ts';
import type { ProfileResponses } from './schema.ts';

const response = (code: string, is: Partial<CategoryResponse> = {}): CategoryResponse => ({
  code,
  description: `Answer ${code}`,
  order: 0,
  active: true,
  isDefault: false,
  ...is,
});
const category = (is: Partial<ProfileCategory> = {}): ProfileCategory => ({
  kind: 'category',
  code: 'AGE',
  description: 'Age',
  required: false,
  order: 0,
  active: true,
  responses: [response('A'), response('B')],
  ...is,
});
const stored = (code: string | null): ProfileResponses => ({
  AGE: { response: code, source: 'agent', at: '2026-05-03T10:00:00.000Z', by: 'casey' },
});

/** Shown if and only if active with an active response (E2, E4). */
const SHOWN: [string, Partial<ProfileCategory>, boolean][] = [
  ['active, active responses', {}, true],
  [
    'active, one active response of two',
    { responses: [response('A', { active: false }), response('B')] },
    true,
  ],
  ['active, no responses', { responses: [] }, false],
  ['active, only archived responses', { responses: [response('A', { active: false })] }, false],
  ['inactive, active responses', { active: false }, false],
  ['inactive, no responses', { active: false, responses: [] }, false],
  ['required, no responses', { required: true, responses: [] }, false],
  ['required, active responses', { required: true }, true],
];

type Default = 'none' | 'active' | 'archived';
const DEFAULTS: Record<Default, CategoryResponse[]> = {
  none: [response('A'), response('B')],
  active: [response('A'), response('B', { isDefault: true })],
  archived: [response('A'), response('B', { isDefault: true, active: false })],
};

/**
 * The table of E4 to E8 for one shown category: required, default, stored response (undefined: never answered; null:
 * answered blank; Z: never defined) → what it starts with and from where, blank offered, OK blocked when untouched.
 */
const TABLE: [
  boolean,
  Default,
  string | null | undefined,
  string,
  'stored' | 'default' | 'none',
  boolean,
  boolean,
][] = [
  // required, default, stored → initial, source, blank, blocks OK
  [false, 'none', undefined, '', 'none', true, false],
  [false, 'none', null, '', 'none', true, false],
  [false, 'none', 'A', 'A', 'stored', true, false],
  [false, 'none', 'Z', 'Z', 'stored', true, false],
  [false, 'active', undefined, 'B', 'default', false, false],
  [false, 'active', null, 'B', 'default', false, false],
  [false, 'active', 'A', 'A', 'stored', false, false],
  [false, 'active', 'Z', 'Z', 'stored', false, false],
  [false, 'archived', undefined, '', 'none', true, false],
  [false, 'archived', null, '', 'none', true, false],
  [false, 'archived', 'A', 'A', 'stored', true, false],
  [false, 'archived', 'B', 'B', 'stored', true, false],
  [true, 'none', undefined, '', 'none', false, true],
  [true, 'none', null, '', 'none', false, true],
  [true, 'none', 'A', 'A', 'stored', false, false],
  [true, 'none', 'Z', 'Z', 'stored', false, false],
  [true, 'active', undefined, 'B', 'default', false, false],
  [true, 'active', null, 'B', 'default', false, false],
  [true, 'active', 'A', 'A', 'stored', false, false],
  [true, 'active', 'Z', 'Z', 'stored', false, false],
  [true, 'archived', undefined, '', 'none', false, true],
  [true, 'archived', null, '', 'none', false, true],
  [true, 'archived', 'A', 'A', 'stored', false, false],
  [true, 'archived', 'B', 'B', 'stored', false, false],
];

describe('which categories the drawer shows', () => {
  it.each(SHOWN)('%s', (_name, is, shown) => {
    const fields = drawerFields([category(is)], {});
    expect(fields).toHaveLength(shown ? 1 : 0);
    expect(isProfileOffered([category(is)])).toBe(shown);
  });

  it('is none at all without categories, and Profile is then not offered', () => {
    expect(drawerFields([], {})).toEqual([]);
    expect(isProfileOffered([])).toBe(false);
  });

  it('keeps the order that was set, and the code where two have the same', () => {
    const codes = drawerFields(
      [
        category({ code: 'C', order: 2 }),
        category({ code: 'B', order: 1 }),
        category({ code: 'A', order: 2 }),
      ],
      {},
    ).map(({ code }) => code);
    expect(codes).toEqual(['B', 'A', 'C']);
  });

  it('lists responses in the order that was set', () => {
    const responses = [response('C', { order: 1 }), response('B', { order: 0 }), response('A', { order: 1 })];
    const [field] = drawerFields([category({ responses })], {});
    expect(field?.choices.map(({ value }) => value)).toEqual(['B', 'A', 'C']);
  });
});

describe('a category of the drawer', () => {
  it.each(TABLE)(
    'required %s, default %s, stored %s: starts with "%s" (%s), blank %s, blocks OK %s',
    (required, standard, answer, initial, source, blank, blocks) => {
      const responses = answer === undefined ? {} : stored(answer);
      const fields = drawerFields([category({ required, responses: DEFAULTS[standard] })], responses);
      expect(fields[0]).toMatchObject({ initial, source, blankOffered: blank });
      expect(unanswered(fields, { AGE: initial })).toEqual(blocks ? ['AGE'] : []);
    },
  );

  it('keeps a response that is no longer offered, marked, and only while it is stored', () => {
    const responses = [response('A'), response('B', { active: false })];
    const [kept] = drawerFields([category({ responses })], stored('B'));
    expect(kept?.choices).toEqual([
      { value: 'A', label: 'Answer A', legacy: false },
      { value: 'B', label: 'Answer B', legacy: true },
    ]);
    const [without] = drawerFields([category({ responses })], stored('A'));
    expect(without?.choices.map(({ value }) => value)).toEqual(['A']);
  });

  it('takes the first of two defaults in the order of the list', () => {
    const responses = [
      response('A', { order: 2, isDefault: true }),
      response('B', { order: 1, isDefault: true }),
    ];
    expect(drawerFields([category({ responses })], {})[0]?.standard).toBe('B');
  });

  it('cannot be saved with what it does not offer', () => {
    const [field] = drawerFields([category({ required: true })], {});
    expect(field && ['', 'A', 'Z'].map((value) => isAnswerable(field, value))).toEqual([false, true, false]);
    const [free] = drawerFields([category()], {});
    expect(free && isAnswerable(free, '')).toBe(true);
  });
});

describe('the title of the drawer', () => {
  const who = { prefix: '', given: '', family: '', organisation: '', number: '100017' };
  it.each([
    [{ given: 'Ada', family: 'Byron' }, 'Ada Byron 100017'],
    [{ prefix: 'Dr', given: 'Ada', family: 'Byron', organisation: 'Engines' }, 'Dr Ada Byron 100017'],
    [{ organisation: 'Engines Ltd' }, 'Engines Ltd 100017'],
    [{}, '(no name) 100017'],
    [{ family: ' ' }, '(no name) 100017'],
    [{ family: 'Byron', number: 'T-7F3K' }, 'Byron T-7F3K'],
  ])('of %o is %s', (is, title) => {
    const { name, number, temporary } = drawerTitle({ ...who, ...is });
    expect(`${name} ${number}`).toBe(title);
    expect(temporary).toBe(title.includes('T-'));
  });
});

const anyResponse = fc.record({
  code: fc.constantFrom('A', 'B', 'C', 'D'),
  description: fc.constant('Answer'),
  order: fc.integer({ min: 0, max: 3 }),
  active: fc.boolean(),
  isDefault: fc.boolean(),
});
const anyCategory: fc.Arbitrary<ProfileCategory> = fc.record({
  kind: fc.constant('category' as const),
  code: fc.constantFrom('AGE', 'HOME', 'COLOUR'),
  description: fc.constant('Category'),
  required: fc.boolean(),
  order: fc.integer({ min: 0, max: 3 }),
  active: fc.boolean(),
  responses: fc.uniqueArray(anyResponse, { selector: ({ code }) => code, maxLength: 4 }),
});
const anyAnswer = fc.option(fc.constantFrom('A', 'B', 'C', 'D', 'Z'));

describe('for any configuration and any stored answers', () => {
  const categories = fc.uniqueArray(anyCategory, { selector: ({ code }) => code, maxLength: 3 });
  const answers = fc
    .dictionary(fc.constantFrom('AGE', 'HOME', 'COLOUR'), anyAnswer)
    .map(
      (given) =>
        Object.fromEntries(
          Object.entries(given).map(([code, value]) => [code, { ...stored(value).AGE, response: value }]),
        ) as ProfileResponses,
    );

  it('a blank is offered exactly without default and without required; the start is a choice or blank', () => {
    fc.assert(
      fc.property(categories, answers, (given, responses) => {
        for (const field of drawerFields(given, responses)) {
          const of = given.find(({ code }) => code === field.code);
          const hasDefault = of?.responses.some(({ active, isDefault }) => active && isDefault);
          expect(field.blankOffered).toBe(!hasDefault && !of?.required);
          expect(['', ...field.choices.map(({ value }) => value)]).toContain(field.initial);
          expect(field.initial === '' && !field.blankOffered).toBe(
            unanswered([field], { [field.code]: field.initial }).length > 0,
          );
        }
      }),
    );
  });

  it('the stored response is among the choices, whatever became of its category', () => {
    fc.assert(
      fc.property(categories, answers, (given, responses) => {
        for (const { code, choices, initial } of drawerFields(given, responses)) {
          const answer = responses[code]?.response;
          if (!answer) continue;
          expect(initial).toBe(answer);
          expect(choices.map(({ value }) => value)).toContain(answer);
        }
      }),
    );
  });
});
