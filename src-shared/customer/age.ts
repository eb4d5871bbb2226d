/** How old what is known of a contact point is (FEATURES A9). Pure. */
import type { Verified } from './contact-points.ts';

export const FRESHNESS = ['fresh', 'ageing', 'old', 'never'] as const;
export type Freshness = (typeof FRESHNESS)[number];

const DAY_MS = 86_400_000;
const AGEING_DAYS = 365;
const OLD_DAYS = 2 * 365;

/** By when it was last verified; a time ahead of now is fresh, whatever clock said it. */
export function freshnessOf(verified: Pick<Verified, 'at'> | null, now: Date): Freshness {
  if (verified === null) return 'never';
  const days = (now.getTime() - Date.parse(verified.at)) / DAY_MS;
  if (days < AGEING_DAYS) return 'fresh';
  return days < OLD_DAYS ? 'ageing' : 'old';
}
