/** The profile drawer. */
import { z } from 'zod';
import { ProfileCode, ProfileResponses } from '../profile/schema.ts';
import { Id } from '../sync/envelope.ts';
import { UpdateOutcome } from './customer.ts';
import { procedure } from './errors.ts';

export const AnswerProfile = z.object({
  customerId: Id,
  /** The customer's responses as the drawer showed them. */
  base: ProfileResponses,
  /** By category; '' is blank. */
  answers: z.record(
    ProfileCode,
    z.object({ value: z.union([ProfileCode, z.literal('')]), touched: z.boolean() }),
  ),
});
export type AnswerProfile = z.infer<typeof AnswerProfile>;

export const profileContract = {
  /**
   * Saves all answers together, locally and at once. Throws INVALID with `responses.<category>` for what is required
   * and unanswered, or not offered; nothing is saved then.
   */
  answer: procedure.input(AnswerProfile).output(UpdateOutcome),
  /** A drawer that opened by itself was closed without an answer. Counted in the log, of nobody. */
  skipped: procedure.output(z.void()),
};
