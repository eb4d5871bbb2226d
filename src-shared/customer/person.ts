/** What is known of the person and their work: records that merge by property. Everything may be left empty. */
import { z } from 'zod';
import { CUSTOMER_LIMITS } from './limits.ts';

const name = z.string().max(CUSTOMER_LIMITS.name).default('');

/** A date of birth of which the year may be unknown; then so is the age. */
export const Birth = z.object({
  year: z.number().int().min(1850).max(2200).nullable(),
  month: z.number().int().min(1).max(12),
  day: z.number().int().min(1).max(31),
});
export type Birth = z.infer<typeof Birth>;

export const GENDERS = ['', 'female', 'male', 'other', 'notGiven'] as const;
export const MARITAL_STATUSES = ['', 'single', 'married', 'partnership', 'divorced', 'widowed'] as const;
export const INCOME_BANDS = ['', 'low', 'middle', 'high', 'notGiven'] as const;
export const PREFERRED_DELIVERIES = ['', 'standard', 'express', 'pickup'] as const;
export const MEASURES = ['', 'metric', 'imperial'] as const;

export const Demographics = z.object({
  birth: Birth.nullable().default(null),
  gender: z.enum(GENDERS).default(''),
  maritalStatus: z.enum(MARITAL_STATUSES).default(''),
  householdSize: z.number().int().min(1).max(50).nullable().default(null),
  children: z.number().int().min(0).max(30).nullable().default(null),
  incomeBand: z.enum(INCOME_BANDS).default(''),
  employer: name,
  interests: z.array(z.string().min(1).max(CUSTOMER_LIMITS.label)).max(CUSTOMER_LIMITS.list).default([]),
  orderedBefore: z.boolean().nullable().default(null),
});
export type Demographics = z.infer<typeof Demographics>;

export const Business = z.object({
  employeeId: name,
  /** The number that the organisation, or a system of theirs, has for them. */
  alternateId: name,
  employeeType: name,
  jobTitle: name,
  department: name,
  orgUnit: name,
  manager: name,
  assistant: name,
  requisitionerId: name,
  taxId: name,
});
export type Business = z.infer<typeof Business>;

export const UserProfile = z.object({
  displayName: name,
  description: z.string().max(CUSTOMER_LIMITS.text).default(''),
  /** ISO 4217 code, or ''. */
  currency: z.string().max(3).default(''),
  preferredDelivery: z.enum(PREFERRED_DELIVERIES).default(''),
  measure: z.enum(MEASURES).default(''),
  /** Whether their phone takes text messages; null where nobody knows. */
  takesSms: z.boolean().nullable().default(null),
});
export type UserProfile = z.infer<typeof UserProfile>;
