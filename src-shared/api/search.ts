/** Finding customers: what is asked, and what a row of the answer shows. */
import { z } from 'zod';
import { Customer } from '../customer/schema.ts';
import { Filter } from '../search/filter.ts';
import { Id, Instant } from '../sync/envelope.ts';

export const SEARCH_TEXT_LIMIT = 200;

export const MATCHED_FIELDS = [
  'name',
  'organisation',
  'number',
  'externalId',
  'phone',
  'email',
  'place',
  'order',
  'none',
] as const;

/** What a row of the result list shows: enough to tell two customers apart. */
export const SearchHit = z.object({
  id: Id,
  number: z.string(),
  name: z.string(),
  organisation: z.string(),
  status: Customer.shape.status,
  flags: Customer.shape.flags,
  email: z.string(),
  phone: z.string(),
  city: z.string(),
  postcode: z.string(),
  /** When this desk knows of a contact last; null for none. */
  lastContact: Instant.nullable(),
  /** When another system told of them first, where one did. */
  signedUpAt: Instant.optional(),
  /** Which field answered, for the mark in the row. */
  matched: z.enum(MATCHED_FIELDS),
  /** Folded words of the row that answer otherwise than as they were typed: a typo, a nickname. */
  alike: z.array(z.string()),
});
export type SearchHit = z.infer<typeof SearchHit>;

export const CUSTOMER_SORTS = ['best', 'name', 'since', 'lastContact'] as const;
export type CustomerSort = (typeof CUSTOMER_SORTS)[number];

export const SearchQuestion = z.object({
  text: z.string().max(SEARCH_TEXT_LIMIT),
  limit: z.number().int().min(1).max(100).default(50),
  filter: Filter.nullable().default(null),
  sort: z.enum(CUSTOMER_SORTS).default('best'),
  /** Finds by whole numbers, phones and addresses alone, as a telephone system gives them. */
  whole: z.boolean().default(false),
});
export type SearchQuestion = z.infer<typeof SearchQuestion>;

export const SearchResult = z.object({
  hits: z.array(SearchHit),
  /** True when more customers match than were returned. */
  more: z.boolean(),
  /** How many match as they were typed; null when there are many. */
  total: z.number().int().nullable(),
  /** True when only whole numbers and addresses are searched for, and this is none. */
  needsWhole: z.boolean(),
  /** The folded words of the query, for marking the match. */
  words: z.array(z.string()),
});
export type SearchResult = z.infer<typeof SearchResult>;

/** The question of somebody who only typed. */
export function plainQuestion(text: string, limit: number): SearchQuestion {
  return { text, limit, filter: null, sort: 'best', whole: false };
}
