/** Words for the features that an edition has or has not: what each is called, and what stays when it is not there. */
import type { EditionFeature } from '#shared/edition/edition.ts';

export const EDITION_FEATURE_TEXTS: Record<EditionFeature, { title: string; kept: string }> = {
  customProfiles: {
    title: 'Custom profiles',
    kept: 'custom profiles are kept and shown, and cannot be changed.',
  },
  partnerAccounts: {
    title: 'Partner accounts',
    kept: 'accounts that there are go on working, and no password can be set.',
  },
  profileModels: {
    title: 'Profile models',
    kept: 'models that there are go on working, and cannot be changed.',
  },
};
