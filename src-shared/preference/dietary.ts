/**
 * Dietary needs rest on a consent (FEATURES I1). Pure.
 *
 * Invariant: where the consent that a dietary preference rests on is withdrawn, the preference is gone in the same save,
 * on whichever side the two met. One that never had a consent is not touched: `validate.ts` refuses it with words.
 */
import { isConsentStanding } from './consent.ts';
import type { ConsentElement, PreferenceElement } from './schema.ts';

type Preferences = { preferences: PreferenceElement[]; consents: ConsentElement[] };

/** The same without the dietary preferences whose consent was withdrawn. */
export function keepConsented<T extends Preferences>(customer: T): T {
  const { preferences, consents } = customer;
  const isGone = ({ kind, consentId }: PreferenceElement) =>
    kind === 'dietary' &&
    consents.some(({ id }) => id === consentId) &&
    !isConsentStanding(consents, consentId);
  if (!preferences.some(isGone)) return customer;
  return { ...customer, preferences: preferences.filter((preference) => !isGone(preference)) };
}
