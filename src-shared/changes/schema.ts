/** Version history: one entry a change of a customer, written by the server in the transaction of the change. */
import { z } from 'zod';
import { CUSTOMER_LIMITS } from '../customer/limits.ts';
import { Envelope, Id, Instant } from '../sync/envelope.ts';

const MOST_CONTROLS = 50;

/** Control values by their codes, each as the revision that the desk had; those that were never set are left out. */
export const ControlRevs = z
  .record(z.string().max(40), z.string().max(40))
  .refine((revs) => Object.keys(revs).length <= MOST_CONTROLS);

/** One field, or one element of a list (`emails.<id>`), before and after; undefined where there was none. */
export const FieldChange = z.object({
  path: z.string().max(200),
  from: z.unknown().optional(),
  to: z.unknown().optional(),
});
export type FieldChange = z.infer<typeof FieldChange>;

export const Change = Envelope.extend({
  customerId: Id,
  /** Counts up per customer from 1. */
  version: z.number().int().min(1),
  kind: z.enum(['created', 'changed', 'restored', 'loaded']),
  /** When the desk says it was made; information only. */
  madeAt: Instant,
  /** When the server took it; the order of versions. */
  at: Instant,
  actorId: z.string().max(80),
  actorName: z.string().max(120),
  /** Why, as the user wrote it; ''. */
  why: z.string().max(500),
  /** The channel on which the customer asked for it (`Channel`), or '': none from middleware, and none that was noted. */
  channel: z.string().max(CUSTOMER_LIMITS.label).default(''),
  /** True when the desk had no network as it was made. */
  offline: z.boolean().default(false),
  /** The desk that it was made on (`clientId`); '' for what no desk made. */
  device: z.union([Id, z.literal('')]).default(''),
  /** By which control values the desk let it pass; nothing for what no desk made. */
  controls: ControlRevs.default({}),
  /** The mutation that it records. */
  ofMutation: Id,
  fields: z.array(FieldChange).max(500),
});
export type Change = z.infer<typeof Change>;

/**
 * What the desk says of a change, for its version: why, whether an older version was put back, when by its clock, on which
 * channel the customer asked for it, whether there was a network, and by which control values the desk judged it.
 */
export const ChangeNote = z.object({
  why: Change.shape.why,
  kind: z.enum(['changed', 'restored']),
  madeAt: Instant,
  channel: z.string().max(CUSTOMER_LIMITS.label).optional(),
  offline: z.boolean().optional(),
  controls: ControlRevs.optional(),
});
export type ChangeNote = z.infer<typeof ChangeNote>;

/** What a desk has changed since the server last confirmed the customer, as it will tell it. */
export const Unsent = ChangeNote.extend({ fields: z.array(FieldChange) });
export type Unsent = z.infer<typeof Unsent>;
