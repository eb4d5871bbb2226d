/** The state of sync, what waits, and what was refused. */
import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { Id, Instant } from '../sync/envelope.ts';
import { CollectionName, REJECT_CODES } from '../sync/protocol.ts';
import { procedure } from './errors.ts';

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
  /** True until every collection was pulled to its end once. */
  firstSync: z.boolean(),
  collections: z.array(
    z.object({
      name: CollectionName,
      documents: z.number().int().min(0),
      pulled: z.number().int().min(0),
      lastSyncAt: Instant.nullable(),
    }),
  ),
});
export type SyncStatus = z.infer<typeof SyncStatus>;

export const ATTENTION_REASONS = ['conflict', 'erased', 'outOfScope', ...REJECT_CODES] as const;

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
  fields: z.array(z.object({ field: z.string(), mine: z.string(), theirs: z.string() })),
});
export type AttentionItem = z.infer<typeof AttentionItem>;

export const syncContract = {
  status: procedure.output(eventIterator(SyncStatus)),
  /** The developer menu's switch: true cuts this desk from the network until it is set back. */
  setOffline: procedure.input(z.object({ offline: z.boolean() })).output(z.void()),
  /** Tries again now instead of at the next planned time. */
  retryNow: procedure.output(z.void()),
  attention: procedure.output(eventIterator(z.array(AttentionItem))),
  /** Marks an entry as dealt with. It is removed from this desk. */
  dismiss: procedure.input(z.object({ id: Id })).output(z.void()),
};
