/** A hold on a customer: nothing about them is erased until a privacy officer ends it. */
import { z } from 'zod';
import { Id, Instant } from '../sync/envelope.ts';
import { HOLD_REASONS } from './commands.ts';

export const LegalHold = z.object({
  reason: z.enum(HOLD_REASONS),
  /** When it is to be looked at again. It does not end by itself. */
  reviewAt: Instant,
  placedAt: Instant,
  placedByName: z.string().max(120),
});
export type LegalHold = z.infer<typeof LegalHold>;

/** What a privacy officer says of a hold. */
export const PlaceHold = LegalHold.pick({ reason: true, reviewAt: true }).extend({ customerId: Id });
export type PlaceHold = z.infer<typeof PlaceHold>;

export const HoldAnswer = z.object({ hold: LegalHold.nullable() });
