/** What another system says of an order, a quote or a return, and what it is answered. */
import { z } from 'zod';
import { Order } from '#shared/order/schema.ts';
import { FieldError } from '#shared/sync/protocol.ts';

export const MAX_ORDERS = 500;

const {
  type,
  number,
  status,
  placedAt,
  validUntil,
  orderNumber,
  reason,
  currency,
  total,
  lines,
  shipTo,
  open,
  comments,
  disposition,
  refund,
  refundedOn,
  link,
  asOf,
} = Order.shape;

export const IngestOrder = z.object({
  /** Whose it is: by the number or by the external id. */
  customer: z.union([
    z.object({ number: z.string().min(1).max(20) }),
    z.object({ externalId: z.string().min(1).max(80) }),
  ]),
  type,
  number,
  status,
  placedAt,
  validUntil: validUntil.default(null),
  orderNumber: orderNumber.default(''),
  reason: reason.default(''),
  currency,
  total,
  lines: lines.default([]),
  shipTo: shipTo.default(''),
  open,
  comments,
  disposition,
  refund,
  refundedOn,
  link,
  /** When the other system said so. What is older than what is stored is not taken. */
  asOf,
});
export type IngestOrder = z.infer<typeof IngestOrder>;

/** Rows are judged one by one: one of the wrong shape must not fail the others. */
export const IngestRequest = z.object({
  sourceSystem: Order.shape.sourceSystem.min(1),
  orders: z
    .array(z.union([IngestOrder, z.looseObject({})]))
    .min(1)
    .max(MAX_ORDERS),
});

export const IngestResult = z.object({
  outcome: z.enum(['created', 'updated', 'unchanged', 'stale', 'rejected']),
  /** Why it was rejected. */
  code: z.enum(['invalid', 'unknownCustomer', 'erased']).optional(),
  fieldErrors: z.array(FieldError).optional(),
});
export type IngestResult = z.infer<typeof IngestResult>;

/** One result an order, in their order. */
export const IngestResponse = z.object({ results: z.array(IngestResult) });
