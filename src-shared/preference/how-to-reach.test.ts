import fc from 'fast-check';
import { expect, it } from 'vitest';
import { newPhone } from '../customer/contact-points.ts';
import { UserProfile } from '../customer/person.ts';
import { type Asked, decide, type Reachable } from './decide.ts';
import { howToReach } from './how-to-reach.ts';
import { CHANNELS, PreferenceElement, PURPOSES } from './schema.ts';

const id = '00000000-0000-4000-8000-000000000001';
const lisbon: Reachable = {
  status: 'active',
  flags: [],
  timeZone: 'Europe/Lisbon',
  language: 'pt',
  emails: [],
  phones: [newPhone({ id, number: '+351 21 123 4567', label: '', primary: true })],
  addresses: [],
  preferences: [],
  consents: [],
  userProfile: UserProfile.parse({}),
};
const wish = (
  kind: PreferenceElement['kind'],
  value: string,
  purpose: PreferenceElement['purpose'] = 'any',
) => PreferenceElement.parse({ id, kind, purpose, value });
const asked = (at: string, more: Partial<Asked> = {}): Asked => ({
  ...{ purpose: 'service', channel: 'call', contactPointId: null, at: new Date(at) },
  ...more,
});
const french: Reachable = {
  ...lisbon,
  timeZone: 'Europe/Paris',
  phones: [newPhone({ id, number: '', label: '', primary: true, e164: '+33142685300' })],
};

it.each<[string, Reachable, Asked, string, string]>([
  [
    'in hours: from now to their end',
    lisbon,
    asked('2026-07-06T11:07:00.000Z'),
    '2026-07-06T11:07',
    '2026-07-06T20:00',
  ],
  [
    'at night: from the next morning',
    lisbon,
    asked('2026-07-06T22:07:00.000Z'),
    '2026-07-07T07:00',
    '2026-07-07T20:00',
  ],
  [
    'in hours of their own',
    { ...lisbon, preferences: [wish('window', '17:30-19:00')] },
    asked('2026-07-06T11:00:00.000Z'),
    '2026-07-06T16:30',
    '2026-07-06T18:00',
  ],
  [
    'a marketing call on a French Saturday: from Monday to lunch',
    french,
    asked('2026-07-04T10:00:00.000Z', { purpose: 'marketing' }),
    '2026-07-06T08:00',
    '2026-07-06T11:00',
  ],
])('%s', (_, customer, question, from, to) => {
  const { window } = howToReach(customer, question);
  expect([window?.from.slice(0, 16), window?.to.slice(0, 16)]).toEqual([from, to]);
});

it.each<[string, Reachable, Asked]>([
  ['no hours count for a letter', lisbon, asked('2026-07-06T22:00:00.000Z', { channel: 'letter' })],
  ['nor for safety', lisbon, asked('2026-07-06T22:00:00.000Z', { purpose: 'safety' })],
  ['no zone is known', { ...lisbon, timeZone: '', phones: [] }, asked('2026-07-06T11:00:00.000Z')],
  [
    'what they wish is at night',
    { ...lisbon, preferences: [wish('window', '23:00-04:00')] },
    asked('2026-07-06T11:00:00.000Z'),
  ],
])('there is none where %s', (_, customer, question) => {
  expect(howToReach(customer, question).window).toBeNull();
});

it('says style and format for the purpose before those for any', () => {
  const preferences = [wish('style', 'Brief'), wish('style', 'Formal', 'marketing'), wish('format', 'Paper')];
  const customer = { ...lisbon, preferences };
  const at = '2026-07-06T11:00:00.000Z';
  expect(howToReach(customer, asked(at))).toMatchObject({ style: 'Brief', format: 'Paper' });
  expect(howToReach(customer, asked(at, { purpose: 'marketing' }))).toMatchObject({ style: 'Formal' });
  expect(howToReach(lisbon, asked(at))).toMatchObject({ style: '', format: '' });
});

const CLOCKS = new Set(['outsideHours', 'outsideMarketingHours', 'outsideOwnWindow']);

it('begins when no rule of hours speaks, with none before, and ends when one does', () => {
  const anyAsked = fc.record({
    purpose: fc.constantFrom(...PURPOSES),
    channel: fc.constantFrom(...CHANNELS),
    contactPointId: fc.constant(null),
    at: fc.date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true }),
  });
  const customer = fc.constantFrom<Reachable[]>(lisbon, french, {
    ...lisbon,
    preferences: [wish('window', '10:00-12:00')],
  });
  fc.assert(
    fc.property(customer, anyAsked, (who, question) => {
      const { window } = howToReach(who, question);
      const speaks = (at: number) =>
        decide(who, { ...question, at: new Date(at) }).reasons.some(({ rule }) => CLOCKS.has(rule));
      if (!window) {
        expect(speaks(question.at.getTime())).toBe(false);
        return;
      }
      const [from, to] = [Date.parse(window.from), Date.parse(window.to)];
      expect(from).toBeLessThan(to);
      expect([speaks(from), speaks(to - 60_000), speaks(to)]).toEqual([false, false, true]);
      expect(from > question.at.getTime()).toBe(speaks(question.at.getTime()));
      if (from > question.at.getTime())
        expect(speaks(Math.max(question.at.getTime(), from - 60_000))).toBe(true);
    }),
  );
});
