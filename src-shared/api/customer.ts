/** Find a customer, see them, change them. */
import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { Change, Unsent } from '../changes/schema.ts';
import { DUPLICATE_REASONS } from '../customer/duplicate.ts';
import { Customer, CustomerEditable } from '../customer/schema.ts';
import { SavedView, SavedViews } from '../search/view.ts';
import { Id } from '../sync/envelope.ts';
import { procedure } from './errors.ts';
import { SearchHit, SearchQuestion, SearchResult } from './search.ts';

export const CustomerView = z.object({
  customer: Customer,
  teamName: z.string().nullable(),
  /** True while a change of this customer waits to be confirmed by the server. */
  waiting: z.boolean(),
  /** True when this user may edit this customer now. */
  editable: z.boolean(),
  /** How an open request freezes them on this desk; masked, nothing of them is shown. */
  frozen: z.enum(['mask', 'readOnly']).optional(),
});
export type CustomerView = z.infer<typeof CustomerView>;

export const UpdateCustomer = z.object({
  id: Id,
  /** What the form showed when it was opened. */
  base: CustomerEditable,
  /** What the form holds now. */
  mine: CustomerEditable,
  /** Why, as the user says it. */
  why: z.string().max(500).optional(),
});
export type UpdateCustomer = z.infer<typeof UpdateCustomer>;

export const UpdateOutcome = z.object({
  /** Fields where somebody else's value was kept and this one went to "needs attention". */
  conflicts: z.array(z.string()),
  /** The form as it was made ready to be stored; an undo goes back from here. */
  mine: CustomerEditable,
});
export type UpdateOutcome = z.infer<typeof UpdateOutcome>;

export const CreateCustomer = UpdateCustomer.pick({ id: true, mine: true, why: true }).extend({
  /** Where they belong, of `regions`; the user's own area where nothing is said. */
  region: Customer.shape.region.optional(),
});
export type CreateCustomer = z.infer<typeof CreateCustomer>;

/** The number to tell the customer: a temporary one until the server has issued theirs. */
export const CreateOutcome = z.object({ number: z.string() });
export type CreateOutcome = z.infer<typeof CreateOutcome>;

/** A customer who may be the one in the form, and why. */
export const Duplicate = z.object({ hit: SearchHit, reasons: z.array(z.enum(DUPLICATE_REASONS)) });
export type Duplicate = z.infer<typeof Duplicate>;

export const RestoreCustomer = z.object({
  id: Id,
  version: z.number().int().min(1),
  why: z.string().max(500),
});
export type RestoreCustomer = z.infer<typeof RestoreCustomer>;

export const CustomerVersions = z.object({
  /** Newest first, as far as this desk has them. */
  versions: z.array(Change),
  /** What was changed here and is not on the server yet; null when nothing was. */
  unsent: Unsent.nullable(),
  /** The customer as the server last confirmed it: the state after the newest version. */
  confirmed: Customer,
  /** This desk, as versions name it. */
  device: z.string(),
});
export type CustomerVersions = z.infer<typeof CustomerVersions>;

/** Who acts for or belongs to an organisation, by name, as far as they are on this desk. */
export const Belonging = z.object({ hits: z.array(SearchHit), more: z.boolean() });
export type Belonging = z.infer<typeof Belonging>;

export const customerContract = {
  /** Best matches first. An empty text without a filter gives no hits. */
  search: procedure.input(SearchQuestion).output(SearchResult),
  /** The searches that this user keeps under names. */
  views: procedure.output(z.array(SavedView)),
  /** Keeps these searches in place of those before. */
  keepViews: procedure.input(SavedViews).output(z.void()),
  /** Rows for ids in the order given, for recent and pinned customers; ids not on this desk are left out. */
  rows: procedure.input(z.object({ ids: z.array(Id).max(100) })).output(z.array(SearchHit)),
  /** Emits at most twice a second while customers on this desk change, for results that are on the screen. */
  changes: procedure.output(eventIterator(z.object({ changes: z.number().int() }))),
  /** Emits the customer at once and after every change; null when it is not, or no longer, on this desk. */
  watch: procedure.input(z.object({ id: Id })).output(eventIterator(CustomerView.nullable())),
  /** Saves locally and at once; returns when the change is on the disk of this desk. */
  update: procedure.input(UpdateCustomer).output(UpdateOutcome),
  /** Emits who acts for or belongs to an organisation, at once and after every change. */
  belonging: procedure.input(z.object({ id: Id })).output(eventIterator(Belonging)),
  /** Registers a customer on this desk and at once, also offline; a second time with the same id makes no second one. */
  create: procedure.input(CreateCustomer).output(CreateOutcome),
  /** The regions to choose from for a new customer; none where the user's area says it. */
  regions: procedure.output(z.array(Customer.shape.region)),
  /** Customers on this desk who may be the one in the form, with the reasons; never keeps anybody from saving. */
  duplicates: procedure.input(z.object({ id: Id, mine: CustomerEditable })).output(z.array(Duplicate)),
  /** Emits the version history at once and after every change; null when the customer is not on this desk. */
  versions: procedure.input(z.object({ id: Id })).output(eventIterator(CustomerVersions.nullable())),
  /** Puts an older version back, as a new version. */
  restore: procedure.input(RestoreCustomer).output(UpdateOutcome),
};
