/** The customer's account at the company's shop or portal, as the system that keeps it last told. Read-only on desks. */
import { z } from 'zod';
import { Instant } from '../sync/envelope.ts';

export const ACCOUNT_STATES = ['none', 'enabled', 'disabled', 'locked'] as const;

export const Account = z.object({
  state: z.enum(ACCOUNT_STATES),
  lastLoginAt: Instant.nullable(),
  lastFailedAt: Instant.nullable(),
  passwordChangedAt: Instant.nullable(),
  passwordExpired: z.boolean(),
  /** When that system said so. */
  asOf: Instant,
});
export type Account = z.infer<typeof Account>;
