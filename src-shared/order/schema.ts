/** Orders, quotes and returns: a copy of what another system holds, with the time of the copy. Read-only on desks. */
import { z } from 'zod';
import { Envelope, Id, Instant } from '../sync/envelope.ts';
import { OrderLink } from './link.ts';

export const ORDER_TYPES = ['order', 'quote', 'return'] as const;

/** A decimal number as text, so that no amount is rounded. */
export const Amount = z.string().regex(/^-?\d{1,12}(?:\.\d{1,4})?$/u);

export const OrderLine = z.object({
  sku: z.string().max(80),
  description: z.string().max(200),
  quantity: Amount,
  price: Amount,
  status: z.string().max(40),
});
export type OrderLine = z.infer<typeof OrderLine>;

export const Order = Envelope.extend({
  customerId: Id,
  type: z.enum(ORDER_TYPES),
  number: z.string().min(1).max(80),
  status: z.string().max(40),
  placedAt: Instant,
  /** Last day a quote holds, in the customer's time zone; null for what is no quote. */
  validUntil: z.iso.date().nullable(),
  /** Number of the order that a return belongs to, else ''. */
  orderNumber: z.string().max(80),
  /** Why it was returned, else ''. */
  reason: z.string().max(200),
  /** ISO 4217. */
  currency: z.string().regex(/^[A-Z]{3}$/u),
  total: Amount,
  lines: z.array(OrderLine).max(50),
  shipTo: z.string().max(500),
  /** What was said of a quote, else ''. */
  comments: z.string().max(2000).optional(),
  /** What became of the goods of a return, such as `Restocked`, else ''. */
  disposition: z.string().max(200).optional(),
  /** How far the money of a return is, such as `Paid back`, else ''; and the day of it. */
  refund: z.string().max(40).optional(),
  refundedOn: z.iso.date().nullable().optional(),
  /** Where the other system shows it. */
  link: OrderLink.optional(),
  /** True while it is under way to the customer, where the other system says so. */
  open: z.boolean().optional(),
  sourceSystem: z.string().max(40),
  /** When the other system said so. */
  asOf: Instant,
});
export type Order = z.infer<typeof Order>;
