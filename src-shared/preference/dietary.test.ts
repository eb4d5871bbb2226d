import { describe, expect, it } from 'vitest';
import { mergeCustomer } from '../customer/merge.ts';
import { prepareSave } from '../customer/prepare-save.ts';
import { type CustomerEditable, emptyCustomer } from '../customer/schema.ts';
import { keepConsented } from './dietary.ts';
import type { ConsentElement, PreferenceElement } from './schema.ts';

const id = (at: number) => `00000000-0000-4000-8000-00000000000${at}`;
const entry = (n: number, is: Partial<ConsentElement> = {}): ConsentElement => ({
  id: id(n),
  purpose: 'dietary',
  channel: 'any',
  action: 'grant',
  at: '2026-05-01T10:00:00.000Z',
  source: 'Call',
  wording: '',
  proof: '',
  by: 'Casey',
  takesBack: [],
  ...is,
});
const need: PreferenceElement = {
  id: id(8),
  kind: 'dietary',
  purpose: 'any',
  value: 'Halal',
  reason: 'Catering',
  consentId: id(1),
  validTo: null,
};
const style: PreferenceElement = { ...need, id: id(9), kind: 'style', value: 'Formal', consentId: '' };
const withdrawal = entry(2, { action: 'withdraw' });
const stored: CustomerEditable = { ...emptyCustomer(), preferences: [need, style], consents: [entry(1)] };
const withdrawn = { ...stored, consents: [...stored.consents, withdrawal] };
const making = {
  now: '2026-05-02T10:00:00.000Z',
  newId: () => id(7),
  why: '',
  deskCountry: 'GB',
  definitions: [],
  models: [],
};

describe('a dietary need', () => {
  it('stands while its consent does, and again when it is given anew', () => {
    expect(keepConsented(stored)).toBe(stored);
    const again = { ...withdrawn, consents: [...withdrawn.consents, entry(3, { takesBack: [id(2)] })] };
    expect(keepConsented(again).preferences).toEqual([need, style]);
  });

  it('goes with its consent, and nothing else does', () => {
    expect(keepConsented(withdrawn).preferences).toEqual([style]);
    const other = { ...stored, consents: [entry(1), entry(2, { action: 'withdraw', purpose: 'marketing' })] };
    expect(keepConsented(other).preferences).toEqual([need, style]);
  });

  it('is left for the rules to refuse where it never had a consent', () => {
    const bare = { ...withdrawn, preferences: [{ ...need, consentId: '' }] };
    expect(keepConsented(bare).preferences).toHaveLength(1);
  });

  it('goes in the very save of the withdrawal', () => {
    expect(prepareSave(stored, withdrawn, making).preferences).toEqual([style]);
  });

  it.each([
    ['mine', withdrawn, { ...stored, preferences: [{ ...need, value: 'Halal, no nuts' }, style] }],
    ['theirs', { ...stored, preferences: [{ ...need, value: 'Halal, no nuts' }, style] }, withdrawn],
  ])('goes where two desks meet and the withdrawal is %s', (_whose, mine, theirs) => {
    const { merged, clashes } = mergeCustomer(stored, mine, theirs);
    expect([merged.preferences, clashes]).toEqual([[style], []]);
  });
});
