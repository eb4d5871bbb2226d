/**
 * Configuration: what administrators define, replicated to every desk, read-only there. One collection with a
 * discriminated kind, because RxDB's open core allows 13 collections.
 */
import { z } from 'zod';
import { CUSTOMER_SORTS } from '../api/search.ts';
import { CUSTOMER_KINDS } from '../customer/schema.ts';
import { AttributeKey, AttributeValue, PROFILE_LIMITS, ProfileCode } from '../profile/schema.ts';
import { Filter } from '../search/filter.ts';
import { ENVELOPE_LIMITS, Envelope, Instant } from '../sync/envelope.ts';

const description = z.string().min(1).max(PROFILE_LIMITS.description);

/** The same text in other languages, by ISO 639-1 code. */
const inLanguages = z.record(z.string().regex(/^[a-z]{2}$/u), description);

export const CategoryResponse = z.object({
  code: ProfileCode,
  description,
  order: z.number().int(),
  active: z.boolean(),
  /** At most one active response of a category is the default. */
  isDefault: z.boolean(),
});
export type CategoryResponse = z.infer<typeof CategoryResponse>;

export const ProfileCategory = z.object({
  kind: z.literal('category'),
  code: ProfileCode,
  description,
  required: z.boolean(),
  order: z.number().int(),
  active: z.boolean(),
  responses: z.array(CategoryResponse).max(PROFILE_LIMITS.responses),
});
export type ProfileCategory = z.infer<typeof ProfileCategory>;

export const ATTRIBUTE_TYPES = [
  'string',
  'text',
  'integer',
  'decimal',
  'boolean',
  'date',
  'datetime',
  'enum',
  'multiEnum',
  'email',
  'phone',
  'url',
  'money',
] as const;
export const ATTRIBUTE_STATES = ['draft', 'proposed', 'approved', 'active', 'archived'] as const;

export const AttributeDefinition = z.object({
  kind: z.literal('attribute'),
  /** Never changes once active; neither does the type, and the row is never deleted. */
  key: AttributeKey,
  type: z.enum(ATTRIBUTE_TYPES),
  label: description,
  labels: inLanguages.default({}),
  help: z.string().max(500),
  state: z.enum(ATTRIBUTE_STATES),
  /** Who proposed it last, and when; approvals from before that were of an earlier round. */
  proposedBy: z.string().max(80).nullable(),
  proposedAt: Instant.nullable(),
  /** People who must approve, by subject, and what they said. */
  approvers: z.array(z.string().max(80)).max(20),
  /** What the people above and below are called, by subject; set by the server. */
  names: z.record(z.string().max(80), z.string().max(120)).default({}),
  approvals: z
    .array(
      z.object({
        by: z.string().max(80),
        at: Instant,
        verdict: z.enum(['approved', 'refused']),
        comment: z.string().max(500),
      }),
    )
    .max(50),
  required: z.boolean(),
  /** No two customers have the same value; the server sees to it. */
  unique: z.boolean().default(false),
  /** What a custom profile begins with; null for nothing. */
  defaultValue: AttributeValue.default(null),
  searchable: z.boolean(),
  piiClass: z.enum(['none', 'basic', 'contact', 'sensitive', 'special']),
  options: z
    .array(
      z.object({
        key: AttributeKey,
        label: description,
        labels: inLanguages.optional(),
        archived: z.boolean(),
      }),
    )
    .max(200),
  min: z.number().nullable(),
  max: z.number().nullable(),
  maxLength: z.number().int().min(1).max(2000).nullable(),
  activatedAt: Instant.nullable(),
});
export type AttributeDefinition = z.infer<typeof AttributeDefinition>;

/** System controls: codes of the field (PROFILE codes as administrators know them) with a typed value. */
export const CONTROL_CODES = [
  'K87',
  'L37',
  'L51',
  'H95',
  'I84',
  'E60',
  'MIN_AGE',
  'SEARCH_MODE',
  'CHANGE_REASON',
  'APPROVALS',
] as const;
export const SystemControl = z.object({
  kind: z.literal('control'),
  code: z.enum(CONTROL_CODES),
  value: z.union([z.boolean(), z.string().max(120), z.number()]),
});
export type SystemControl = z.infer<typeof SystemControl>;

/** How the fields of a form are shown to a role; what is not listed is shown as built. */
export const Layout = z.object({
  kind: z.literal('layout'),
  /** The role it is for, or `*`. */
  role: z.string().max(40),
  fields: z
    .array(
      z.object({
        path: z.string().max(120),
        hidden: z.boolean(),
        readOnly: z.boolean(),
        required: z.boolean(),
        label: z.string().max(PROFILE_LIMITS.description),
        labels: inLanguages.optional(),
        order: z.number().int(),
        /** E-mails and phones as plain text instead of links that write or call. */
        asText: z.boolean().optional(),
      }),
    )
    .max(300),
});
export type Layout = z.infer<typeof Layout>;

/**
 * A model of profiles (FEATURES B10): which custom attributes and categories a customer has, and which fields are asked for
 * or left out. What it does not name of attributes and categories its customers do not have.
 */
export const ProfileModel = z.object({
  kind: z.literal('model'),
  code: ProfileCode,
  name: description,
  /** Raised by the server with every change. */
  version: z.number().int().min(1),
  active: z.boolean(),
  /** New customers of its kinds begin with it. */
  standard: z.boolean(),
  /** The kinds of customers it is for; none for every kind. */
  kinds: z.array(z.enum(CUSTOMER_KINDS)).max(CUSTOMER_KINDS.length),
  attributes: z.array(AttributeKey).max(PROFILE_LIMITS.attributes),
  categories: z.array(ProfileCode).max(PROFILE_LIMITS.categories),
  /** Paths of fields that its customers must have, and of those that they do not have. */
  required: z.array(z.string().max(120)).max(300),
  hidden: z.array(z.string().max(120)).max(300),
});
export type ProfileModel = z.infer<typeof ProfileModel>;

export const REASON_LISTS = ['comment', 'wrapUp', 'tickler', 'template', 'system'] as const;

/** A code that users choose from: why a comment, how a contact ended, why a tickler, a text to begin a note with, or a system. */
export const ReasonCode = z.object({
  kind: z.literal('reason'),
  list: z.enum(REASON_LISTS),
  code: z.string().min(1).max(40),
  label: description,
  order: z.number().int(),
  active: z.boolean(),
  /** What to do, for a tickler; what the note begins with, for a template; the pattern of its ids, for a system. */
  text: z.string().max(PROFILE_LIMITS.text).default(''),
});
export type ReasonCode = z.infer<typeof ReasonCode>;

/** A search that a team keeps: never its text, which may be about a person. */
export const TeamView = z.object({
  kind: z.literal('view'),
  name: z.string().trim().min(1).max(80),
  filter: Filter,
  sort: z.enum(CUSTOMER_SORTS),
  /** Scope keys of whoever shared it, set by the server: it is shown to those who have one of them. */
  audience: z.array(z.string().max(ENVELOPE_LIMITS.scopeKey)).default([]),
});
export type TeamView = z.infer<typeof TeamView>;

export const CONFIGURATION_KINDS = [
  'category',
  'attribute',
  'control',
  'layout',
  'reason',
  'model',
  'view',
] as const;

export const ConfigurationEntry = z.discriminatedUnion('kind', [
  ProfileCategory,
  AttributeDefinition,
  SystemControl,
  Layout,
  ReasonCode,
  ProfileModel,
  TeamView,
]);
export type ConfigurationEntry = z.infer<typeof ConfigurationEntry>;

/** The definitions of custom attributes among the entries. */
export function definitionsIn(entries: readonly ConfigurationEntry[]): AttributeDefinition[] {
  return entries.filter((entry): entry is AttributeDefinition => entry.kind === 'attribute');
}

/** The models of profiles among the entries. */
export function modelsIn(entries: readonly ConfigurationEntry[]): ProfileModel[] {
  return entries.filter((entry): entry is ProfileModel => entry.kind === 'model');
}

/** The layouts of roles among the entries. */
export function layoutsIn(entries: readonly ConfigurationEntry[]): Layout[] {
  return entries.filter((entry): entry is Layout => entry.kind === 'layout');
}

export const Configuration = Envelope.extend({ entry: ConfigurationEntry });
export type Configuration = z.infer<typeof Configuration>;
