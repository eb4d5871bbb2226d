/** What of a customer's preferences must be seen at once. */
import type { KnownIssueElement, PreferenceElement } from './schema.ts';

type Wishes = { preferences: readonly PreferenceElement[]; knownIssues: readonly KnownIssueElement[] };
export type Strip = {
  /** Known issues that stay on the screen, as a banner. */
  critical: KnownIssueElement[];
  /** The first few of the rest, most important first. */
  shown: (KnownIssueElement | PreferenceElement)[];
  /** How many are not shown. */
  more: number;
};

const SHOWN = 5;
/** How to speak with them comes before what to send them. */
const ORDER: readonly PreferenceElement['kind'][] = [
  'addressName',
  'accessibility',
  'style',
  'language',
  'channel',
  'avoidChannel',
  'window',
  'frequency',
  'format',
  'dietary',
];

/** The strip on a day, `YYYY-MM-DD`; what is no longer valid is left out. */
export function stripOf({ preferences, knownIssues }: Wishes, day: string): Strip {
  const valid = preferences.filter(({ validTo }) => validTo === null || validTo >= day);
  const wishes = valid.toSorted((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
  const cautions = knownIssues.filter(({ severity }) => severity === 'caution');
  const infos = knownIssues.filter(({ severity }) => severity === 'info');
  const all = [...cautions, ...wishes, ...infos];
  return {
    critical: knownIssues.filter(({ severity }) => severity === 'critical'),
    shown: all.slice(0, SHOWN),
    more: Math.max(0, all.length - SHOWN),
  };
}

/** Known issues that were to be looked at again by that day. */
export function isReviewDue({ reviewAt }: KnownIssueElement, day: string): boolean {
  return reviewAt !== null && reviewAt <= day;
}
