/** The register: how entries stand with the law, and what filters show. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lightOf, type RegisterEntry, registerCsv, shownEntries } from './register.ts';
import { REQUEST_KINDS, REQUEST_STATES } from './schema.ts';

const NOW = new Date('2026-03-01T12:00:00.000Z');
const DAY = 86_400_000;
const inDays = (days: number) => new Date(NOW.getTime() + days * DAY).toISOString();

const entry: fc.Arbitrary<RegisterEntry> = fc.record({
  reference: fc.nat(9999).map((number) => `R-${number}`),
  kind: fc.constantFrom(...REQUEST_KINDS),
  state: fc.constantFrom(...REQUEST_STATES),
  outcome: fc.constant('' as const),
  createdAt: fc.integer({ min: -90, max: 0 }).map(inDays),
  dueAt: fc.option(fc.integer({ min: -60, max: 60 }).map(inDays)),
  endedAt: fc.constant(null),
  deliveredAt: fc.constant(null),
  subject: fc.constant('f00'),
});
const filter = fc.record({
  kind: fc.constantFrom('' as const, ...REQUEST_KINDS),
  which: fc.constantFrom('all' as const, 'open' as const, 'soon' as const, 'ended' as const),
});

describe('the register', () => {
  it('shows by a light how much time is left', () => {
    const light = (days: number | null, state: RegisterEntry['state'] = 'accepted') =>
      lightOf({ state, dueAt: days === null ? null : inDays(days) }, NOW);
    const lights = [light(-1), light(7), light(8), light(null), light(-1, 'done')];
    expect(lights).toEqual(['overdue', 'soon', 'inTime', 'none', 'none']);
  });

  it('never hides what is overdue, and has it first', () => {
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 30 }), filter, (entries, how) => {
        const overdue = entries.filter((one) => lightOf(one, NOW) === 'overdue');
        const shown = shownEntries(entries, how, NOW);
        expect(new Set(shown.slice(0, overdue.length))).toEqual(new Set(overdue));
        const others = shown.filter((one) => lightOf(one, NOW) !== 'overdue');
        for (const one of others) expect(how.kind === '' || one.kind === how.kind).toBe(true);
      }),
    );
  });

  it('is exported line by line, whatever is in it', () => {
    const [first] = fc.sample(entry, 1) as [RegisterEntry];
    const lines = registerCsv([{ ...first, reference: 'R-"1"' }]).split('\r\n');
    expect(lines).toHaveLength(3);
    expect(lines[1]).toContain('"R-""1"""');
  });
});
