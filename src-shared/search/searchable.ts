/** Which conditions of a filter may be asked. Pure. */
import type { ConfigurationEntry } from '../configuration/schema.ts';
import { PREFERENCE_KINDS } from '../preference/schema.ts';
import type { Filter } from './filter.ts';

/** What tells of health or belief is no way to pick people. */
const SPECIAL: readonly string[] = ['dietary', 'accessibility'];
/** Kinds of preference that customers can be found by. */
export const SEARCHABLE_PREFERENCES: ReadonlySet<string> = new Set(
  PREFERENCE_KINDS.filter((kind) => !SPECIAL.includes(kind)),
);

/**
 * The filter, with a condition that nobody meets in place of each on an attribute that is not active and marked searchable:
 * what must not be searched is not hinted at, and a kept search opens after an attribute was archived.
 */
export function searchableOnly(filter: Filter, entries: readonly ConfigurationEntry[]): Filter {
  if ('all' in filter) return { all: filter.all.map((part) => searchableOnly(part, entries)) };
  if ('any' in filter) return { any: filter.any.map((part) => searchableOnly(part, entries)) };
  if (filter.field !== 'attribute') return filter;
  const isSearchable = entries.some(
    (entry) =>
      entry.kind === 'attribute' && entry.key === filter.key && entry.searchable && entry.state === 'active',
  );
  return isSearchable ? filter : { any: [] };
}
