import { describe, expect, it } from 'vitest';
import { corrected, isCorrection, mayCorrect } from './correction.ts';

const AT = '2026-05-01T10:00:00.000Z';
const later = (hours: number) => new Date(Date.parse(AT) + hours * 3_600_000);
const contact = { notes: 'Invoice', wrapUpCode: 'SOLVED', wrappedUpAt: AT, corrections: [] };
const to = { notes: 'Invoice 17', wrapUpCode: 'SOLVED' };

describe('a correction', () => {
  it.each([
    [0, true],
    [23.9, true],
    [24, false],
    [100, false],
  ])('%d hours after it was wrapped up: %s', (hours, may) => {
    expect(mayCorrect(contact, later(hours))).toBe(may);
    const after = corrected(contact, to, later(hours).toISOString());
    expect(isCorrection(contact, after)).toBe(may);
  });

  it('is not made while it goes on, nor without end', () => {
    expect(mayCorrect({ ...contact, wrappedUpAt: null }, later(1))).toBe(false);
    const said = { at: AT, notes: '', wrapUpCode: '' };
    expect(mayCorrect({ ...contact, corrections: Array.from({ length: 20 }, () => said) }, later(1))).toBe(
      false,
    );
  });

  it('keeps what it said before, and changes nothing where nothing changes', () => {
    const once = corrected(contact, to, AT);
    const twice = corrected(once, { ...to, wrapUpCode: '' }, AT);
    expect(twice.corrections.map(({ notes, wrapUpCode }) => [notes, wrapUpCode])).toEqual([
      ['Invoice', 'SOLVED'],
      ['Invoice 17', 'SOLVED'],
    ]);
    expect(corrected(contact, contact, AT)).toBe(contact);
    expect(isCorrection(contact, twice)).toBe(true);
    expect(isCorrection(once, twice)).toBe(true);
  });

  it('is none where what it said is lost or another is told', () => {
    const once = corrected(contact, to, AT);
    expect(isCorrection(contact, { ...contact, ...to })).toBe(false);
    expect(isCorrection(once, { ...once, corrections: [] })).toBe(false);
    const forged = { ...once, corrections: [{ at: AT, notes: 'Nothing', wrapUpCode: 'SOLVED' }] };
    expect(isCorrection(contact, forged)).toBe(false);
  });
});
