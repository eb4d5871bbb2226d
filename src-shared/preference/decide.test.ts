import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newAddress, newEmail, newPhone } from '../customer/contact-points.ts';
import { UserProfile } from '../customer/person.ts';
import { type Asked, decide, type Reachable, type Verdict } from './decide.ts';
import { CHANNELS, type ConsentElement, PreferenceElement, PURPOSES } from './schema.ts';
import { traceText } from './trace.ts';

const id = (at: number) => `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`;
/** Noon in Lisbon (UTC+1 in summer). */
const NOON = new Date('2026-07-06T11:00:00.000Z');
const EVENING = new Date('2026-07-06T20:40:00.000Z');

const plain: Reachable = {
  status: 'active',
  flags: [],
  timeZone: 'Europe/Lisbon',
  language: 'pt',
  emails: [newEmail({ id: id(1), address: 'a@x.org', label: '', primary: true })],
  phones: [newPhone({ id: id(2), number: '+351 21 123 4567', label: '', primary: true })],
  addresses: [
    newAddress({
      id: id(3),
      nickname: '',
      lines: ['1'],
      city: 'L',
      postcode: '',
      country: 'PT',
      primary: true,
    }),
  ],
  preferences: [],
  consents: [],
  userProfile: UserProfile.parse({}),
};
const PHONE = { id: id(2), number: '1', label: '', primary: true };
const wish = (
  kind: PreferenceElement['kind'],
  value: string,
  purpose: PreferenceElement['purpose'] = 'any',
) => PreferenceElement.parse({ id: id(50), kind, purpose, value });
const consent = (action: 'grant' | 'withdraw', channel: ConsentElement['channel'], at: string, n = 70) => ({
  id: id(n),
  purpose: 'marketing' as const,
  channel,
  action,
  at,
  source: 'call',
  wording: '',
  proof: '',
  by: 'Casey',
  takesBack: [],
});
const granted = consent('grant', 'any', '2026-01-02T10:00:00.000Z');
const withdrawn = consent('withdraw', 'sms', '2026-05-03T10:00:00.000Z', 71);

type Row = [
  what: string,
  customer: Partial<Reachable>,
  asked: Partial<Asked>,
  verdict: Verdict,
  trace: string,
];
const TABLE: Row[] = [
  ['a service call at noon', {}, {}, 'allow', ''],
  ['a purpose nobody knows', {}, { purpose: 'gossip' }, 'block', 'This purpose is not known'],
  ['a restricted customer', { status: 'restricted' }, {}, 'block', 'The customer is restricted'],
  ['a deceased customer', { flags: ['deceased'] }, {}, 'block', 'The customer is marked as deceased'],
  ['do not serve', { flags: ['doNotServe'] }, {}, 'block', 'The customer is not to be served'],
  ['do not call, for service', { flags: ['doNotCall'] }, {}, 'warn', 'The customer asked not to be called'],
  ['do not call, by e-mail', { flags: ['doNotCall'] }, { channel: 'email' }, 'allow', ''],
  [
    'do not call, for a survey',
    { flags: ['doNotCall'], consents: [{ ...granted, purpose: 'survey' }] },
    { purpose: 'survey' },
    'block',
    'The customer asked not to be called',
  ],
  [
    'fraud watch',
    { flags: ['fraudWatch'] },
    {},
    'warn',
    'The customer is on fraud watch: check who you are speaking with',
  ],
  ['no phone', { phones: [] }, {}, 'block', 'Calls: nothing to reach the customer by'],
  [
    'another customer’s phone',
    {},
    { contactPointId: id(99) },
    'block',
    'Calls: nothing to reach the customer by',
  ],
  [
    'a phone not to be used',
    { phones: [newPhone({ id: id(2), number: '123', label: '', primary: true, doNotUse: true })] },
    {},
    'block',
    'Calls: marked “do not use”',
  ],
  [
    'an SMS to a phone that takes none',
    { userProfile: UserProfile.parse({ takesSms: false }) },
    { channel: 'sms' },
    'block',
    'SMS: the phone takes no text messages',
  ],
  ['an SMS to a phone of which nobody knows', {}, { channel: 'sms' }, 'allow', ''],
  [
    'a call to a phone that takes no SMS',
    { userProfile: UserProfile.parse({ takesSms: false }) },
    {},
    'allow',
    '',
  ],
  [
    'marketing without consent',
    {},
    { purpose: 'marketing', channel: 'email' },
    'block',
    'No consent to marketing by E-mail',
  ],
  [
    'marketing with consent',
    { consents: [granted] },
    { purpose: 'marketing', channel: 'email' },
    'allow',
    '',
  ],
  [
    'marketing by SMS, withdrawn after it was agreed to',
    { consents: [granted, withdrawn] },
    { purpose: 'marketing', channel: 'sms', at: EVENING },
    'block',
    'SMS for marketing withdrawn 3 May; 21:40 in Lisbon',
  ],
  [
    'an SMS about a transaction, withdrawn',
    { consents: [{ ...withdrawn, purpose: 'transaction' }] },
    { purpose: 'transaction', channel: 'sms' },
    'warn',
    'SMS for transaction withdrawn 3 May',
  ],
  ['a service call in the evening', {}, { at: EVENING }, 'warn', '21:40 in Lisbon'],
  ['a letter in the evening', {}, { channel: 'letter', at: EVENING }, 'allow', ''],
  [
    'outside the hours asked for',
    { preferences: [wish('window', '18:00-20:00')] },
    {},
    'warn',
    '12:00 in Lisbon, outside the hours the customer asked for',
  ],
  ['inside the hours asked for', { preferences: [wish('window', '11:00-13:00')] }, {}, 'allow', ''],
  [
    'a channel to avoid',
    { preferences: [wish('avoidChannel', 'call')] },
    {},
    'warn',
    'Calls: the customer wishes not',
  ],
  ['another channel first', { preferences: [wish('channel', 'email')] }, {}, 'warn', 'E-mail preferred'],
  ['no zone', { timeZone: '', addresses: [] }, {}, 'warn', 'Local time not known'],
  [
    'too often',
    { preferences: [wish('frequency', '1/7')] },
    { recent: ['2026-07-05T10:00:00.000Z'] },
    'warn',
    'Contacted 1 times in 7 days',
  ],
  [
    'often, but long ago',
    { preferences: [wish('frequency', '1/7')] },
    { recent: ['2026-06-01T10:00:00.000Z'] },
    'allow',
    '',
  ],
  [
    'safety, whatever was wished',
    { status: 'restricted', flags: ['doNotCall'], preferences: [wish('avoidChannel', 'call')] },
    { purpose: 'safety', at: EVENING },
    'allow',
    '',
  ],
  [
    'safety without a phone',
    { phones: [] },
    { purpose: 'safety' },
    'block',
    'Calls: nothing to reach the customer by',
  ],
];

describe('decide', () => {
  it.each(TABLE)('%s', (_, customer, asked, verdict, trace) => {
    const full: Asked = { purpose: 'service', channel: 'call', contactPointId: null, at: NOON, ...asked };
    const decision = decide({ ...plain, ...customer }, full);
    expect({ verdict: decision.verdict, trace: traceText(decision, full.at) }).toEqual({ verdict, trace });
  });

  it('knows the strictest of the zones of a country', () => {
    const nowhere = { ...plain, timeZone: '' };
    const american = { ...nowhere, addresses: plain.addresses.map((one) => ({ ...one, country: 'US' })) };
    const asked: Asked = { purpose: 'service', channel: 'call', contactPointId: null, at: NOON };
    expect(decide(american, asked).verdict).toBe('warn');
    expect(decide(nowhere, { ...asked, at: new Date('2026-07-06T11:00:00.000Z') }).verdict).toBe('allow');
  });

  it('knows the strictest of the zones of a phone, where there is neither zone nor address', () => {
    const called = (e164: string, at: string, purpose = 'service') =>
      decide(
        {
          ...plain,
          timeZone: '',
          addresses: [],
          phones: [newPhone({ ...PHONE, e164 })],
          consents: [granted],
        },
        { purpose, channel: 'call', contactPointId: null, at: new Date(at) },
      );
    expect(called('+12127365000', '2026-07-06T12:30:00.000Z').verdict).toBe('allow');
    expect(called('+12127365000', '2026-07-06T11:30:00.000Z').verdict).toBe('warn');
    expect(called('+12085550123', '2026-07-06T14:30:00.000Z').verdict).toBe('warn');
    expect(called('', '2026-07-06T12:30:00.000Z').reasons).toMatchObject([{ rule: 'zoneUnknown' }]);
  });

  it('keeps the hours for marketing calls of the country, and of no other purpose or channel', () => {
    const french = {
      ...plain,
      timeZone: '',
      addresses: plain.addresses.map((one) => ({ ...one, country: 'FR' })),
      consents: (['marketing', 'survey'] as const).flatMap((purpose, at) =>
        (['call', 'sms'] as const).map((channel, place) => ({
          ...granted,
          id: id(60 + 2 * at + place),
          purpose,
          channel,
        })),
      ),
    };
    const lunch = new Date('2026-07-06T11:30:00.000Z');
    const verdictOf = (purpose: string, channel: 'call' | 'sms', at: Date, who: Reachable = french) =>
      decide(who, { purpose, channel, contactPointId: null, at }).verdict;
    expect(verdictOf('marketing', 'call', new Date('2026-07-06T10:30:00.000Z'))).toBe('allow');
    expect(verdictOf('marketing', 'call', lunch)).toBe('block');
    expect(verdictOf('marketing', 'sms', lunch)).toBe('allow');
    expect(verdictOf('survey', 'call', lunch)).toBe('allow');
    expect(verdictOf('service', 'call', lunch)).toBe('allow');
    const byPhone = { ...french, addresses: [], phones: [newPhone({ ...PHONE, e164: '+33142685300' })] };
    expect(verdictOf('marketing', 'call', lunch, byPhone)).toBe('block');
    const asked: Asked = { purpose: 'marketing', channel: 'call', contactPointId: null, at: lunch };
    expect(traceText(decide(french, asked), lunch)).toBe(
      'Mon 13:30 in Paris, outside the hours for marketing calls in France',
    );
  });

  it('proposes an open channel, in the order of the customer', () => {
    const customer = {
      ...plain,
      phones: [],
      preferences: [wish('channel', 'letter'), { ...wish('channel', 'email'), id: id(51) }],
    };
    const asked: Asked = { purpose: 'service', channel: 'call', contactPointId: null, at: NOON };
    expect(decide(customer, asked)).toMatchObject({
      verdict: 'block',
      bestChannel: 'letter',
      language: 'pt',
    });
    expect(decide({ ...customer, emails: [], addresses: [] }, asked).bestChannel).toBeNull();
  });
});

const ORDER: Verdict[] = ['allow', 'warn', 'block'];
const atAnyTime = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true });
const anyAsked = fc.record({
  purpose: fc.constantFrom(...PURPOSES),
  channel: fc.constantFrom(...CHANNELS),
  contactPointId: fc.constant(null),
  at: atAnyTime,
});
const anyLedger = fc.array(
  fc.record({
    purpose: fc.constantFrom(...PURPOSES),
    channel: fc.constantFrom(...CHANNELS, 'any' as const),
    action: fc.constantFrom('grant' as const, 'withdraw' as const),
    at: atAnyTime.map((date) => date.toISOString()),
  }),
  { maxLength: 6 },
);
const toLedger = (
  entries: Pick<ConsentElement, 'purpose' | 'channel' | 'action' | 'at'>[],
): ConsentElement[] =>
  entries.map((entry, at) => ({
    ...entry,
    id: id(100 + at),
    source: 'call',
    wording: '',
    proof: '',
    by: 'x',
    takesBack: [],
  }));

describe('decide, for any customer', () => {
  it('is never less restrictive after one more withdrawal or do-not-use', () => {
    fc.assert(
      fc.property(anyLedger, anyAsked, (entries, asked) => {
        const consents = toLedger(entries);
        const before = decide({ ...plain, consents }, asked).verdict;
        const more: ConsentElement = {
          ...withdrawn,
          purpose: asked.purpose,
          channel: asked.channel,
          at: '2020-01-01T00:00:00.000Z',
        };
        const after = decide({ ...plain, consents: [...consents, more] }, asked).verdict;
        expect(ORDER.indexOf(after)).toBeGreaterThanOrEqual(ORDER.indexOf(before));
        const unused = {
          ...plain,
          consents,
          phones: plain.phones.map((one) => ({ ...one, doNotUse: true })),
        };
        expect(ORDER.indexOf(decide(unused, asked).verdict)).toBeGreaterThanOrEqual(ORDER.indexOf(before));
      }),
    );
  });

  it('does not depend on the order of the ledger', () => {
    fc.assert(
      fc.property(anyLedger, anyAsked, (entries, asked) => {
        const consents = toLedger(entries);
        const back = decide({ ...plain, consents: consents.toReversed() }, asked);
        expect(back).toEqual(decide({ ...plain, consents }, asked));
      }),
    );
  });

  it('lets safety through whenever there is a way', () => {
    fc.assert(
      fc.property(anyLedger, anyAsked, (entries, asked) => {
        const customer = { ...plain, status: 'restricted' as const, consents: toLedger(entries) };
        expect(decide(customer, { ...asked, purpose: 'safety' }).verdict).toBe('allow');
      }),
    );
  });
});
