/** What is decided about a request on the server: by whom it may be, and what travels. */
import { z } from 'zod';
import type { Permission } from '../permission/roles.ts';
import { Id, Instant } from '../sync/envelope.ts';

/** Words of the decisions, in the addresses `/v1/requests/:id/<decision>`. */
export const DECISIONS = ['approve', 'hold', 'release', 'reject', 'cancel'] as const;
export type Decision = (typeof DECISIONS)[number];

export const DECISION_PERMISSIONS: Record<Decision, Permission> = {
  approve: 'request.approve',
  hold: 'request.decide',
  release: 'request.decide',
  reject: 'request.decide',
  cancel: 'request.decide',
};

export const REJECT_REASONS = ['notVerified', 'notEntitled', 'legalDuty'] as const;
export const HOLD_REASONS = ['legalClaim', 'legalDuty', 'investigation'] as const;

export const DecideRequest = z.object({
  id: Id,
  rev: z.string().max(40),
  decision: z.enum(DECISIONS),
  /** For `reject`. */
  reason: z.enum(REJECT_REASONS).optional(),
  /** For `hold`. */
  hold: z.object({ reason: z.enum(HOLD_REASONS), until: Instant }).optional(),
});
export type DecideRequest = z.infer<typeof DecideRequest>;

export const DECISION_REFUSALS = ['FORBIDDEN', 'NOT_FOUND', 'STALE', 'WRONG_STATE', 'OWN_REQUEST'] as const;
export const DecisionRefusal = z.object({ code: z.enum(DECISION_REFUSALS) });
