import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CLOCK_TOLERANCE_MS, clockOff } from './clock.ts';

const SERVER = Date.parse('2026-11-22T12:00:00Z');
const header = new Date(SERVER).toUTCString();

describe('the clock of this computer', () => {
  it.each<[string, number, number, number | null]>([
    ['right', 0, 200, 0],
    ['a little ahead', CLOCK_TOLERANCE_MS, 50, 0],
    ['seven minutes ahead', 7 * 60_000, 50, 7 * 60_000],
    ['an hour behind', -3_600_000, 50, -3_600_000],
    ['right, though the answer took long', -30_000, 300_000, 0],
  ])('is %s', (_name, off, took, said) => {
    expect(clockOff(header, SERVER + off, SERVER + off + took)).toBe(said);
  });

  it('is not judged by what is no date, or while it was set', () => {
    expect(clockOff(null, SERVER, SERVER)).toBeNull();
    expect(clockOff('soon', SERVER, SERVER)).toBeNull();
    expect(clockOff(header, SERVER, SERVER - 1)).toBeNull();
  });

  it('is never said to be off by more than it is (property)', () => {
    const off = fc.integer({ min: -86_400_000, max: 86_400_000 });
    fc.assert(
      fc.property(off, fc.integer({ min: 0, max: 60_000 }), (ahead, took) => {
        const said = clockOff(header, SERVER + ahead, SERVER + ahead + took) ?? 0;
        expect(Math.abs(said)).toBeLessThanOrEqual(Math.abs(ahead) + 30_000);
        if (said !== 0) expect(Math.sign(said)).toBe(Math.sign(ahead));
      }),
    );
  });
});
