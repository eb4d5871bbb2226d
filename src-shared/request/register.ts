/** The register of requests: kept without the persons they were about. */
import { z } from 'zod';
import { Instant } from '../sync/envelope.ts';
import { REQUEST_KINDS, REQUEST_OUTCOMES, REQUEST_STATES } from './schema.ts';

export const RegisterEntry = z.object({
  reference: z.string(),
  kind: z.enum(REQUEST_KINDS),
  state: z.enum(REQUEST_STATES),
  outcome: z.enum(REQUEST_OUTCOMES),
  createdAt: Instant,
  dueAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  /** Keyed hash: two requests about one person have the same. */
  subject: z.string(),
});
export type RegisterEntry = z.infer<typeof RegisterEntry>;
