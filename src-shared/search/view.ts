/** A search that somebody keeps under a name. */
import { z } from 'zod';
import { CUSTOMER_SORTS, SEARCH_TEXT_LIMIT } from '../api/search.ts';
import { Filter } from './filter.ts';

export const VIEW_LIMIT = 50;

export const SavedView = z.object({
  name: z.string().trim().min(1).max(80),
  text: z.string().max(SEARCH_TEXT_LIMIT),
  filter: Filter.nullable(),
  sort: z.enum(CUSTOMER_SORTS),
});
export type SavedView = z.infer<typeof SavedView>;

export const SavedViews = z.array(SavedView).max(VIEW_LIMIT);
