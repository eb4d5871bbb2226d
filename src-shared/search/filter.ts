/** Which customers a list is narrowed to: conditions, and groups of them of which all or any must hold. Pure. */
import { z } from 'zod';
import { CUSTOMER_FLAGS, CUSTOMER_KINDS, CUSTOMER_STATUSES } from '../customer/schema.ts';

export const FILTER_LIMITS = { depth: 3, conditions: 30, value: 80 } as const;

const value = z.string().min(1).max(FILTER_LIMITS.value);

export const FilterCondition = z.discriminatedUnion('field', [
  z.object({ field: z.literal('region'), value }),
  z.object({ field: z.literal('status'), value: z.enum(CUSTOMER_STATUSES) }),
  z.object({ field: z.literal('kind'), value: z.enum(CUSTOMER_KINDS) }),
  z.object({ field: z.literal('flag'), value: z.enum(CUSTOMER_FLAGS) }),
  /** First day as a customer, both days included; null leaves that end open. */
  z.object({ field: z.literal('since'), from: z.iso.date().nullable(), to: z.iso.date().nullable() }),
  /** Those who act for or belong to an organisation, by its id. */
  z.object({ field: z.literal('organisation'), value }),
  /** A custom attribute that is marked searchable, by its key. */
  z.object({ field: z.literal('attribute'), key: value, value }),
  /** The answer to a category of the profile, by its code. */
  z.object({ field: z.literal('response'), key: value, value }),
  /** A preference, by its kind. */
  z.object({ field: z.literal('preference'), key: value, value }),
]);
export type FilterCondition = z.infer<typeof FilterCondition>;

export type Filter = FilterCondition | { all: Filter[] } | { any: Filter[] };

const Nested: z.ZodType<Filter> = z.lazy(() =>
  z.union([FilterCondition, z.object({ all: z.array(Nested) }), z.object({ any: z.array(Nested) })]),
);

/** A filter of a bounded depth and number of conditions. */
export const Filter: z.ZodType<Filter> = Nested.refine(
  (filter) =>
    depthOf(filter) <= FILTER_LIMITS.depth && conditionsOf(filter).length <= FILTER_LIMITS.conditions,
);

/** All conditions of a filter, in order. */
export function conditionsOf(filter: Filter): FilterCondition[] {
  if ('all' in filter) return filter.all.flatMap(conditionsOf);
  if ('any' in filter) return filter.any.flatMap(conditionsOf);
  return [filter];
}

function depthOf(filter: Filter): number {
  const groups = 'all' in filter ? filter.all : 'any' in filter ? filter.any : null;
  return groups === null ? 0 : 1 + Math.max(0, ...groups.map(depthOf));
}
