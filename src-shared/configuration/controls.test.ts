import { describe, expect, it } from 'vitest';
import {
  CONTROL_CODES_IN_USE,
  CONTROL_DEFAULTS,
  type ControlCode,
  controlIssue,
  controlsOf,
  withoutEffect,
} from './controls.ts';
import type { SystemControl } from './schema.ts';

const ROWS: [ControlCode, SystemControl['value'], 'typeMismatch' | 'range' | null][] = [
  ['K87', true, null],
  ['K87', false, null],
  ['K87', 'Y', 'typeMismatch'],
  ['K87', 1, 'typeMismatch'],
  ['L37', 'NONE', null],
  ['L37', 'SALES', null],
  ['L37', 'INTERACT', null],
  ['L37', 'sales', 'range'],
  ['L37', '', 'range'],
  ['L37', true, 'typeMismatch'],
  ['L51', true, null],
  ['L51', 'INTERACT', 'typeMismatch'],
  ['H95', 'Member number', null],
  ['H95', '', 'range'],
  ['H95', ' ', 'range'],
  ['H95', 'x'.repeat(41), 'range'],
  ['H95', 5, 'typeMismatch'],
  ['I84', false, null],
  ['I84', 'false', 'typeMismatch'],
  ['E60', true, null],
  ['E60', 0, 'typeMismatch'],
  ['MIN_AGE', 0, null],
  ['MIN_AGE', 18, null],
  ['MIN_AGE', 120, null],
  ['MIN_AGE', -1, 'range'],
  ['MIN_AGE', 121, 'range'],
  ['MIN_AGE', 17.5, 'typeMismatch'],
  ['MIN_AGE', '18', 'typeMismatch'],
  ['APPROVALS', 2, null],
  ['APPROVALS', 21, 'range'],
  ['APPROVALS', '2', 'typeMismatch'],
  ['SEARCH_MODE', 'EXACT', null],
  ['SEARCH_MODE', 'OPEN', 'range'],
  ['SEARCH_MODE', true, 'typeMismatch'],
  ['CHANGE_REASON', 'ASK', null],
  ['CHANGE_REASON', 'REQUIRE', null],
  ['CHANGE_REASON', 'ALWAYS', 'range'],
  ['CHANGE_REASON', true, 'typeMismatch'],
];

describe('a control', () => {
  it.each(ROWS)('%s set to %j: %s', (code, value, issue) => {
    expect(controlIssue(code, value)).toBe(issue);
    const stands = controlsOf([{ kind: 'control', code, value }])[code];
    expect(stands).toBe(issue === null ? value : CONTROL_DEFAULTS[code]);
  });

  it('has a row that is right and one that is wrong, and a default that is right', () => {
    for (const code of CONTROL_CODES_IN_USE) {
      const issues = ROWS.filter(([of]) => of === code).map(([, , issue]) => issue);
      expect(issues).toContain(null);
      expect(issues).toContain('typeMismatch');
      expect(controlIssue(code, CONTROL_DEFAULTS[code])).toBeNull();
    }
  });

  it('L51 is told to have no effect unless L37 is INTERACT', () => {
    const controls = { ...CONTROL_DEFAULTS, L51: true };
    expect(withoutEffect({ ...controls, L37: 'NONE' })).toEqual(['L51']);
    expect(withoutEffect({ ...controls, L37: 'SALES' })).toEqual(['L51']);
    expect(withoutEffect({ ...controls, L37: 'INTERACT' })).toEqual([]);
    expect(withoutEffect({ ...controls, L51: false })).toEqual([]);
  });
});
