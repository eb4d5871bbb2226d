/** Requests: what only the server can do. They wait here while there is no connection, and say plainly how they stand. */
import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { SignedCertificate } from '../request/certificate.ts';
import { DecideRequest } from '../request/commands.ts';
import { ExportPackage } from '../request/export-package.ts';
import { HoldAnswer, PlaceHold } from '../request/legal-hold.ts';
import { RegisterEntry } from '../request/register.ts';
import { IDENTITY_CHECKS, REQUEST_KINDS, RequestPayload, ServiceRequest } from '../request/schema.ts';
import { Id } from '../sync/envelope.ts';
import { procedure } from './errors.ts';

export const RequestView = ServiceRequest.pick({
  id: true,
  rev: true,
  customerId: true,
  createdAt: true,
  createdByName: true,
  expiresAt: true,
  state: true,
  stage: true,
  outcome: true,
  reference: true,
  dueAt: true,
  scheduledFor: true,
  approvedByName: true,
  holdUntil: true,
  endedAt: true,
  desks: true,
}).extend({
  kind: z.enum(REQUEST_KINDS),
  /** The customer's number; '' when they are not on this desk. */
  customerNumber: z.string(),
  /** True when this user asked for it. */
  mine: z.boolean(),
  /** True while it can be taken back here, because it was not sent. */
  cancellable: z.boolean(),
  /** True for a request to be forgotten that waits too long to be sent: the legal time runs. */
  overdue: z.boolean(),
  /** True for one that waited that long on some desk before it reached the server, and is not decided yet. */
  late: z.boolean(),
});
export type RequestView = z.infer<typeof RequestView>;

export const CreateRequest = z.object({ id: Id, customerId: Id, payload: RequestPayload });
export type CreateRequest = z.infer<typeof CreateRequest>;

/** What an erasure would do, as far as this desk knows. The server counts again. */
export const ForgetPreview = z.object({
  comments: z.number().int(),
  contacts: z.number().int(),
  ticklers: z.number().int(),
  versions: z.number().int(),
  /** Kept under an alias. */
  orders: z.number().int(),
  openOrders: z.number().int(),
  /** Changes of this desk that the server does not have yet and will not take any more. */
  unsent: z.number().int(),
});
export type ForgetPreview = z.infer<typeof ForgetPreview>;

export const requestContract = {
  /** Emits all requests on this desk, newest first, at once and after every change. */
  list: procedure.output(eventIterator(z.array(RequestView))),
  /**
   * Queues a request; it is on the disk when this returns, and a forget masks the customer from then on. The caller makes the
   * id, so that a repeated call queues one. WRONG_STATE when the same is open for this customer. A reset has its own procedure.
   */
  create: procedure.input(CreateRequest).output(z.void()),
  /** As `create`, for a reset of the password. NOT_CONFIRMED unless whoever asks has just shown that it is them (`session.confirm…`). */
  resetPassword: procedure
    .input(z.object({ id: Id, customerId: Id, checks: z.array(z.enum(IDENTITY_CHECKS)) }))
    .output(z.void()),
  /** As `create`; the password is sealed to the server here and kept nowhere. OFFLINE when the server's key is not known yet. */
  partnerPassword: procedure
    .input(
      z.object({
        id: Id,
        customerId: Id,
        distributor: z.string().regex(/^[A-Z0-9][A-Z0-9_-]{0,19}$/u),
        userId: z.string().trim().min(1).max(80),
        password: z.string().min(10).max(200),
      }),
    )
    .output(z.void()),
  /** Takes back what was not sent. WRONG_STATE when it was. */
  cancel: procedure.input(z.object({ id: Id })).output(z.void()),
  preview: procedure.input(z.object({ customerId: Id })).output(ForgetPreview),
  /** Decides on the server; needs a connection. FORBIDDEN for one's own request. */
  decide: procedure.input(DecideRequest).output(z.void()),
  /** The hold on a customer, or null; needs a connection. */
  hold: procedure.input(z.object({ customerId: Id })).output(HoldAnswer),
  /** Holds a customer beforehand, so that nothing about them is erased; needs a connection. WRONG_STATE when that has begun. */
  placeHold: procedure.input(PlaceHold).output(z.void()),
  /** Ends it; needs a connection. WRONG_STATE when there is none. */
  endHold: procedure.input(z.object({ customerId: Id })).output(z.void()),
  /** Every request there was, from all computers and without the persons; needs a connection. */
  register: procedure.output(z.array(RegisterEntry)),
  /** The signed certificate of an erasure that is done; needs a connection. */
  certificate: procedure.input(z.object({ id: Id })).output(SignedCertificate),
  /** The export that a request made; needs a connection. */
  exported: procedure.input(z.object({ id: Id })).output(ExportPackage),
  /** Emits at once and whenever somebody was forgotten: what a window keeps of them must go. */
  erasures: procedure.output(eventIterator(z.object({ count: z.number().int() }))),
  /** Those of the customers that were forgotten. The desk knows them by keyed hashes only. */
  erasedAmong: procedure.input(z.object({ ids: z.array(Id).max(1000) })).output(z.array(Id)),
};
