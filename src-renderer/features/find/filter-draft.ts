/** What the filter form holds, and the filter it makes: alternatives of one kind in a group, kinds joined by all or any. Pure. */
import type { CUSTOMER_FLAGS, CUSTOMER_STATUSES } from '#shared/customer/schema.ts';
import { conditionsOf, type Filter } from '#shared/search/filter.ts';

type Status = (typeof CUSTOMER_STATUSES)[number];
type Flag = (typeof CUSTOMER_FLAGS)[number];

export type FilterDraft = {
  match: 'all' | 'any';
  region: string;
  statuses: Status[];
  flags: Flag[];
  from: string;
  to: string;
  /** One condition of each: what is asked of, and what it must be. '' for none. */
  pairs: Record<PairField, Pair>;
};

export const PAIR_FIELDS = ['response', 'preference', 'attribute'] as const;
export type PairField = (typeof PAIR_FIELDS)[number];
export type Pair = { key: string; value: string };

const NO_PAIR: Pair = { key: '', value: '' };

export const EMPTY_DRAFT: FilterDraft = {
  match: 'all',
  region: '',
  statuses: [],
  flags: [],
  from: '',
  to: '',
  pairs: { response: NO_PAIR, preference: NO_PAIR, attribute: NO_PAIR },
};

/** The filter of a form; null when nothing is chosen. */
export function filterOf(draft: FilterDraft): Filter | null {
  const parts: Filter[] = [
    ...(draft.region.trim() ? [{ field: 'region' as const, value: draft.region.trim() }] : []),
    ...anyOf(draft.statuses.map((value) => ({ field: 'status' as const, value }))),
    ...anyOf(draft.flags.map((value) => ({ field: 'flag' as const, value }))),
    ...(draft.from || draft.to
      ? [{ field: 'since' as const, from: draft.from || null, to: draft.to || null }]
      : []),
    ...PAIR_FIELDS.flatMap((field) => {
      const { key, value } = draft.pairs[field];
      return key && value.trim() ? [{ field, key, value: value.trim() }] : [];
    }),
  ];
  if (parts.length === 0) return null;
  return draft.match === 'all' ? { all: parts } : { any: parts };
}

function anyOf(parts: Filter[]): Filter[] {
  return parts.length > 1 ? [{ any: parts }] : parts;
}

/** The form that makes a filter. */
export function draftOf(filter: Filter | null): FilterDraft {
  const draft: FilterDraft = { ...EMPTY_DRAFT, statuses: [], flags: [], pairs: { ...EMPTY_DRAFT.pairs } };
  if (filter === null) return draft;
  if ('any' in filter) draft.match = 'any';
  for (const condition of conditionsOf(filter)) {
    if (condition.field === 'region') draft.region = condition.value;
    if (condition.field === 'status') draft.statuses.push(condition.value);
    if (condition.field === 'flag') draft.flags.push(condition.value);
    if (condition.field === 'since')
      Object.assign(draft, { from: condition.from ?? '', to: condition.to ?? '' });
    if ('key' in condition) draft.pairs[condition.field] = { key: condition.key, value: condition.value };
  }
  return draft;
}
