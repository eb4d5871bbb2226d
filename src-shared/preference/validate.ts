/** What preferences and consents may be saved with, and how a ledger is kept. Form, main and server ask the same. */
import type { FieldIssue } from '../api/errors.ts';
import { mergeLedger } from '../sync/three-way.ts';
import { isConsentStanding } from './consent.ts';
import { parseWindow } from './local-time.ts';
import { CHANNELS, type ConsentElement, type KnownIssueElement, type PreferenceElement } from './schema.ts';

type Preferences = {
  preferences: readonly PreferenceElement[];
  knownIssues: readonly KnownIssueElement[];
  consents: readonly ConsentElement[];
};

/** All that keeps them from being saved, in the order of the form. */
export function preferenceIssues({ preferences, knownIssues, consents }: Preferences): FieldIssue[] {
  return [
    ...preferences.flatMap((preference, at) => {
      const code = problemOf(preference, consents);
      return code ? [{ path: `preferences.${at}.${code.field}`, code: code.code }] : [];
    }),
    ...knownIssues.flatMap(({ text }, at) =>
      text.trim() === '' ? [{ path: `knownIssues.${at}.text`, code: 'required' as const }] : [],
    ),
    ...consents.flatMap(({ source }, at) =>
      source.trim() === '' ? [{ path: `consents.${at}.source`, code: 'required' as const }] : [],
    ),
  ];
}

/** The ledger after a save: nothing that stands in it is changed or removed, whatever was sent. */
export function keepConsents(
  stored: readonly ConsentElement[],
  sent: readonly ConsentElement[],
): ConsentElement[] {
  return mergeLedger(sent, stored);
}

type Problem = { field: string; code: FieldIssue['code'] };

function problemOf(
  { kind, value, reason, consentId }: PreferenceElement,
  consents: readonly ConsentElement[],
): Problem | null {
  if (value.trim() === '') return { field: 'value', code: 'required' };
  if (kind === 'window' && !parseWindow(value)) return { field: 'value', code: 'format' };
  if (kind === 'frequency' && !/^\d{1,3}\/\d{1,3}$/u.test(value)) return { field: 'value', code: 'format' };
  const isChannel = kind === 'channel' || kind === 'avoidChannel';
  if (isChannel && !(CHANNELS as readonly string[]).includes(value))
    return { field: 'value', code: 'format' };
  // Dietary needs may tell of health or belief (GDPR Art. 9): a purpose and a consent that stands.
  if (kind === 'dietary' && reason.trim() === '') return { field: 'reason', code: 'required' };
  if (kind === 'dietary' && !isConsentStanding(consents, consentId)) {
    return { field: 'consentId', code: 'required' };
  }
  return null;
}
