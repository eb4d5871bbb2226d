/** Ticklers: what is to be done for a customer, when and by whom. */
import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { CONTACT_LIMITS, Tickler } from '../contact/schema.ts';
import { Id, Instant } from '../sync/envelope.ts';
import { procedure } from './errors.ts';

export const TicklerView = Tickler.pick({
  id: true,
  customerId: true,
  relatedTo: true,
  reasonCode: true,
  priority: true,
  text: true,
  remindAt: true,
  assigneeId: true,
  assigneeName: true,
  status: true,
  resolution: true,
  reopens: true,
  createdAt: true,
  actions: true,
}).extend({
  /** Whose it is in words: a person, a team, or ''. */
  teamName: z.string(),
  customerName: z.string(),
  /** True when it waits for this user. */
  mine: z.boolean(),
  waiting: z.boolean(),
});
export type TicklerView = z.infer<typeof TicklerView>;

export const AssignTo = z.discriminatedUnion('mode', [
  z.object({ mode: z.literal('rule') }),
  z.object({ mode: z.literal('me') }),
  z.object({
    mode: z.literal('person'),
    id: z.string().min(1).max(CONTACT_LIMITS.label),
    name: z.string().max(120),
  }),
  z.object({ mode: z.literal('team'), id: Id }),
]);

const text = z.string().trim().max(CONTACT_LIMITS.text);
/** `actionId` is the caller's, so that a repeated call does it once. */
const doing = z.object({ id: Id, actionId: Id });

export const CreateTickler = z.object({
  id: Id,
  customerId: Id,
  relatedTo: Tickler.shape.relatedTo,
  reasonCode: z.string().trim().max(CONTACT_LIMITS.label),
  priority: Tickler.shape.priority,
  text,
  remindAt: Instant,
  to: AssignTo,
  /** The resolved tickler that this one goes on with, or ''. */
  reopens: Tickler.shape.reopens,
});
export type CreateTickler = z.infer<typeof CreateTickler>;

export const Person = z.object({ id: z.string(), name: z.string() });
export type Person = z.infer<typeof Person>;

/** Who a tickler may be given to. People as the server last named them. */
export const Assignees = z.object({
  people: z.array(Person),
  teams: z.array(z.object({ id: Id, name: z.string() })),
});
export type Assignees = z.infer<typeof Assignees>;

export const ticklerContract = {
  /** Emits all of a customer, open ones first in the order to work them, then the newest. */
  ofCustomer: procedure.input(z.object({ customerId: Id })).output(eventIterator(z.array(TicklerView))),
  /** Emits the open ones that wait for me, in the order to work them, after every change and when one gets due. */
  mine: procedure.output(eventIterator(z.array(TicklerView))),
  /** Emits all open ones on this desk, whoever's they are, in the order to work them. */
  everybodys: procedure.output(eventIterator(z.array(TicklerView))),
  /** Emits mine that are due and were not spoken of. Works without a network. */
  reminders: procedure.output(eventIterator(z.array(TicklerView))),
  /** They were spoken of: not again until they are postponed. */
  told: procedure.input(z.object({ ids: z.array(Id).max(1000) })).output(z.void()),
  assignees: procedure.output(Assignees),
  /** Saved locally and at once, as all that follows. INVALID names the field that holds a card number. */
  create: procedure.input(CreateTickler).output(z.void()),
  start: procedure.input(doing).output(z.void()),
  note: procedure.input(doing.extend({ text: text.min(1) })).output(z.void()),
  postpone: procedure.input(doing.extend({ remindAt: Instant })).output(z.void()),
  reassign: procedure.input(doing.extend({ to: AssignTo })).output(z.void()),
  resolve: procedure.input(doing.extend({ resolution: text.min(1) })).output(z.void()),
};
