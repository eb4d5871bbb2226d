import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributeDefinitionIssues, NEW_ATTRIBUTE } from './attribute.ts';
import { isFrozen, mayJudge, mayStep, verdictOf } from './lifecycle.ts';
import { ATTRIBUTE_STATES, ATTRIBUTE_TYPES, type AttributeDefinition } from './schema.ts';

const option = (key: string, archived = false) => ({ key, label: key, archived });
const shoe: AttributeDefinition = { ...NEW_ATTRIBUTE, key: 'shoe_size', label: 'Shoe size', type: 'integer' };
const active: AttributeDefinition = {
  ...shoe,
  state: 'active',
  activatedAt: '2026-01-01T00:00:00.000Z',
  min: 20,
  max: 50,
};

const STEPS = [
  'draft>proposed',
  'proposed>draft',
  'proposed>approved',
  'approved>draft',
  'approved>active',
  'active>archived',
  'archived>active',
];

describe('the life of an attribute', () => {
  it.each(ATTRIBUTE_STATES.flatMap((from) => ATTRIBUTE_STATES.map((to) => [from, to] as const)))(
    'from %s to %s',
    (from, to) => {
      expect(mayStep(from, to)).toBe(STEPS.includes(`${from}>${to}`));
    },
  );

  it('never comes back to draft once it was active', () => {
    const walk = fc.array(fc.constantFrom(...ATTRIBUTE_STATES), { maxLength: 30 });
    fc.assert(
      fc.property(walk, (wanted) => {
        let state: AttributeDefinition['state'] = 'draft';
        let wasActive = false;
        for (const next of wanted) {
          if (mayStep(state, next)) state = next;
          wasActive ||= state === 'active';
          if (wasActive) expect(['active', 'archived']).toContain(state);
        }
      }),
    );
  });
});

const PROPOSED_AT = '2026-02-01T00:00:00.000Z';
const proposed = {
  ...shoe,
  state: 'proposed' as const,
  proposedBy: 'ada',
  proposedAt: PROPOSED_AT,
  approvers: ['ben', 'cam'],
};
const word = (by: string, verdict: 'approved' | 'refused', at = '2026-02-02T00:00:00.000Z') => ({
  by,
  verdict,
  at,
  comment: '',
});

describe('approval', () => {
  it.each<[string, AttributeDefinition['approvals'], string]>([
    ['nobody spoke', [], 'open'],
    ['one of two approved', [word('ben', 'approved')], 'open'],
    ['both approved', [word('ben', 'approved'), word('cam', 'approved')], 'approved'],
    ['one refused', [word('ben', 'approved'), word('cam', 'refused')], 'refused'],
    [
      'one of them approved an earlier round',
      [word('ben', 'approved', '2026-01-02T00:00:00.000Z'), word('cam', 'approved')],
      'open',
    ],
    [
      'one refused an earlier round',
      [word('ben', 'refused', '2026-01-02T00:00:00.000Z'), word('ben', 'approved'), word('cam', 'approved')],
      'approved',
    ],
    ['somebody who was not asked', [word('eve', 'approved'), word('ben', 'approved')], 'open'],
  ])('%s', (_name, approvals, verdict) => {
    expect(verdictOf({ ...proposed, approvals }, 0)).toBe(verdict);
  });

  it.each<[number, string[], string]>([
    [1, ['ben'], 'approved'],
    [2, ['ben'], 'open'],
    [2, ['ben', 'cam'], 'approved'],
    [5, ['ben'], 'open'],
    [5, ['ben', 'cam'], 'approved'],
    [1, [], 'open'],
    [1, ['eve'], 'open'],
  ])('of %i is there when %o approved: %s', (needed, who, verdict) => {
    const approvals = who.map((by) => word(by, 'approved'));
    expect(verdictOf({ ...proposed, approvals }, needed)).toBe(verdict);
  });

  it('does not wait for the proposer, who cannot give one', () => {
    const named = { ...proposed, approvers: ['ada', 'ben'] };
    expect(verdictOf({ ...named, approvals: [word('ben', 'approved')] }, 0)).toBe('approved');
    expect(verdictOf({ ...named, approvals: [word('ada', 'approved')] }, 1)).toBe('open');
    expect(verdictOf({ ...named, approvers: ['ada'], approvals: [] }, 1)).toBe('open');
  });

  it('without approvers is never given', () => {
    expect(verdictOf({ ...proposed, approvers: [] }, 0)).toBe('open');
  });

  it.each<[string, Partial<AttributeDefinition>, string, boolean]>([
    ['a named approver', {}, 'ben', true],
    ['somebody else', {}, 'eve', false],
    ['the proposer, although named', { approvers: ['ada'] }, 'ada', false],
    ['one who spoke', { approvals: [word('ben', 'approved')] }, 'ben', false],
    [
      'one who spoke in an earlier round',
      { approvals: [word('ben', 'refused', '2026-01-02T00:00:00.000Z')] },
      'ben',
      true,
    ],
    ['before it is proposed', { state: 'draft' }, 'ben', false],
    ['after it is approved', { state: 'approved' }, 'ben', false],
  ])('may be spoken by %s', (_name, is, who, allowed) => {
    expect(mayJudge({ ...proposed, ...is }, who)).toBe(allowed);
  });
});

describe('a definition', () => {
  const choice = { ...shoe, type: 'enum' as const, options: [option('a1'), option('b1')] };
  it.each<[string, AttributeDefinition, AttributeDefinition | null, { key: string }[], object[]]>([
    ['complete', shoe, null, [], []],
    ['key taken', shoe, null, [{ key: 'shoe_size' }], [{ path: 'key', code: 'duplicate' }]],
    ['key of a field', { ...shoe, key: 'given' }, null, [], [{ path: 'key', code: 'reserved' }]],
    [
      'key of a field, spelt apart',
      { ...shoe, key: 'external_id' },
      null,
      [],
      [{ path: 'key', code: 'reserved' }],
    ],
    ['no label', { ...shoe, label: ' ' }, null, [], [{ path: 'label', code: 'required' }]],
    ['choices', choice, null, [], []],
    ['no choices', { ...choice, options: [] }, null, [], [{ path: 'options', code: 'required' }]],
    [
      'only archived choices',
      { ...choice, options: [option('a1', true)] },
      null,
      [],
      [{ path: 'options', code: 'required' }],
    ],
    [
      'a choice twice',
      { ...choice, options: [option('a1'), option('a1')] },
      null,
      [],
      [{ path: 'options.1.key', code: 'duplicate' }],
    ],
    ['an empty range', { ...shoe, min: 5, max: 4 }, null, [], [{ path: 'max', code: 'range' }]],
    ['a draft with another key and type', { ...shoe, key: 'shoe', type: 'decimal' }, shoe, [], []],
    ['frozen, another key', { ...active, key: 'shoe' }, active, [], [{ path: 'key', code: 'immutable' }]],
    [
      'frozen, another type',
      { ...active, type: 'decimal' },
      active,
      [],
      [{ path: 'type', code: 'immutable' }],
    ],
    [
      'archived, another type',
      { ...active, state: 'archived', type: 'decimal' },
      { ...active, state: 'archived' },
      [],
      [{ path: 'type', code: 'immutable' }],
    ],
    ['unique', { ...shoe, unique: true }, null, [], []],
    [
      'unique texts of several lines',
      { ...shoe, type: 'text', unique: true },
      null,
      [],
      [{ path: 'unique', code: 'notOffered' }],
    ],
    ['a default', { ...shoe, defaultValue: 42 }, null, [], []],
    [
      'a default of another type',
      { ...shoe, defaultValue: '42' },
      null,
      [],
      [{ path: 'defaultValue', code: 'typeMismatch' }],
    ],
    [
      'a default that everybody would share',
      { ...shoe, unique: true, defaultValue: 42 },
      null,
      [],
      [{ path: 'defaultValue', code: 'notOffered' }],
    ],
    [
      'frozen, another class',
      { ...active, piiClass: 'special' },
      active,
      [],
      [{ path: 'piiClass', code: 'immutable' }],
    ],
    ['frozen, now unique', { ...active, unique: true }, active, [], [{ path: 'unique', code: 'immutable' }]],
    ['frozen, not unique any more', active, { ...active, unique: true }, [], []],
    ['frozen, label and help', { ...active, label: 'Size', help: 'EU' }, active, [], []],
    ['frozen, looser', { ...active, min: null, max: 60 }, active, [], []],
    [
      'frozen, tighter',
      { ...active, min: 21, max: 49 },
      active,
      [],
      [
        { path: 'min', code: 'immutable' },
        { path: 'max', code: 'immutable' },
      ],
    ],
    [
      'frozen, a limit where there was none',
      { ...active, maxLength: 5 },
      active,
      [],
      [{ path: 'maxLength', code: 'immutable' }],
    ],
    [
      'frozen, now required',
      { ...active, required: true },
      active,
      [],
      [{ path: 'required', code: 'immutable' }],
    ],
    [
      'frozen, a choice more',
      { ...choice, options: [option('a1'), option('b1'), option('c1')] },
      { ...choice, activatedAt: active.activatedAt },
      [],
      [],
    ],
    [
      'frozen, a choice archived',
      { ...choice, options: [option('a1', true), option('b1')] },
      { ...choice, activatedAt: active.activatedAt },
      [],
      [],
    ],
    [
      'frozen, a choice less',
      { ...choice, options: [option('a1')] },
      { ...choice, activatedAt: active.activatedAt },
      [],
      [{ path: 'options', code: 'immutable' }],
    ],
  ])('%s', (_name, definition, stored, others, issues) => {
    expect(attributeDefinitionIssues(definition, stored, others)).toEqual(issues);
  });

  it('once active never gets another key or type, whatever is asked', () => {
    const keys = fc.constantFrom('shoe_size', 'shoe', 'hat');
    fc.assert(
      fc.property(keys, fc.constantFrom(...ATTRIBUTE_TYPES), (key, type) => {
        const after = { ...active, key, type, options: [option('a1')] };
        const refused = attributeDefinitionIssues(after, active, []).some(({ code }) => code === 'immutable');
        expect(refused).toBe(key !== active.key || type !== active.type);
      }),
    );
    expect(isFrozen(active)).toBe(true);
    expect(isFrozen(shoe)).toBe(false);
  });
});
