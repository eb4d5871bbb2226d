import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ageOn, birthIssue } from './birth.ts';

const TODAY = '2026-03-01';
const birth = (year: number | null, month: number, day: number) => ({ year, month, day });

describe('a date of birth', () => {
  it.each([
    [birth(1990, 5, 17), null],
    [birth(2024, 2, 29), 'underAge'],
    [birth(2023, 2, 29), 'date'],
    [birth(null, 2, 29), null],
    [birth(null, 2, 30), 'date'],
    [birth(1900, 2, 29), 'date'],
    [birth(2000, 2, 29), null],
    [birth(1990, 13, 1), 'date'],
    [birth(1990, 0, 1), 'date'],
    [birth(1990, 4, 0), 'date'],
    [birth(Number.NaN, 4, 1), 'date'],
    [birth(2026, 3, 2), 'future'],
    [birth(2027, 1, 1), 'future'],
    [birth(1905, 3, 1), 'tooOld'],
    [birth(1905, 3, 2), null],
    [birth(2013, 3, 1), null],
    [birth(2013, 3, 2), 'underAge'],
  ])('%j is %s', (value, issue) => expect(birthIssue(value, 13, TODAY)).toBe(issue));

  it('on 29 February has its birthday on 1 March of other years', () => {
    expect(ageOn(birth(2000, 2, 29), '2026-02-28')).toBe(25);
    expect(ageOn(birth(2000, 2, 29), '2026-03-01')).toBe(26);
  });

  it('makes nobody younger as days go by', () => {
    const day = fc.date({ min: new Date('1950-01-01'), max: new Date('2026-01-01'), noInvalidDate: true });
    const iso = (date: Date) => date.toISOString().slice(0, 10);
    fc.assert(
      fc.property(day, day, day, (born, one, other) => {
        const value = birth(born.getUTCFullYear(), born.getUTCMonth() + 1, born.getUTCDate());
        const [first, second] = [iso(one), iso(other)].sort() as [string, string];
        expect(ageOn(value, first)).toBeLessThanOrEqual(ageOn(value, second) ?? Number.NaN);
      }),
    );
  });
});
