import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { heldByEdition } from './custom-profile.ts';
import {
  EDITION_FEATURES,
  type EditionDocument,
  editionOf,
  GRACE_DAYS,
  graceEnd,
  mayChange,
  mayChangeEntry,
  readEdition,
  stateOf,
} from './edition.ts';

const DAY_MS = 86_400_000;
const END = '2026-06-30T23:59:59.999Z';
const document = (features: EditionDocument['features']): EditionDocument => ({
  version: 1,
  edition: 'Professional',
  contact: 'sales@vendor.example',
  issuedAt: '2026-01-01T00:00:00.000Z',
  features,
});
const signed = (one: unknown) => ({ edition: { body: JSON.stringify(one), signature: '', publicKey: '' } });
const daysAfter = (days: number) => new Date(Date.parse(END) + days * DAY_MS);
const until = document({ customProfiles: { until: END } });

describe('a feature', () => {
  it.each<[string, EditionDocument | null, Date, string]>([
    ['without a document', null, daysAfter(10_000), 'on'],
    ['without an end', document({ customProfiles: { until: null } }), daysAfter(10_000), 'on'],
    ['before its end', until, daysAfter(-1), 'on'],
    ['at its end', until, daysAfter(0), 'on'],
    ['just after it', until, new Date(Date.parse(END) + 1), 'grace'],
    ['at the end of the grace', until, daysAfter(GRACE_DAYS), 'grace'],
    ['just after that', until, new Date(graceEnd(END).getTime() + 1), 'read-only'],
    ['long after', until, daysAfter(10_000), 'read-only'],
    ['that is not named', document({ partnerAccounts: { until: null } }), daysAfter(-1), 'not-in-edition'],
    ['where none is named', document({}), daysAfter(-1), 'not-in-edition'],
  ])('%s', (_what, given, now, state) => {
    expect(stateOf('customProfiles', given, now)).toBe(state);
    const may = state === 'on' || state === 'grace';
    expect(mayChange('customProfiles', given ? signed(given) : {}, now)).toBe(may);
  });

  it('never comes back as time goes by, and no other feature has a say', () => {
    const order = ['on', 'grace', 'read-only'];
    const days = fc.integer({ min: -400, max: 400 });
    const flag = fc.record({ until: fc.option(fc.constantFrom(END, '2026-01-15T00:00:00.000Z')) });
    fc.assert(
      fc.property(days, days, flag, fc.dictionary(fc.string(), flag), (one, other, own, others) => {
        const now = [daysAfter(Math.min(one, other)), daysAfter(Math.max(one, other))] as const;
        for (const feature of EDITION_FEATURES) {
          const whole = document({ ...others, [feature]: own });
          const [first, later] = now.map((at) => stateOf(feature, whole, at));
          expect(order.indexOf(later ?? '')).toBeGreaterThanOrEqual(order.indexOf(first ?? ''));
          expect(first).toBe(stateOf(feature, document({ [feature]: own }), now[0]));
        }
      }),
    );
  });
});

describe('the document of a user', () => {
  it('is read with features of a newer program, and is none where it is no such document', () => {
    const newer = document({ customProfiles: { until: null }, teleportation: { until: null } });
    expect(editionOf(signed(newer))).toEqual(newer);
    expect(editionOf({})).toBeNull();
    expect(editionOf(signed({ ...newer, version: 2 }))).toBeNull();
    fc.assert(fc.property(fc.string(), (text) => readEdition(text) === null));
  });

  it('holds for the configuration by its kind', () => {
    const me = signed(document({ profileModels: { until: null } }));
    const may = ['attribute', 'model', 'category', 'constructor'].map((kind) => mayChangeEntry(kind, me));
    expect(may).toEqual([false, true, true, true]);
  });
});

describe('a save without custom profiles', () => {
  it('changes no value of one, and is asked for none that could not be given', () => {
    const issues = [
      { path: 'attributes.tier', code: 'required' as const },
      { path: 'family', code: 'required' as const },
      { path: 'attributes.size', code: 'range' as const },
    ];
    expect(heldByEdition(issues, { size: 4, same: ['a'] }, { gone: 1, same: ['a'], empty: null })).toEqual([
      ...issues.slice(1),
      { path: 'attributes.gone', code: 'notInEdition' },
      { path: 'attributes.size', code: 'notInEdition' },
    ]);
    expect(heldByEdition([], { size: 4 }, { size: 4 })).toEqual([]);
  });
});
