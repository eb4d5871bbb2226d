/** How a customer wants to be dealt with: preferences, known issues and the ledger of consents. */
import { z } from 'zod';
import { CUSTOMER_LIMITS } from '../customer/limits.ts';
import { Id, Instant } from '../sync/envelope.ts';

export const CHANNELS = ['call', 'sms', 'email', 'letter', 'messenger', 'visit'] as const;
export const Channel = z.enum(CHANNELS);
export type Channel = z.infer<typeof Channel>;

export const PURPOSES = ['service', 'transaction', 'marketing', 'survey', 'safety'] as const;
export const Purpose = z.enum(PURPOSES);
export type Purpose = z.infer<typeof Purpose>;

export const PREFERENCE_KINDS = [
  'style',
  'channel',
  'avoidChannel',
  'language',
  'window',
  'frequency',
  'accessibility',
  'dietary',
  'format',
  'addressName',
] as const;

/** One preference. `value` is what its kind says: a style, a channel, a language, a window such as `09:00-17:00`. */
export const PreferenceElement = z.object({
  id: Id,
  kind: z.enum(PREFERENCE_KINDS),
  /** The purpose it is for, or `any`. */
  purpose: z.enum([...PURPOSES, 'any']),
  value: z.string().max(CUSTOMER_LIMITS.text),
  /** Why it may be kept; required for what is special (dietary needs tell of health or belief). */
  reason: z.string().max(CUSTOMER_LIMITS.text).default(''),
  /** The consent that a special one rests on, or ''. */
  consentId: z.union([Id, z.literal('')]).default(''),
  validTo: z.iso.date().nullable().default(null),
});
export type PreferenceElement = z.infer<typeof PreferenceElement>;

/** Something that whoever speaks with the customer must know. */
export const KnownIssueElement = z.object({
  id: Id,
  text: z.string().min(1).max(CUSTOMER_LIMITS.text),
  severity: z.enum(['info', 'caution', 'critical']),
  /** Day to look at it again; null for never. */
  reviewAt: z.iso.date().nullable(),
});
export type KnownIssueElement = z.infer<typeof KnownIssueElement>;

/**
 * One entry of the ledger; entries are only ever added. What stands is derived (preference/consent.ts), by what an entry
 * knew of and not by clocks.
 */
export const ConsentElement = z.object({
  id: Id,
  purpose: z.enum([...PURPOSES, 'dietary']),
  /** The channel it is for, or `any`. */
  channel: z.enum([...CHANNELS, 'any']),
  action: z.enum(['grant', 'withdraw']),
  at: Instant,
  /** Where it was said: a call, a form, a letter. */
  source: z.string().max(CUSTOMER_LIMITS.label),
  /** The wording that was agreed to. */
  wording: z.string().max(CUSTOMER_LIMITS.text).default(''),
  /** What shows it: the number of a recording, the place of a signed form; ''. */
  proof: z.string().max(CUSTOMER_LIMITS.text).default(''),
  by: z.string().max(120),
  /** For a grant: the withdrawals that it takes back, by id. One that it did not know of goes on. */
  takesBack: z.array(Id).max(CUSTOMER_LIMITS.history).default([]),
});
export type ConsentElement = z.infer<typeof ConsentElement>;
