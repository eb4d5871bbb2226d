/** The state of sync, what waits, and what was refused. */
import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { Id, Instant } from '../sync/envelope.ts';
import { CollectionName, REJECT_CODES } from '../sync/protocol.ts';
import { CreateCustomer } from './customer.ts';
import { FieldIssue, procedure } from './errors.ts';

export const NETWORK_STATES = [
  'online',
  'connecting',
  'offline',
  'offlineByChoice',
  'signInNeeded',
  'updateNeeded',
] as const;

export const SyncStatus = z.object({
  network: z.enum(NETWORK_STATES),
  /** Changes on this desk that the server has not confirmed. */
  waiting: z.number().int().min(0),
  /** Open entries of "needs attention". */
  refused: z.number().int().min(0),
  /** When this desk last had everything the server had; null before the first time. */
  lastSyncAt: Instant.nullable(),
  /** How far this computer's clock is ahead of the server's, in milliseconds; 0 or absent while it is right. */
  clockOffMs: z.number().int().optional(),
  /** When work here ends unless the server is reached, once that is soon; null or absent before. */
  workEndsAt: Instant.nullable().optional(),
  /** True until every collection was pulled to its end once. */
  firstSync: z.boolean(),
  /** An estimate of how long the first sync still takes; null while nothing can be said. */
  secondsLeft: z.number().int().min(0).nullable(),
  collections: z.array(
    z.object({
      name: CollectionName,
      documents: z.number().int().min(0),
      pulled: z.number().int().min(0),
      /** How many there will be after the first sync; null where that is not known. */
      expected: z.number().int().min(0).nullable(),
      lastSyncAt: Instant.nullable(),
    }),
  ),
});
export type SyncStatus = z.infer<typeof SyncStatus>;

export const ATTENTION_REASONS = ['conflict', 'erased', 'outOfScope', ...REJECT_CODES] as const;

/** A new customer whom the server did not take: all that was typed, and the fields that it named. */
export const RefusedRegistration = CreateCustomer.pick({ mine: true }).extend({
  region: z.string(),
  why: z.string(),
  issues: z.array(FieldIssue),
});
export type RefusedRegistration = z.infer<typeof RefusedRegistration>;

/** One change that was not taken over as it was made, with what the user typed. */
export const AttentionItem = z.object({
  id: Id,
  collection: CollectionName,
  documentId: Id,
  customerId: Id.nullable(),
  /** The customer's name as this desk knows it; '' when it is gone. */
  customerName: z.string(),
  at: Instant,
  reason: z.enum(ATTENTION_REASONS),
  /** What was typed and what stands instead, field by field, as text. */
  fields: z.array(
    z.object({
      field: z.string(),
      mine: z.string(),
      theirs: z.string(),
      /** Names the value where a person can decide between the two; null where there is nothing to decide. */
      path: z.string().nullable(),
    }),
  ),
  /** Who made what stands, and when by the server's clock, where this desk has the version; null otherwise. */
  theirsBy: z.object({ name: z.string(), at: Instant }).nullable(),
  /** Of a new customer, to register them again; null for any other change, and once they are registered. */
  registration: RefusedRegistration.nullable(),
});
export type AttentionItem = z.infer<typeof AttentionItem>;

/** Which values of an entry are decided, and for whom. */
export const DecideClashes = z.object({
  id: Id,
  paths: z.array(z.string().max(200)).min(1).max(200),
  choice: z.enum(['mine', 'theirs']),
});
export type DecideClashes = z.infer<typeof DecideClashes>;

/** A document with changes that the server has not confirmed. */
export const WaitingItem = z.object({
  collection: CollectionName,
  documentId: Id,
  customerId: Id,
  customerName: z.string(),
  since: Instant,
  /** Nothing of it is on the server yet. */
  isNew: z.boolean(),
  /** The fields of a customer that were changed. */
  fields: z.array(z.string()),
  /** Whether it can be taken back as a whole. */
  discardable: z.boolean(),
});
export type WaitingItem = z.infer<typeof WaitingItem>;

/** The oldest that wait, and how many there are. */
export const Waiting = z.object({ items: z.array(WaitingItem), total: z.number().int().min(0) });
export type Waiting = z.infer<typeof Waiting>;

const Discarding = z.object({ collection: CollectionName, id: Id });

export const syncContract = {
  status: procedure.output(eventIterator(SyncStatus)),
  /** The developer menu's switch: true cuts this desk from the network until it is set back. */
  setOffline: procedure.input(z.object({ offline: z.boolean() })).output(z.void()),
  /** Tries again now instead of at the next planned time. */
  retryNow: procedure.output(z.void()),
  attention: procedure.output(eventIterator(z.array(AttentionItem))),
  /** Decides clashes of an entry: for mine by an edit of the customer, for theirs by leaving what stands. */
  decide: procedure.input(DecideClashes).output(z.void()),
  waiting: procedure.output(eventIterator(Waiting)),
  /** Takes back a change that waits. Until this desk is closed it can be put back. */
  discard: procedure.input(Discarding).output(z.void()),
  /** Puts back what was discarded, to be sent. */
  undiscard: procedure.input(Discarding).output(z.void()),
  /** Marks an entry as dealt with. It is removed from this desk. */
  dismiss: procedure.input(z.object({ id: Id })).output(z.void()),
};
