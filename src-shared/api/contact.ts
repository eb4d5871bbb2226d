/** Contacts as they go on, and the one timeline of all that happened with a customer. */
import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { CONTACT_LIMITS, Contact } from '../contact/schema.ts';
import { UncodedContact } from '../contact/uncoded.ts';
import { Decision } from '../preference/decide.ts';
import { HowToReach } from '../preference/how-to-reach.ts';
import { Channel, Purpose } from '../preference/schema.ts';
import { Id, Instant } from '../sync/envelope.ts';
import { CommentView } from './comment.ts';
import { procedure } from './errors.ts';
import { TicklerView } from './tickler.ts';

export const ContactView = Contact.pick({
  id: true,
  customerId: true,
  channel: true,
  direction: true,
  startedAt: true,
  endedAt: true,
  wrappedUpAt: true,
  wrapUpCode: true,
  notes: true,
  corrections: true,
  decision: true,
  authorName: true,
}).extend({ mine: z.boolean(), waiting: z.boolean() });
export type ContactView = z.infer<typeof ContactView>;

/** A contact of mine that is not wrapped up, with the customer's name; '' when they are not on this desk. */
export const OpenContact = ContactView.extend({ customerName: z.string() });
export type OpenContact = z.infer<typeof OpenContact>;

/** What the system noted: a version of the customer, by the paths of the fields that changed. */
export const Activity = z.object({
  version: z.number().int(),
  kind: z.enum(['created', 'changed', 'restored', 'loaded']),
  paths: z.array(z.string()),
  why: z.string(),
});
export type Activity = z.infer<typeof Activity>;

const dated = { id: Id, at: Instant, by: z.string(), pinned: z.boolean() };

export const TimelineEntry = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('comment'), ...dated, comment: CommentView }),
  z.object({ kind: z.literal('contact'), ...dated, contact: ContactView }),
  z.object({ kind: z.literal('activity'), ...dated, activity: Activity }),
  z.object({ kind: z.literal('tickler'), ...dated, tickler: TicklerView }),
]);
export type TimelineEntry = z.infer<typeof TimelineEntry>;

/** What a contact is to be about, and how. */
export const AskDecision = z.object({
  customerId: Id,
  purpose: Purpose,
  channel: Channel,
  /** Id of the e-mail, phone or address meant; null for any of the channel. */
  contactPointId: Id.nullable(),
});
export type AskDecision = z.infer<typeof AskDecision>;

/** The answer, how the customer is contacted where they may be, and the time it was asked at. */
export const Decided = z.object({ decision: Decision, how: HowToReach, at: Instant });
export type Decided = z.infer<typeof Decided>;

export const contactContract = {
  /** May the customer be contacted now? To be asked before every contact that goes out; counts the contacts of this desk. */
  decide: procedure.input(AskDecision).output(Decided),
  /** Emits what the user may read of it, in its order (`contact/timeline.ts`), at once and after every change. */
  timeline: procedure.input(z.object({ customerId: Id })).output(eventIterator(z.array(TimelineEntry))),
  /** Contacts of the last days without a code, in the user's area. Needs a connection: throws OFFLINE. */
  uncoded: procedure.output(z.array(UncodedContact)),
  /** Emits my contacts that are not wrapped up, of all customers, oldest first. */
  open: procedure.output(eventIterator(z.array(OpenContact))),
  /**
   * Begins a contact; what runs meanwhile is ended by it. FORBIDDEN for one that goes out and that `decide` blocks. The caller makes the id, so that a repeated call begins one.
   * Saved locally and at once, as all that follows.
   */
  start: procedure
    .input(
      z.object({
        id: Id,
        customerId: Id,
        channel: Channel,
        direction: Contact.shape.direction,
      }),
    )
    .output(z.void()),
  /** Replaces the notes, while it is not wrapped up. INVALID names `notes` when they hold a card number. */
  note: procedure.input(z.object({ id: Id, notes: Contact.shape.notes })).output(z.void()),
  end: procedure.input(z.object({ id: Id })).output(z.void()),
  /** Puts notes and code of mine right within a day of wrapping up; what they said before is kept. FORBIDDEN later. */
  correct: procedure
    .input(
      z.object({
        id: Id,
        notes: Contact.shape.notes,
        wrapUpCode: z.string().trim().max(CONTACT_LIMITS.label),
      }),
    )
    .output(z.void()),
  /** Closes it with its last notes; afterwards nothing of it changes but by `correct` (FORBIDDEN). */
  wrapUp: procedure
    .input(
      z.object({
        id: Id,
        notes: Contact.shape.notes,
        wrapUpCode: z.string().trim().max(CONTACT_LIMITS.label),
      }),
    )
    .output(z.void()),
};
