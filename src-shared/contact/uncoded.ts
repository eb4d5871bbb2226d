/** Contacts that are over and say nothing of how they ended (FEATURES G1): a report for supervisors. */
import { z } from 'zod';
import { Id, Instant } from '../sync/envelope.ts';
import { Contact } from './schema.ts';

export const UNCODED_DAYS = 7;
export const MOST_UNCODED = 200;

export const UncodedContact = z.object({
  id: Id,
  customerId: Id,
  customerNumber: z.string(),
  authorName: z.string(),
  channel: Contact.shape.channel,
  startedAt: Instant,
  /** False while its author has not wrapped it up. */
  isWrappedUp: z.boolean(),
});
export type UncodedContact = z.infer<typeof UncodedContact>;
