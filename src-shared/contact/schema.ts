/** Contact history and ticklers, as they travel and are stored. */
import { z } from 'zod';
import { Envelope, Id, Instant } from '../sync/envelope.ts';

export const CONTACT_LIMITS = {
  /** The longest notes that are kept while they are typed, and those that a contact is wrapped up with. */
  notes: 20_000,
  wrappedUpNotes: 8000,
  text: 2000,
  label: 80,
  actions: 500,
  corrections: 20,
  reasons: 40,
} as const;

/**
 * What spoke for and against a contact that went out, as it was begun (`preference/decide.ts`), and the revision of the customer
 * that was asked about. Rules are texts: newer desks may know others.
 */
export const TakenDecision = z.object({
  verdict: z.enum(['allow', 'warn']),
  reasons: z
    .array(
      z.object({
        rule: z.string().max(CONTACT_LIMITS.label),
        effect: z.string().max(CONTACT_LIMITS.label),
        facts: z.record(z.string().max(CONTACT_LIMITS.label), z.string().max(CONTACT_LIMITS.text)),
      }),
    )
    .max(CONTACT_LIMITS.reasons),
  customerRev: z.string().max(CONTACT_LIMITS.label),
});
export type TakenDecision = z.infer<typeof TakenDecision>;

/** One contact with a customer: a call, a letter, a visit. Changed only by who had it, until it is wrapped up; corrected for a day after. */
export const Contact = Envelope.extend({
  customerId: Id,
  /** A `Channel`, or one that only newer programs know. */
  channel: z.string().min(1).max(CONTACT_LIMITS.label),
  direction: z.enum(['inbound', 'outbound']),
  startedAt: Instant,
  /** None of one that came in. */
  decision: TakenDecision.optional(),
  /** Null while it goes on. */
  endedAt: Instant.nullable(),
  /** Null until it is wrapped up; then only corrections change it (`contact/correction.ts`). */
  wrappedUpAt: Instant.nullable(),
  /** Code of the configuration, or '' . */
  wrapUpCode: z.string().max(CONTACT_LIMITS.label),
  notes: z.string().max(CONTACT_LIMITS.notes),
  /** What it said before each correction, oldest first, and when that was made. */
  corrections: z
    .array(
      z.object({
        at: Instant,
        notes: z.string().max(CONTACT_LIMITS.notes),
        wrapUpCode: z.string().max(CONTACT_LIMITS.label),
      }),
    )
    .max(CONTACT_LIMITS.corrections)
    .default([]),
  authorId: z.string().max(CONTACT_LIMITS.label),
  authorName: z.string().max(120),
});
export type Contact = z.infer<typeof Contact>;

export const TICKLER_STATUSES = ['open', 'inProcess', 'resolved'] as const;

export const TicklerAction = z.object({
  id: Id,
  at: Instant,
  by: z.string().max(120),
  code: z.enum(['created', 'note', 'started', 'reassigned', 'postponed', 'resolved', 'reopened']),
  text: z.string().max(CONTACT_LIMITS.text),
});
export type TicklerAction = z.infer<typeof TicklerAction>;

/** A follow-up to be done for a customer at a time by somebody. */
export const Tickler = Envelope.extend({
  customerId: Id,
  relatedTo: z.object({ type: z.enum(['customer', 'order', 'quote', 'return']), ref: z.string().max(80) }),
  reasonCode: z.string().max(CONTACT_LIMITS.label),
  priority: z.number().int().min(1).max(5),
  text: z.string().max(CONTACT_LIMITS.text),
  remindAt: Instant,
  /** Subject of the person, or '' when it is the team's. */
  assigneeId: z.string().max(CONTACT_LIMITS.label),
  assigneeName: z.string().max(120),
  teamId: Id.nullable(),
  status: z.enum(TICKLER_STATUSES),
  resolution: z.string().max(CONTACT_LIMITS.text),
  /** The tickler that this one reopens; '' otherwise. */
  reopens: z.union([Id, z.literal('')]),
  createdBy: z.string().max(CONTACT_LIMITS.label),
  createdAt: Instant,
  actions: z.array(TicklerAction).max(CONTACT_LIMITS.actions),
});
export type Tickler = z.infer<typeof Tickler>;
