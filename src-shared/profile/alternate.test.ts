import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NEW_ATTRIBUTE } from '../configuration/attribute.ts';
import type { ConfigurationEntry } from '../configuration/schema.ts';
import type { IdentifierElement } from '../customer/contact-points.ts';
import {
  alternateIssues,
  alternatesOf,
  mayDeleteAlternate,
  newAlternateIssue,
  withAlternate,
  withoutAlternate,
  withPrimaryAlternate,
} from './alternate.ts';
import { profileIssues } from './profile-rules.ts';

const number = (id: string, value: string, primary = false): IdentifierElement => ({
  id,
  kind: 'alternate',
  system: '',
  value,
  primary,
  contested: false,
});
const external: IdentifierElement = { ...number('x', 'CRM-1', true), kind: 'external', system: 'crm' };
const ONE = [external, number('a', 'MEM1', true)];

describe('an alternate number', () => {
  it.each([
    ['', 'required'],
    ['A', null],
    ['ABCDEFGHIJKLMNO', null],
    ['ABCDEFGHIJKLMNOP', 'format'],
    ['AB 12', 'format'],
    ['AB-12', 'format'],
    ['Ä1', 'format'],
    ['mem1', 'duplicate'],
    ['CRM1', null],
  ])('%j is refused for %s', (value, issue) => {
    expect(newAlternateIssue(ONE, value)).toBe(issue);
  });

  it('that is the first is the primary one, and stays when another becomes it', () => {
    const first = withAlternate([external], 'a', 'MEM1');
    expect(first).toEqual(ONE);
    const two = withPrimaryAlternate(withAlternate(first, 'b', 'MEM2'), 'b');
    expect(two).toEqual([external, number('a', 'MEM1'), number('b', 'MEM2', true)]);
    expect(alternatesOf(two).map(({ id }) => id)).toEqual(['b', 'a']);
    expect(withoutAlternate(two, 'b')).toEqual(ONE);
  });

  it.each([
    [true, true, false],
    [true, false, true],
    [false, true, true],
    [false, false, true],
  ])('primary %s, I84 %s: may be deleted %s', (primary, i84, may) => {
    expect(mayDeleteAlternate({ primary }, i84)).toBe(may);
  });

  it.each<[string, IdentifierElement[], IdentifierElement[], boolean, object[]]>([
    ['as stored, whatever it is', [number('a', 'not one!')], [number('a', 'not one!')], true, []],
    ['malformed', [number('a', 'not one!')], [], false, [{ path: 'identifiers.0.value', code: 'format' }]],
    [
      'twice',
      [number('a', 'M1'), number('b', 'm1')],
      [],
      false,
      [{ path: 'identifiers.1.value', code: 'duplicate' }],
    ],
    [
      'two primary',
      [number('a', 'M1', true), number('b', 'M2', true)],
      [],
      false,
      [{ path: 'identifiers.1.value', code: 'duplicate' }],
    ],
    ['primary deleted, I84 off', [external], ONE, false, []],
    ['primary deleted, I84 on', [external], ONE, true, [{ path: 'identifiers', code: 'keepPrimary' }]],
    [
      'primary changed, I84 on',
      [external, number('a', 'MEM9', true)],
      ONE,
      true,
      [{ path: 'identifiers', code: 'keepPrimary' }],
    ],
    ['another made primary, I84 on', [external, number('a', 'MEM1'), number('b', 'M2', true)], ONE, true, []],
  ])('%s', (_name, after, before, i84, issues) => {
    expect(alternateIssues(after, before, i84)).toEqual(issues);
  });

  it('has one primary as long as there is one, whatever is done', () => {
    const act = fc.record({
      what: fc.constantFrom('add', 'primary', 'delete'),
      at: fc.constantFrom('a', 'b', 'c'),
    });
    fc.assert(
      fc.property(fc.array(act, { maxLength: 20 }), (acts) => {
        let held: IdentifierElement[] = [external];
        for (const { what, at } of acts) {
          const has = held.some(({ id }) => id === at);
          if (what === 'add' && !has) held = withAlternate(held, at, `N${at}`);
          if (what === 'primary' && has) held = withPrimaryAlternate(held, at);
          if (what === 'delete') held = withoutAlternate(held, at);
          const alternates = alternatesOf(held);
          expect(alternates.filter(({ primary }) => primary)).toHaveLength(Math.min(alternates.length, 1));
          expect(held).toContainEqual(external);
        }
      }),
    );
  });
});

describe('what the configuration says of a save', () => {
  const at = '2026-11-22T08:00:00.000Z';
  const answer = (response: string | null) => ({
    AGE: { response, source: 'agent' as const, at, by: 'casey' },
  });
  const entries: ConfigurationEntry[] = [
    {
      kind: 'category',
      code: 'AGE',
      description: 'Age',
      required: true,
      order: 0,
      active: true,
      responses: [{ code: 'OLD', description: 'Old', order: 0, active: false, isDefault: false }],
    },
    { ...NEW_ATTRIBUTE, key: 'shoe_size', label: 'Shoe size', type: 'integer', state: 'active' },
    { kind: 'control', code: 'I84', value: true },
  ];
  const nothing = { attributes: {}, responses: {}, identifiers: [] };

  it.each([
    ['nothing', nothing, []],
    ['an archived answer', { ...nothing, responses: answer('OLD') }, []],
    ['a blank', { ...nothing, responses: answer(null) }, []],
    [
      'an answer there is not',
      { ...nothing, responses: answer('NEW') },
      [{ path: 'responses.AGE', code: 'notOffered' }],
    ],
    ['an attribute', { ...nothing, attributes: { shoe_size: 42 } }, []],
    [
      'an attribute of another type',
      { ...nothing, attributes: { shoe_size: '42' } },
      [{ path: 'attributes.shoe_size', code: 'typeMismatch' }],
    ],
    [
      'an attribute that nothing defines',
      { ...nothing, attributes: { hat: 1 } },
      [{ path: 'attributes.hat', code: 'unknownAttribute' }],
    ],
    [
      'a malformed number',
      { ...nothing, identifiers: [number('a', '?')] },
      [{ path: 'identifiers.0.value', code: 'format' }],
    ],
  ])('%s', (_name, after, issues) => {
    expect(profileIssues(after, null, entries)).toEqual(issues);
    expect(profileIssues(after, after, entries)).toEqual([]);
  });

  it('keeps the primary number with I84 on', () => {
    const before = { ...nothing, identifiers: ONE };
    expect(profileIssues(nothing, before, entries)).toEqual([{ path: 'identifiers', code: 'keepPrimary' }]);
    expect(profileIssues(nothing, before, [])).toEqual([]);
  });
});
