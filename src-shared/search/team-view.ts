/**
 * Searches that a team keeps: whose they are, and what keeps one from being shared. Pure; the screen and the server ask.
 *
 * Invariant: nothing that somebody typed about a person is shared: no text, and of the filter only what is chosen from a list,
 * beside regions and days.
 */
import type { FieldIssue } from '../api/errors.ts';
import type { ConfigurationEntry, TeamView } from '../configuration/schema.ts';
import { foldText } from '../customer/normalise.ts';
import type { Me } from '../permission/me.ts';
import { CHANNELS } from '../preference/schema.ts';
import { conditionsOf, type FilterCondition } from './filter.ts';

const EVERYBODY = '*';
const CHANNEL_PREFERENCES: readonly string[] = ['channel', 'avoidChannel'];

/** Whose a search is that this user shares: all who have one of their regions or teams. */
export function audienceOf({ scopeKeys }: Pick<Me, 'scopeKeys'>): string[] {
  return scopeKeys.toSorted();
}

/** True for who sees it among their kept searches, and may change it where their role shares searches. */
export function isShownTo({ audience }: TeamView, { scopeKeys }: Pick<Me, 'scopeKeys'>): boolean {
  return (
    scopeKeys.includes(EVERYBODY) || audience.some((key) => key === EVERYBODY || scopeKeys.includes(key))
  );
}

/** What keeps it from being shared: conditions on what somebody typed, or on one organisation. */
export function teamViewIssues(
  { filter }: Pick<TeamView, 'filter'>,
  entries: readonly ConfigurationEntry[],
): FieldIssue[] {
  const conditions = conditionsOf(filter);
  if (conditions.length === 0) return [{ path: 'filter', code: 'required' }];
  return conditions
    .filter((condition) => !isChosen(condition, entries))
    .map(({ field }) => ({ path: `filter.${field}`, code: 'notOffered' }));
}

function isChosen(condition: FilterCondition, entries: readonly ConfigurationEntry[]): boolean {
  if (condition.field === 'organisation') return false;
  if (!('key' in condition)) return true;
  const value = foldText(condition.value);
  return choicesOf(condition, entries).some((choice) => foldText(choice) === value);
}

type Keyed = Extract<FilterCondition, { key: string }>;

/** What can be chosen for a condition; nothing where its value is typed. */
function choicesOf({ field, key }: Keyed, entries: readonly ConfigurationEntry[]): readonly string[] {
  if (field === 'preference') return CHANNEL_PREFERENCES.includes(key) ? CHANNELS : [];
  return entries.flatMap((entry) => {
    if (field === 'response' && entry.kind === 'category' && entry.code === key)
      return entry.responses.map(({ code }) => code);
    if (field !== 'attribute' || entry.kind !== 'attribute' || entry.key !== key) return [];
    return entry.type === 'boolean' ? ['true', 'false'] : entry.options.map((option) => option.key);
  });
}
