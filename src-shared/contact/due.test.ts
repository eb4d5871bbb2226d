import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dueState, inWorkOrder, isDue, reminderKey, reminders } from './due.ts';
import { TICKLER_STATUSES } from './schema.ts';

const NOW = new Date('2026-05-05T12:00:00.000Z');
const END_OF_TODAY = new Date('2026-05-05T21:59:59.999Z');

describe('when a tickler is due', () => {
  const rows = [
    ['2026-05-06T08:00:00.000Z', 'open', 'later'],
    ['2026-05-05T12:00:00.001Z', 'open', 'today'],
    ['2026-05-05T12:00:00.000Z', 'open', 'due'],
    ['2026-05-04T12:00:00.001Z', 'inProcess', 'due'],
    ['2026-05-04T12:00:00.000Z', 'inProcess', 'overdue'],
    ['2020-01-01T00:00:00.000Z', 'resolved', 'done'],
  ] as const;
  it.each(rows)('%s %s is %s', (remindAt, status, expected) => {
    expect(dueState({ remindAt, status }, NOW, END_OF_TODAY)).toBe(expected);
    expect(isDue({ remindAt, status }, NOW)).toBe(['due', 'overdue'].includes(expected));
  });

  it('is worked in order of time, urgency and age', () => {
    const one = (id: string, remindAt: string, priority: number, createdAt: string) => ({
      id,
      remindAt,
      priority,
      createdAt,
      status: 'open' as const,
    });
    const given = [
      one('later', '2026-05-06T00:00:00Z', 1, '2026-01-01T00:00:00Z'),
      one('young', '2026-05-05T00:00:00Z', 2, '2026-01-02T00:00:00Z'),
      one('old', '2026-05-05T00:00:00Z', 2, '2026-01-01T00:00:00Z'),
      one('urgent', '2026-05-05T00:00:00Z', 1, '2026-01-03T00:00:00Z'),
    ];
    expect(inWorkOrder(given).map(({ id }) => id)).toEqual(['urgent', 'old', 'young', 'later']);
  });
});

describe('reminders', () => {
  const timed = fc.record({
    id: fc.uuid(),
    remindAt: fc
      .integer({ min: 0, max: 100 })
      .map((minute) => new Date(NOW.getTime() + minute * 60_000).toISOString()),
    status: fc.constantFrom(...TICKLER_STATUSES),
  });

  it('speak of every open tickler exactly once, at its time, whenever the desk looks', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(timed, { selector: ({ id }) => id, maxLength: 12 }),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 4, maxLength: 12 }),
        (ticklers, waits) => {
          const told = new Set<string>();
          const spoken: string[] = [];
          let now = NOW;
          const look = () => {
            const { due, nextAt } = reminders(ticklers, told, now);
            for (const one of due) {
              expect(Date.parse(one.remindAt)).toBeLessThanOrEqual(now.getTime());
              told.add(reminderKey(one));
              spoken.push(one.id);
            }
            if (nextAt) expect(nextAt.getTime()).toBeGreaterThan(now.getTime());
            return nextAt;
          };
          for (const wait of waits) {
            look();
            now = new Date(now.getTime() + wait * 60_000);
          }
          for (let next = look(); next !== null; next = look()) now = next;
          const open = ticklers.filter(({ status }) => status !== 'resolved').map(({ id }) => id);
          expect(spoken.toSorted()).toEqual(open.toSorted());
        },
      ),
    );
  });

  it('speak again of one that was postponed', () => {
    const one = { id: 'a', remindAt: '2026-05-05T11:00:00.000Z', status: 'open' as const };
    const told = new Set([reminderKey(one)]);
    expect(reminders([one], told, NOW)).toEqual({ due: [], nextAt: null });
    const postponed = { ...one, remindAt: '2026-05-05T11:59:00.000Z' };
    expect(reminders([postponed], told, NOW).due).toEqual([postponed]);
  });
});
