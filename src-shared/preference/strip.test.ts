import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type KnownIssueElement, PREFERENCE_KINDS, type PreferenceElement } from './schema.ts';
import { isReviewDue, stripOf } from './strip.ts';

const DAY = '2026-05-05';
const wish = (kind: PreferenceElement['kind'], validTo: string | null = null): PreferenceElement => ({
  id: kind,
  kind,
  purpose: 'any',
  value: kind,
  reason: '',
  consentId: '',
  validTo,
});
const issue = (
  severity: KnownIssueElement['severity'],
  reviewAt: string | null = null,
): KnownIssueElement => ({
  id: severity,
  text: severity,
  severity,
  reviewAt,
});
const strip = (preferences: PreferenceElement[], knownIssues: KnownIssueElement[] = []) =>
  stripOf({ preferences, knownIssues }, DAY);

describe('the strip of preferences', () => {
  it('has cautions first, then how to speak with them, then how to reach them, and what is only good to know last', () => {
    const { critical, shown, more } = strip(
      [wish('channel'), wish('style'), wish('addressName')],
      [issue('info'), issue('critical'), issue('caution')],
    );
    expect(critical.map(({ id }) => id)).toEqual(['critical']);
    expect(shown.map(({ id }) => id)).toEqual(['caution', 'addressName', 'style', 'channel', 'info']);
    expect(more).toBe(0);
  });

  it('shows five and counts the rest', () => {
    const { shown, more } = strip(PREFERENCE_KINDS.map((kind) => wish(kind)));
    expect(shown.map(({ id }) => id)).toEqual([
      'addressName',
      'accessibility',
      'style',
      'language',
      'channel',
    ]);
    expect(more).toBe(PREFERENCE_KINDS.length - 5);
  });

  it('leaves out what is no longer valid, and keeps it to the end of its last day', () => {
    const ended = strip([
      wish('style', '2026-05-04'),
      wish('language', '2026-05-05'),
      wish('channel', '2026-05-06'),
    ]);
    expect(ended.shown.map(({ id }) => id)).toEqual(['language', 'channel']);
    expect(ended.more).toBe(0);
  });

  it('loses no caution, whatever else there is: shown and counted are all', () => {
    const wishes = fc.array(
      fc.constantFrom(...PREFERENCE_KINDS).map((kind) => wish(kind)),
      { maxLength: 12 },
    );
    const issues = fc.array(
      fc.constantFrom('info' as const, 'caution' as const, 'critical' as const).map((one) => issue(one)),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(wishes, issues, (preferences, knownIssues) => {
        const { critical, shown, more } = strip(preferences, knownIssues);
        expect(critical.length + shown.length + more).toBe(preferences.length + knownIssues.length);
        expect(shown.length).toBe(Math.min(5, preferences.length + knownIssues.length - critical.length));
      }),
    );
  });
});

describe('a known issue', () => {
  it('is due from the day on which it was to be looked at again, and never where no day was named', () => {
    expect(isReviewDue(issue('info', '2026-05-06'), DAY)).toBe(false);
    expect(isReviewDue(issue('info', '2026-05-05'), DAY)).toBe(true);
    expect(isReviewDue(issue('info', '2026-05-04'), DAY)).toBe(true);
    expect(isReviewDue(issue('info'), DAY)).toBe(false);
  });
});
