import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EVERYTHING, filterTimeline, inTimelineOrder, peopleOf, TIMELINE_KINDS } from './timeline.ts';

const entry = fc.record({
  kind: fc.constantFrom(...TIMELINE_KINDS),
  id: fc.uuid(),
  at: fc
    .integer({ min: 0, max: 40 })
    .map((hours) => new Date(Date.UTC(2026, 0, 1) + hours * 3_600_000).toISOString()),
  by: fc.constantFrom('Casey', 'Robin', ''),
  pinned: fc.boolean(),
});
const entries = fc.array(entry, { maxLength: 20 });
const day = fc.constantFrom(null, '2026-01-01', '2026-01-02', '2026-01-03');
const dayOf = (at: string) => at.slice(0, 10);

describe('the timeline', () => {
  it('is in one order, however its parts arrive: pinned first, then the newest', () => {
    fc.assert(
      fc.property(entries, (given) => {
        const ordered = inTimelineOrder(given);
        expect(inTimelineOrder(given.toReversed())).toEqual(ordered);
        const keys = ordered.map(({ pinned, at }) => `${Number(pinned)} ${at}`);
        expect(keys).toEqual(keys.toSorted().toReversed());
      }),
    );
  });

  it('shows exactly what is of the kinds, the person and the days asked for', () => {
    fc.assert(
      fc.property(
        entries,
        fc.uniqueArray(fc.constantFrom(...TIMELINE_KINDS)),
        fc.constantFrom('', 'Casey'),
        day,
        day,
        (given, kinds, by, from, to) => {
          const shown = new Set(filterTimeline(given, { kinds, by, from, to }, dayOf));
          for (const one of given) {
            const isAskedFor =
              (kinds.length === 0 || kinds.includes(one.kind)) &&
              (by === '' || one.by === by) &&
              !(from !== null && one.at.slice(0, 10) < from) &&
              !(to !== null && one.at.slice(0, 10) > to);
            expect(shown.has(one)).toBe(isAskedFor);
          }
        },
      ),
    );
  });

  it('shows everything where nothing is asked for, and names everybody once', () => {
    fc.assert(
      fc.property(entries, (given) => {
        expect(filterTimeline(given, EVERYTHING, dayOf)).toEqual(given);
        expect(peopleOf(given)).toEqual(
          ['Casey', 'Robin'].filter((name) => given.some(({ by }) => by === name)),
        );
      }),
    );
  });
});
