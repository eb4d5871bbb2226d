import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Me } from '../permission/me.ts';
import { assign, isFor } from './assignment.ts';
import type { Tickler, TicklerAction } from './schema.ts';
import { mergeTickler } from './tickler-merge.ts';
import {
  type Doing,
  mayDo,
  noted,
  openMs,
  postponed,
  reassigned,
  reopening,
  resolved,
  started,
} from './tickler-state.ts';

const uuid = (at: number) => `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`;
const TEAM = { id: uuid(900), region: 'north' };

function tickler(fields: Partial<Tickler> = {}): Tickler {
  return {
    id: uuid(1),
    rev: '1-a',
    mutationId: uuid(2),
    scope: [],
    updatedAt: '2026-01-01T00:00:00.000Z',
    updatedBy: 'casey',
    customerId: uuid(3),
    relatedTo: { type: 'customer', ref: '' },
    reasonCode: 'CALLBACK',
    priority: 3,
    text: 'Call again',
    remindAt: '2026-01-02T00:00:00.000Z',
    assigneeId: 'casey',
    assigneeName: 'Casey',
    teamId: null,
    status: 'open',
    resolution: '',
    reopens: '',
    createdBy: 'casey',
    createdAt: '2026-01-01T00:00:00.000Z',
    actions: [],
    ...fields,
  };
}

let made = 100;
const doing = (by = 'Casey'): Doing => {
  made += 1;
  return { id: uuid(made), at: new Date(Date.UTC(2026, 0, 1) + made * 1000).toISOString(), by };
};

type Step = (one: Tickler, by: string) => Tickler;
const STEPS: Record<Exclude<TicklerAction['code'], 'created' | 'reopened'>, Step> = {
  note: (one, by) => noted(one, doing(by), 'noted'),
  started: (one, by) => started(one, doing(by), { sub: by.toLowerCase(), name: by }),
  postponed: (one, by) => postponed(one, doing(by), '2026-02-01T00:00:00.000Z'),
  reassigned: (one, by) =>
    reassigned(one, doing(by), { assigneeId: 'robin', assigneeName: 'Robin', teamId: null }, 'Robin'),
  resolved: (one, by) => resolved(one, doing(by), `done by ${by}`),
};
const step = fc.constantFrom(...(Object.keys(STEPS) as (keyof typeof STEPS)[]));
const walk = (from: Tickler, steps: readonly (keyof typeof STEPS)[], by: string) =>
  steps.reduce((one, code) => (mayDo(one, code) ? STEPS[code](one, by) : one), from);
const ids = (one: Tickler) => one.actions.map(({ id }) => id);

describe('a tickler', () => {
  const table = [
    ['open', 'note started reassigned postponed resolved'],
    ['inProcess', 'note reassigned postponed resolved'],
    ['resolved', 'note reopened'],
  ] as const;
  it.each(table)('%s allows %s and nothing else', (status, allowed) => {
    const codes = ['created', 'note', 'started', 'reassigned', 'postponed', 'resolved', 'reopened'] as const;
    expect(codes.filter((code) => mayDo({ status }, code)).toSorted()).toEqual(allowed.split(' ').toSorted());
  });

  it('adds to its history with every step and rewrites none of it', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let before = tickler();
        for (const code of steps) {
          if (!mayDo(before, code)) continue;
          const after = STEPS[code](before, 'Casey');
          expect(after.actions.slice(0, -1)).toEqual(before.actions);
          expect(after.actions.at(-1)?.code).toBe(code);
          before = after;
        }
      }),
    );
  });

  it("becomes that of who begins to work on it only if it was nobody's", () => {
    const robin = { sub: 'robin', name: 'Robin' };
    const ofTeam = tickler({ assigneeId: '', assigneeName: '', teamId: TEAM.id });
    expect(started(ofTeam, doing(), robin)).toMatchObject({ assigneeId: 'robin', teamId: null });
    expect(started(tickler(), doing(), robin).assigneeId).toBe('casey');
  });

  it('is reopened as a new one that names it', () => {
    const done = resolved(tickler({ priority: 1 }), doing(), 'called');
    expect(reopening(done)).toEqual({
      relatedTo: done.relatedTo,
      reasonCode: 'CALLBACK',
      priority: 1,
      reopens: done.id,
    });
  });
});

describe('a tickler that two desks worked on', () => {
  it('keeps every entry of both histories, and the resolution of the first', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 6 }), fc.array(step, { maxLength: 6 }), (my, their) => {
        const base = tickler();
        const mine = walk(base, my, 'Casey');
        const theirs = walk(base, their, 'Robin');
        const merged = mergeTickler(base, mine, theirs);
        expect(ids(merged).toSorted()).toEqual([...ids(mine), ...ids(theirs)].toSorted());
        if (theirs.status === 'resolved') expect(merged.resolution).toBe('done by Robin');
        else if (mine.status === 'resolved') expect(merged.resolution).toBe('done by Casey');
        const rank = ['open', 'inProcess', 'resolved'];
        const highest = Math.max(rank.indexOf(mine.status), rank.indexOf(theirs.status));
        expect(merged.status).toBe(rank[highest]);
        expect(merged.actions.filter(({ code }) => code === 'resolved').length).toBeLessThan(2);
      }),
    );
  });

  it('says the second resolution as a note', () => {
    const base = tickler();
    const theirs = resolved(base, doing('Robin'), 'sent');
    const merged = mergeTickler(base, resolved(base, doing('Casey'), 'called'), theirs);
    expect(merged.actions.map(({ code, by, text }) => [code, by, text])).toEqual([
      ['resolved', 'Robin', 'sent'],
      ['note', 'Casey', 'called'],
    ]);
  });

  it('is as mine where only I changed it, and as theirs where both did', () => {
    const base = tickler();
    const mine = postponed(base, doing(), '2026-03-01T00:00:00.000Z');
    expect(mergeTickler(base, mine, base)).toEqual(mine);
    expect(mergeTickler(base, mine, { ...base, remindAt: '2026-04-01T00:00:00.000Z' }).remindAt).toBe(
      '2026-04-01T00:00:00.000Z',
    );
    expect(mergeTickler(null, mine, base).actions).toEqual(mine.actions);
  });
});

describe('how long a tickler takes', () => {
  const made = tickler({ createdAt: '2026-01-01T10:00:00.000Z' });
  const now = new Date('2026-01-05T10:00:00.000Z');
  const doing = (at: string) => ({ id: uuid(50), at, by: 'Casey' });

  it('is counted to now while it is open, and to when it was resolved then', () => {
    const done = resolved(made, doing('2026-01-03T10:00:00.000Z'), 'Called');
    const day = 86_400_000;
    expect(openMs(made, now)).toBe(4 * day);
    expect(openMs(done, now)).toBe(2 * day);
    expect(openMs(noted(done, doing('2026-01-04T10:00:00.000Z'), 'Thanked'), now)).toBe(2 * day);
  });

  it('is never less than nothing, whatever the clocks say', () => {
    expect(openMs(made, new Date('2025-12-31T00:00:00.000Z'))).toBe(0);
  });
});

describe('whose a tickler is', () => {
  const creator = { sub: 'casey', name: 'Casey' };
  const facts = { creator, customerTeamId: TEAM.id, teams: [TEAM] };
  const mine = { assigneeId: 'casey', assigneeName: 'Casey', teamId: null };
  const teams = { assigneeId: '', assigneeName: '', teamId: TEAM.id };
  const rows = [
    ['rule, with a team', { mode: 'rule' } as const, facts, teams],
    ['rule, no team', { mode: 'rule' } as const, { ...facts, customerTeamId: null }, mine],
    ['rule, team gone', { mode: 'rule' } as const, { ...facts, teams: [] }, mine],
    ['me', { mode: 'me' } as const, facts, mine],
    ['team', { mode: 'team', id: TEAM.id } as const, { ...facts, customerTeamId: null }, teams],
    ['team gone', { mode: 'team', id: uuid(901) } as const, facts, mine],
    [
      'person',
      { mode: 'person', id: 'robin', name: 'Robin' } as const,
      facts,
      { assigneeId: 'robin', assigneeName: 'Robin', teamId: null },
    ],
  ] as const;
  it.each(rows)('%s', (_name, to, given, expected) => {
    expect(assign(to, given)).toEqual(expected);
  });

  it('is for its person, else for everybody of the team or its region, and for nobody who only watches', () => {
    const user = (sub: string, ...scopeKeys: string[]): Me => ({ sub, name: sub, role: 'csr', scopeKeys });
    const whose = (one: typeof mine | typeof teams) =>
      [
        user('casey', 'region:north'),
        user('robin', `team:${TEAM.id}`),
        user('sam', 'region:south'),
        user('noor', '*'),
      ].map((me) => isFor(me, one, [TEAM]));
    expect(whose(mine)).toEqual([true, false, false, false]);
    expect(whose(teams)).toEqual([true, true, false, false]);
  });
});
