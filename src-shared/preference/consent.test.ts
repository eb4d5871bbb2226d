import { describe, expect, it } from 'vitest';
import { consentState, isConsentStanding, toTakeBack } from './consent.ts';
import type { ConsentElement } from './schema.ts';
import { keepConsents, preferenceIssues } from './validate.ts';

const id = (at: number) => `00000000-0000-4000-8000-00000000000${at}`;
const entry = (n: number, part: Partial<ConsentElement>): ConsentElement => ({
  id: id(n),
  purpose: 'marketing',
  channel: 'email',
  action: 'grant',
  at: `2026-01-0${n}T00:00:00.000Z`,
  source: 'call',
  wording: '',
  proof: '',
  by: 'Casey',
  takesBack: [],
  ...part,
});
const state = (...ledger: ConsentElement[]) => consentState(ledger, 'marketing', 'email').state;

describe('the consent ledger', () => {
  it('says nothing where nothing was said', () => {
    expect(state()).toBe('none');
    expect(state(entry(1, { purpose: 'survey' }), entry(2, { channel: 'sms' }))).toBe('none');
  });

  it('lets a withdrawal win over a grant that did not know of it, whatever the clocks say', () => {
    const withdrawal = entry(1, { action: 'withdraw' });
    expect(state(entry(2, {}), withdrawal)).toBe('withdrawn');
    expect(state(withdrawal, entry(9, {}))).toBe('withdrawn');
  });

  it('grants again when the grant takes the withdrawals back', () => {
    const ledger = [
      entry(1, {}),
      entry(2, { action: 'withdraw' }),
      entry(3, { action: 'withdraw', channel: 'any' }),
    ];
    expect(toTakeBack(ledger, 'marketing', 'email')).toEqual([id(2), id(3)]);
    const again = entry(4, { takesBack: toTakeBack(ledger, 'marketing', 'email') });
    expect(state(...ledger, again)).toBe('granted');
    expect(consentState([...ledger, again], 'marketing', 'sms').state).toBe('withdrawn');
  });

  it('counts a withdrawal for all channels on each of them', () => {
    expect(state(entry(1, {}), entry(2, { action: 'withdraw', channel: 'any' }))).toBe('withdrawn');
  });

  it('keeps every entry as it was, whatever a save sends', () => {
    const stored = [entry(1, {}), entry(2, { action: 'withdraw' })];
    const sent = [entry(1, { source: 'forged' }), entry(3, {})];
    expect(keepConsents(stored, sent)).toEqual([...stored, entry(3, {})]);
  });
});

describe('preferences', () => {
  const dietary = {
    id: id(8),
    kind: 'dietary' as const,
    purpose: 'any' as const,
    value: 'halal',
    reason: 'catering',
    consentId: id(1),
    validTo: null,
  };
  const issues = (preference: object, ...consents: ConsentElement[]) =>
    preferenceIssues({ preferences: [{ ...dietary, ...preference }], knownIssues: [], consents });

  it('keep dietary needs only with a purpose and a consent that stands', () => {
    const agreed = entry(1, { purpose: 'dietary', channel: 'any' });
    expect(issues({}, agreed)).toEqual([]);
    expect(issues({ reason: ' ' }, agreed)).toEqual([{ path: 'preferences.0.reason', code: 'required' }]);
    expect(issues({})).toEqual([{ path: 'preferences.0.consentId', code: 'required' }]);
    const withdrawal = entry(2, { purpose: 'dietary', channel: 'any', action: 'withdraw' });
    expect(issues({}, agreed, withdrawal)).toEqual([{ path: 'preferences.0.consentId', code: 'required' }]);
    expect(isConsentStanding([agreed], id(2))).toBe(false);
  });

  it.each([
    ['window', '09:00-17:00', null],
    ['window', '9-17', 'format'],
    ['window', '25:00-26:00', 'format'],
    ['frequency', '1/7', null],
    ['frequency', 'weekly', 'format'],
    ['channel', 'email', null],
    ['channel', 'fax', 'format'],
    ['style', '  ', 'required'],
  ])('of kind %s may be %s: %s', (kind, value, code) => {
    expect(issues({ kind, value })).toEqual(code ? [{ path: 'preferences.0.value', code }] : []);
  });

  it('need a text for a known issue and a source for a consent', () => {
    const knownIssues = [{ id: id(7), text: ' ', severity: 'info' as const, reviewAt: null }];
    const consents = [entry(1, { source: '' })];
    expect(preferenceIssues({ preferences: [], knownIssues, consents })).toEqual([
      { path: 'knownIssues.0.text', code: 'required' },
      { path: 'consents.0.source', code: 'required' },
    ]);
  });
});
