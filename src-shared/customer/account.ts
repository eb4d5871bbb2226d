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
  /** What the customer signs in with; absent, as the next, where that system does not say. */
  logonId: z.string().min(1).max(80).optional(),
  /** When the customer registered there. */
  registeredAt: Instant.optional(),
  /** When that system said so. */
  asOf: Instant,
});
export type Account = z.infer<typeof Account>;

/** A user at the site of a distributor. Its password is on the server, as a hash; no desk ever has it. */
export const PartnerAccount = z.object({
  distributor: z.string().max(20),
  userId: z.string().max(80),
  changedAt: Instant,
  changedByName: z.string().max(120),
});
export type PartnerAccount = z.infer<typeof PartnerAccount>;
