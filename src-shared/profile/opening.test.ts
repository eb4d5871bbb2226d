import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ProfileCategory } from '../configuration/schema.ts';
import { type OpeningFacts, opensByItself } from './opening.ts';

const BOTH = [false, true];

function category(required: boolean, isDefault: boolean, responses: boolean): ProfileCategory {
  const answer = { code: 'A', description: 'A', order: 0, active: true, isDefault };
  return {
    kind: 'category',
    code: 'AGE',
    description: 'Age',
    required,
    order: 0,
    active: true,
    responses: responses ? [answer] : [],
  };
}

/** All sixteen rows of the seed's four conditions; what E8 adds (default, E60, the right to answer) is tested below. */
const ROWS = BOTH.flatMap((withResponses) =>
  BOTH.flatMap((requiredUnanswered) =>
    BOTH.flatMap((k87) =>
      BOTH.map((alternate) => ({
        withResponses,
        requiredUnanswered,
        k87,
        alternate,
        opens: withResponses && requiredUnanswered && (!k87 || alternate),
      })),
    ),
  ),
);

function facts(row: (typeof ROWS)[number]): OpeningFacts {
  const { withResponses, requiredUnanswered, k87, alternate } = row;
  return {
    categories: [category(requiredUnanswered, false, withResponses)],
    responses: {},
    identifiers: [
      { kind: 'external', primary: true },
      { kind: 'alternate', primary: alternate },
    ],
    k87,
    e60: true,
    mayAnswer: true,
  };
}

describe('the drawer opens by itself', () => {
  it('is decided by a table of sixteen rows, of which three open', () => {
    expect(ROWS).toHaveLength(16);
    expect(ROWS.filter(({ opens }) => opens)).toEqual([
      { withResponses: true, requiredUnanswered: true, k87: false, alternate: false, opens: true },
      { withResponses: true, requiredUnanswered: true, k87: false, alternate: true, opens: true },
      { withResponses: true, requiredUnanswered: true, k87: true, alternate: true, opens: true },
    ]);
  });

  it.each(ROWS)(
    'responses $withResponses, required unanswered $requiredUnanswered, K87 $k87, alternate $alternate: $opens',
    (row) => {
      expect(opensByItself(facts(row))).toBe(row.opens);
    },
  );

  const opening = facts({
    withResponses: true,
    requiredUnanswered: true,
    k87: true,
    alternate: true,
    opens: true,
  });
  it.each<[string, Partial<OpeningFacts>, boolean]>([
    ['as it stands', {}, true],
    ['E60 off', { e60: false }, false],
    ['a user who may not answer', { mayAnswer: false }, false],
    ['the required category has a default', { categories: [category(true, true, true)] }, false],
    ['no categories', { categories: [] }, false],
    ['no identifiers and K87 on', { identifiers: [] }, false],
    ['another primary identifier and K87 on', { identifiers: [{ kind: 'loyalty', primary: true }] }, false],
    [
      'answered',
      { responses: { AGE: { response: 'A', source: 'agent', at: '2026-05-03T10:00:00Z', by: 'casey' } } },
      false,
    ],
    [
      'answered blank before it was required',
      { responses: { AGE: { response: null, source: 'agent', at: '2026-05-03T10:00:00Z', by: 'casey' } } },
      true,
    ],
  ])('%s', (_name, is, opens) => {
    expect(opensByItself({ ...opening, ...is })).toBe(opens);
  });

  it('never more often with K87 on than with it off', () => {
    const rows = fc.record({
      withResponses: fc.boolean(),
      requiredUnanswered: fc.boolean(),
      alternate: fc.boolean(),
      opens: fc.constant(false),
    });
    fc.assert(
      fc.property(rows, (row) => {
        const on = opensByItself(facts({ ...row, k87: true }));
        const off = opensByItself(facts({ ...row, k87: false }));
        expect(on && !off).toBe(false);
      }),
    );
  });
});
