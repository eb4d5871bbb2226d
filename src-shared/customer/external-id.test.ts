import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReasonCode } from '../configuration/schema.ts';
import type { IdentifierElement } from './contact-points.ts';
import { externalIdIssues, externalSystems, matchesPattern } from './external-id.ts';

const system = (code: string, text: string, is: Partial<ReasonCode> = {}): ReasonCode => ({
  kind: 'reason',
  list: 'system',
  code,
  label: code,
  order: 1,
  active: true,
  text,
  ...is,
});
const number = (of: string, value: string, is: Partial<IdentifierElement> = {}): IdentifierElement => ({
  id: '00000000-0000-4000-8000-000000000001',
  kind: 'external',
  system: of,
  value,
  primary: false,
  contested: false,
  ...is,
});
const systems = externalSystems([
  system('CRM', 'CRM-9999', { order: 2 }),
  system('SHOP', ''),
  system('OLD', '', { active: false }),
  system('CALL', '', { list: 'tickler' }),
]);

describe('the number of another system', () => {
  it('is of one that is declared and in use', () => {
    expect(systems.map(({ code }) => code)).toEqual(['SHOP', 'CRM']);
  });

  it.each<[IdentifierElement, string | null]>([
    [number('CRM', 'CRM-0042'), null],
    [number('crm', 'crm-0042'), null],
    [number('CRM', 'CRM-42'), 'identifiers.0.value'],
    [number('SHOP', 'whatever'), null],
    [number('OLD', '1'), 'identifiers.0.system'],
    [number('', '1'), 'identifiers.0.system'],
    [number('', 'MEM1', { kind: 'alternate' }), null],
  ])('%o: %s', (identifier, path) => {
    expect(externalIdIssues([identifier], [], systems).map((issue) => issue.path)).toEqual(
      path ? [path] : [],
    );
    expect(externalIdIssues([identifier], [], [])).toEqual([]);
    expect(externalIdIssues([identifier], [identifier], systems)).toEqual([]);
  });

  it.each([
    ['A9*', 'x1y', true],
    ['A9*', '11y', false],
    ['A9*', 'x1', false],
    ['99', '99', true],
    ['Ä-A', 'ä-b', true],
    ['', '', true],
  ])('by the pattern %j, %j: %s', (pattern, value, fits) =>
    expect(matchesPattern(value, pattern)).toBe(fits),
  );

  it('fits a pattern of its own marks (property)', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9-]{1,20}$/u), (value) => {
        const pattern = value.replace(/[a-z]/gu, 'A').replace(/[0-9]/gu, '9');
        expect(matchesPattern(value, pattern)).toBe(true);
        expect(matchesPattern(`${value}x`, pattern)).toBe(false);
      }),
    );
  });
});
