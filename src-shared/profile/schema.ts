/** What a customer document holds of profile categories and custom attributes. */
import { z } from 'zod';
import { Instant } from '../sync/envelope.ts';

export const PROFILE_LIMITS = {
  code: 10,
  description: 120,
  categories: 100,
  responses: 200,
  attributes: 200,
  text: 2000,
} as const;

/** A code of a category or a response, as administrators define it. */
export const ProfileCode = z.string().regex(/^[A-Z0-9][A-Z0-9_-]{0,9}$/u);

/** The answer to one category. `response` is null when it was answered blank on purpose. */
export const ProfileResponse = z.object({
  response: ProfileCode.nullable(),
  source: z.enum(['agent', 'default', 'import']),
  at: Instant,
  by: z.string().max(120),
  /** The revision of the category that it was answered by; absent from where none is known. */
  configurationRev: z.string().max(40).optional(),
});
export type ProfileResponse = z.infer<typeof ProfileResponse>;

/** Category code to answer. */
export const ProfileResponses = z.record(ProfileCode, ProfileResponse);
export type ProfileResponses = z.infer<typeof ProfileResponses>;

export const AttributeKey = z.string().regex(/^[a-z][a-z0-9_]{1,47}$/u);

/** The value of a custom attribute; null is cleared. Dates are `YYYY-MM-DD`, instants RFC 3339, decimals texts. */
export const AttributeValue = z.union([
  z.string().max(2000),
  z.number(),
  z.boolean(),
  z.array(z.string().max(200)).max(50),
  z.null(),
]);
export type AttributeValue = z.infer<typeof AttributeValue>;

export const Attributes = z.record(AttributeKey, AttributeValue);
export type Attributes = z.infer<typeof Attributes>;
